package dev.otlp2parquet.server.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Looks for clients of HTTP/1.1 that have gone while their requests are worked on. Nobody reads from such a connection then, so
 * nothing else would notice. An exporter that gives up sends its request again after a second or more; by then its first attempt must
 * be known as unanswered.
 */
final class HangUps {

    private static final long EVERY_MILLIS = 200;

    private final Scheduler scheduler;
    private final Set<ClientExchange> watched = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    HangUps(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    void start() {
        running = true;
        schedule();
    }

    void stop() {
        running = false;
    }

    /** Watches a request until it is {@linkplain #forget forgotten}. */
    void watch(ClientExchange exchange) {
        watched.add(exchange);
    }

    void forget(ClientExchange exchange) {
        watched.remove(exchange);
    }

    private void schedule() {
        scheduler.schedule(this::look, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            for (ClientExchange exchange : watched) {
                exchange.lookForHangUp();
            }
        } finally {
            if (running) {
                schedule();
            }
        }
    }
}
