package dev.otlp2parquet.host.isolate;

import dev.otlp2parquet.host.Exchange;
import dev.otlp2parquet.platform.Clock;
import dev.otlp2parquet.platform.actor.ActorCallException;
import dev.otlp2parquet.platform.actor.ActorCalls;
import dev.otlp2parquet.platform.actor.ActorKind;
import dev.otlp2parquet.platform.actor.AnswerWatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells an actor that a request ended without an answer that its client could see. The message is repeated for a while, on a thread of
 * its own; an actor that gets it twice knows.
 */
final class ExchangeWatch implements AnswerWatch {

    private static final long REPEAT_MILLIS = 25_000;
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 3_000;

    private final Exchange exchange;
    private final ActorCalls actors;
    private final Executor threads;
    private final Clock clock;
    private final AtomicBoolean sent = new AtomicBoolean();
    private Runnable message;

    /** @param actors calls that hold no turn */
    ExchangeWatch(Exchange exchange, ActorCalls actors, Executor threads, Clock clock) {
        this.exchange = exchange;
        this.actors = actors;
        this.threads = threads;
        this.clock = clock;
    }

    @Override
    public void ifUnanswered(ActorKind kind, String name, byte[] text) {
        if (message != null) {
            throw new IllegalStateException("a request has one message");
        }
        byte[] copy = text.clone();
        message = () -> {
            if (sent.compareAndSet(false, true)) {
                threads.execute(() -> repeat(kind, name, copy));
            }
        };
        exchange.whenUnanswered(message);
    }

    @Override
    public void unanswered() {
        if (message != null) {
            message.run();
        }
    }

    private void repeat(ActorKind kind, String name, byte[] text) {
        long deadline = clock.unixMillis() + REPEAT_MILLIS;
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            try {
                actors.call(kind, name, text);
                return;
            } catch (ActorCallException e) {
                if (clock.unixMillis() + pause > deadline) {
                    return;
                }
                clock.sleep(pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            }
        }
    }
}
