package dev.otlp2parquet.worker;

import dev.otlp2parquet.platform.actor.ActorCallException;
import dev.otlp2parquet.platform.actor.ActorCalls;
import dev.otlp2parquet.platform.actor.ActorKind;
import dev.otlp2parquet.platform.text.Utf8;

/** Calls the Durable Objects that are bound to the Worker. */
final class HostActorCalls implements ActorCalls {

    private final HostRequest request;

    HostActorCalls(HostRequest request) {
        this.request = request;
    }

    @Override
    public byte[] call(ActorKind kind, String name, byte[] message) throws ActorCallException {
        return begin(kind, name, message, 0).await();
    }

    @Override
    public PendingCall begin(ActorKind kind, String name, byte[] message, int timeoutMillis) {
        Window.fillOutbox(request, message, 0, message.length);
        byte[] nameBytes = Utf8.encode(name);
        Window.write(nameBytes);
        int call = Host.beginCall(request, ActorKinds.number(kind), nameBytes.length, timeoutMillis);
        return () -> await(call);
    }

    private byte[] await(int call) throws ActorCallException {
        int length;
        try {
            length = Host.awaitCall(request, call);
        } catch (HostFailure e) {
            throw new ActorCallException(
                    e.getMessage(),
                    e.kind() == HostFailure.OBJECT_RETRYABLE,
                    e.kind() == HostFailure.OBJECT_OVERLOADED);
        }
        return Window.takeInbox(request, length);
    }
}
