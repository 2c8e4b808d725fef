package dev.otlp2parquet.batching.world;

import dev.otlp2parquet.platform.actor.ActorKind;

/** What may happen to messages on their way between versions of the program: nothing, unless a test overrides it. */
public interface Wire {

    /** The message as the actor gets it. */
    default byte[] request(ActorKind kind, byte[] message) {
        return message;
    }

    /** The answer as the caller gets it. */
    default byte[] answer(ActorKind kind, byte[] answer) {
        return answer;
    }
}
