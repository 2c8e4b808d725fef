package dev.otlp2parquet.worker;

import dev.otlp2parquet.batching.actor.Actor;
import dev.otlp2parquet.batching.actor.ActorPorts;

/** The Java half of one Durable Object. The host keeps it for the object's next call or alarm. */
final class HostedActor {

    private final Application application;
    private final Actor object;

    HostedActor(Application application, Actor object) {
        this.application = application;
        this.object = object;
    }

    /** Answers the message in the inbox. Blocks. */
    void call(HostRequest request, int length) {
        byte[] answer = object.call(Window.takeInbox(request, length), ports(request));
        Window.fillOutbox(request, answer, 0, answer.length);
        Host.reply(request);
    }

    /** Runs the alarm. Blocks. */
    void alarm(HostRequest request) {
        object.alarm(ports(request));
    }

    private ActorPorts ports(HostRequest request) {
        return new ActorPorts(application.ports(request), new HostSqlStorage(request), new HostAlarm(request));
    }
}
