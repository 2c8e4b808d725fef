package dev.otlp2parquet.worker;

import dev.otlp2parquet.ingest.port.ObjectCallException;
import dev.otlp2parquet.ingest.port.ObjectCalls;
import dev.otlp2parquet.ingest.port.ObjectKind;
import dev.otlp2parquet.parquet.bytes.Utf8;

/** The Durable Objects that are bound to the Worker. */
final class HostObjectCalls implements ObjectCalls {

    private final HostRequest request;

    HostObjectCalls(HostRequest request) {
        this.request = request;
    }

    @Override
    public byte[] call(ObjectKind kind, String name, byte[] message) throws ObjectCallException {
        return begin(kind, name, message, 0).await();
    }

    @Override
    public PendingCall begin(ObjectKind kind, String name, byte[] message, int timeoutMillis) {
        Window.fillOutbox(request, message, 0, message.length);
        byte[] nameBytes = Utf8.encode(name);
        Window.write(nameBytes);
        int call = Host.beginCall(request, ObjectKinds.number(kind), nameBytes.length, timeoutMillis);
        return () -> await(call);
    }

    private byte[] await(int call) throws ObjectCallException {
        int length;
        try {
            length = Host.awaitCall(request, call);
        } catch (HostFailure e) {
            throw new ObjectCallException(
                    e.getMessage(),
                    e.kind() == HostFailure.OBJECT_RETRYABLE,
                    e.kind() == HostFailure.OBJECT_OVERLOADED);
        }
        return Window.takeInbox(request, length);
    }
}
