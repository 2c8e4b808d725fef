package dev.otlp2parquet.host.turn;

import dev.otlp2parquet.platform.actor.ActorKind;
import dev.otlp2parquet.platform.actor.AnswerWatch;

/** The watch of work that no client waits for: calls and alarms of actors, and commands of the process itself. */
public final class NoClient implements AnswerWatch {

    @Override
    public void ifUnanswered(ActorKind kind, String name, byte[] message) {
        throw new IllegalStateException("there is no request");
    }

    @Override
    public void unanswered() {
        throw new IllegalStateException("there is no request");
    }
}
