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

/** Opens the actors of one isolate. */
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

    /** Actors without a valid configuration: they keep their data, refuse calls and look again later. */
    public static Actors unconfigured(String problem) {
        return new Actors(null, null, null, problem, 0);
    }

    /** The same actors, whose buffers decode fewer bytes of column values at once. */
    public Actors withPieces(long bytes) {
        return new Actors(config, feeds, memory, problem, bytes);
    }

    /**
     * Opens an actor for one instance of the host's object. Touches nothing: the first call or alarm opens the database,
     * and each call tells the actor its name.
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
