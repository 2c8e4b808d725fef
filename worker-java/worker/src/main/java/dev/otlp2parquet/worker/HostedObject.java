package dev.otlp2parquet.worker;

import dev.otlp2parquet.ingest.durable.DurableObject;
import dev.otlp2parquet.ingest.port.DurablePorts;

/** The Java half of one Durable Object; the host keeps it for the object's next call or alarm. */
final class HostedObject {

    private final Application application;
    private final DurableObject object;

    HostedObject(Application application, DurableObject object) {
        this.application = application;
        this.object = object;
    }

    /** Answers the message in the inbox. Blocks. */
    void call(HostRequest request, int length) {
        byte[] answer = object.call(Window.takeInbox(request, length), ports(request));
        Window.fillOutbox(request, answer, 0, answer.length);
        Host.reply(request);
    }

    /** Does what the alarm is for. Blocks. */
    void alarm(HostRequest request) {
        object.alarm(ports(request));
    }

    private DurablePorts ports(HostRequest request) {
        return new DurablePorts(application.ports(request), new HostSqlStorage(request), new HostAlarm(request));
    }
}
