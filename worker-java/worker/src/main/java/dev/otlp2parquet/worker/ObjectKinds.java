package dev.otlp2parquet.worker;

import dev.otlp2parquet.ingest.port.ObjectKind;

/** Kinds of durable objects as numbers; {@code worker-js-shim/src/object-kind.ts} is the other side. */
final class ObjectKinds {

    private static final int BUFFER = 0;
    private static final int COMMITTER = 1;

    private ObjectKinds() {}

    static int number(ObjectKind kind) {
        return switch (kind) {
            case BUFFER -> BUFFER;
            case COMMITTER -> COMMITTER;
        };
    }

    static ObjectKind of(int number) {
        return switch (number) {
            case BUFFER -> ObjectKind.BUFFER;
            case COMMITTER -> ObjectKind.COMMITTER;
            default -> throw new IllegalArgumentException("no kind of object has the number " + number);
        };
    }
}
