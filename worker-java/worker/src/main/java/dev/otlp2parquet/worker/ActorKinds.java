package dev.otlp2parquet.worker;

import dev.otlp2parquet.platform.actor.ActorKind;

/** Kinds of actors as numbers. The other side is {@code worker-js-shim/src/object-kind.ts}. */
final class ActorKinds {

    private static final int BUFFER = 0;
    private static final int COMMITTER = 1;

    private ActorKinds() {}

    static int number(ActorKind kind) {
        return switch (kind) {
            case BUFFER -> BUFFER;
            case COMMITTER -> COMMITTER;
        };
    }

    static ActorKind of(int number) {
        return switch (number) {
            case BUFFER -> ActorKind.BUFFER;
            case COMMITTER -> ActorKind.COMMITTER;
            default -> throw new IllegalArgumentException("no kind of object has the number " + number);
        };
    }
}
