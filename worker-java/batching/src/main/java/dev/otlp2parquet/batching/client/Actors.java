package dev.otlp2parquet.batching.client;

import dev.otlp2parquet.batching.BatchingConfig;
import dev.otlp2parquet.batching.actor.Actor;
import dev.otlp2parquet.batching.actor.UnconfiguredActor;
import dev.otlp2parquet.batching.buffer.BufferActor;
import dev.otlp2parquet.batching.buffer.RangeReader;
import dev.otlp2parquet.batching.committer.CommitterActor;
import dev.otlp2parquet.platform.actor.ActorKind;
import dev.otlp2parquet.table.Feeds;
import dev.otlp2parquet.table.memory.IsolateMemory;

/** Makes actors, all of one isolate. */
public final class Actors {

    private final BatchingConfig config;
    private final Feeds feeds;
    private final IsolateMemory memory;
    private final String problem;
    private final long pieceBytes;

    private Actors(BatchingConfig config, Feeds feeds, IsolateMemory memory, String problem, long pieceBytes) {
        this.config = config;
        this.feeds = feeds;
        this.memory = memory;
        this.problem = problem;
        this.pieceBytes = pieceBytes;
    }

    /** Actors that keep, store and commit what the feeds accept. */
    public static Actors of(BatchingConfig config, Feeds feeds, IsolateMemory memory) {
        return new Actors(config, feeds, memory, null, RangeReader.PIECE_BYTES);
    }

    /** Actors that keep what they have, refuse calls, and look again later: the configuration cannot be used. */
    public static Actors unconfigured(String problem) {
        return new Actors(null, null, null, problem, 0);
    }

    /** The same, with fewer bytes of the values of rows that a buffer decodes at once. */
    public Actors withPieces(long bytes) {
        return new Actors(config, feeds, memory, problem, bytes);
    }

    /**
     * The actor of a kind, for one instance of the host's. Touches nothing: its database is opened by the first call or alarm; calls
     * tell it its name.
     */
    public Actor open(ActorKind kind) {
        if (problem != null) {
            return new UnconfiguredActor(problem);
        }
        return switch (kind) {
            case BUFFER -> new BufferActor(config, feeds, memory, pieceBytes);
            case COMMITTER -> new CommitterActor(config, feeds.tables());
        };
    }
}
