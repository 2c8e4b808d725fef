package dev.otlp2parquet.host.actor;

import java.util.concurrent.CompletableFuture;

/** The calls whose answers wait for the next commit of an actor. For one thread at a time; the futures are for any. */
final class SharedCommit {

    private CompletableFuture<Void> next = new CompletableFuture<>();
    private int calls;

    /** Adds a call. Its answer may leave when the future is complete; if that failed, the call has had no effect. */
    CompletableFuture<Void> join() {
        calls++;
        return next;
    }

    /** The number of calls that wait. */
    int calls() {
        return calls;
    }

    /** Everything that was written is durable. */
    void succeeded() {
        renewed().complete(null);
    }

    /** Nothing that was written since the last commit is there any more. */
    void failed(String reason) {
        renewed().completeExceptionally(new IllegalStateException(reason));
    }

    private CompletableFuture<Void> renewed() {
        CompletableFuture<Void> ended = next;
        next = new CompletableFuture<>();
        calls = 0;
        return ended;
    }
}
