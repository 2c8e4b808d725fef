package dev.otlp2parquet.host.actor;

import dev.otlp2parquet.host.turn.Blocking;
import dev.otlp2parquet.platform.actor.ActorCallException;
import dev.otlp2parquet.platform.actor.ActorCalls;
import dev.otlp2parquet.platform.actor.ActorKind;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls of actors that give the caller's turn away. */
final class TurnCalls implements ActorCalls {

    /** The limit of a call without one of its own: as long as an exporter waits at most. */
    private static final int USUAL_MILLIS = 30_000;

    private final ActorHosts hosts;
    private final Executor threads;
    private final Blocking blocking;

    TurnCalls(ActorHosts hosts, Executor threads, Blocking blocking) {
        this.hosts = hosts;
        this.threads = threads;
        this.blocking = blocking;
    }

    @Override
    public byte[] call(ActorKind kind, String name, byte[] message) throws ActorCallException {
        byte[] copy = message.clone();
        return blocking.<byte[], ActorCallException>during(() -> hosts.call(kind, name, copy));
    }

    @Override
    public PendingCall begin(ActorKind kind, String name, byte[] message, int timeoutMillis) {
        byte[] copy = message.clone();
        blocking.leaving();
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                answer.complete(hosts.call(kind, name, copy));
            } catch (ActorCallException | RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
        });
        int limit = timeoutMillis == 0 ? USUAL_MILLIS : timeoutMillis;
        return () -> blocking.<byte[], ActorCallException>during(() -> await(name, answer, limit));
    }

    private static byte[] await(String name, CompletableFuture<byte[]> answer, int limit) throws ActorCallException {
        try {
            return answer.get(limit, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ActorCallException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new ActorCallException(name + ": no answer within " + limit + " ms", false, true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ActorCallException(name + ": interrupted while waiting for the answer", true, false);
        }
    }
}
