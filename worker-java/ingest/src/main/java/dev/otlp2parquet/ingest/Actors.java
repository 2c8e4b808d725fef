package dev.otlp2parquet.ingest;

import dev.otlp2parquet.batching.actor.Actor;
import dev.otlp2parquet.batching.actor.UnconfiguredActor;
import dev.otlp2parquet.batching.buffer.BufferActor;
import dev.otlp2parquet.batching.buffer.RangeReader;
import dev.otlp2parquet.batching.committer.CommitterActor;
import dev.otlp2parquet.platform.actor.ActorKind;

/** Makes durable objects. */
public final class Actors {

    private Actors() {}

    /**
     * The object of a kind, for one instance of the host's object. Touches nothing: its database is opened by the first
     * call or alarm; calls tell it its name.
     *
     * @param gateway the configuration; with a {@link Gateway#problem()} the object keeps what it has, refuses calls and
     *     looks again later
     */
    public static Actor open(ActorKind kind, Gateway gateway) {
        return open(kind, gateway, RangeReader.PIECE_BYTES);
    }

    /**
     * As {@link #open(ActorKind, Gateway)}.
     *
     * @param pieceBytes of the values of rows that a buffer decodes at once
     */
    public static Actor open(ActorKind kind, Gateway gateway, long pieceBytes) {
        if (gateway.problem() != null) {
            return new UnconfiguredActor(gateway.problem());
        }
        return switch (kind) {
            case BUFFER ->
                new BufferActor(gateway.config().pipeline(), gateway.workspaces(), gateway.memory(), pieceBytes);
            case COMMITTER ->
                new CommitterActor(
                        gateway.config().pipeline(), gateway.workspaces().definitions());
        };
    }
}
