package dev.otlp2parquet.ingest.durable;

import dev.otlp2parquet.ingest.Gateway;
import dev.otlp2parquet.ingest.port.ObjectKind;

/** Makes durable objects. */
public final class DurableObjects {

    private DurableObjects() {}

    /**
     * The object of a kind, for one instance of the host's object. Touches nothing: its database is opened by the first
     * call or alarm; calls tell it its name.
     *
     * @param gateway the configuration; with a {@link Gateway#problem()} the object keeps what it has, refuses calls and
     *     looks again later
     */
    public static DurableObject open(ObjectKind kind, Gateway gateway) {
        return open(kind, gateway, RangeReader.PIECE_BYTES);
    }

    /** @param pieceBytes of the values of rows that a buffer decodes at once */
    static DurableObject open(ObjectKind kind, Gateway gateway, long pieceBytes) {
        if (gateway.problem() != null) {
            return new UnconfiguredObject(gateway.problem());
        }
        return switch (kind) {
            case BUFFER -> new BufferObject(gateway.config(), gateway.workspaces(), gateway.memory(), pieceBytes);
            case COMMITTER -> new CommitterObject(gateway.config());
        };
    }
}
