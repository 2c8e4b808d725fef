package dev.otlp2parquet.worker;

import dev.otlp2parquet.platform.actor.ActorKind;
import dev.otlp2parquet.platform.actor.AnswerWatch;
import dev.otlp2parquet.platform.text.Utf8;

/** The host knows when the client of a request hangs up, and whether Java is alive. */
final class HostAnswerWatch implements AnswerWatch {

    private final HostRequest request;

    HostAnswerWatch(HostRequest request) {
        this.request = request;
    }

    @Override
    public void ifUnanswered(ActorKind kind, String name, byte[] message) {
        Window.fillOutbox(request, message, 0, message.length);
        byte[] nameBytes = Utf8.encode(name);
        Window.write(nameBytes);
        Host.ifUnanswered(request, ActorKinds.number(kind), nameBytes.length);
    }

    @Override
    public void unanswered() {
        Host.unanswered(request);
    }
}
