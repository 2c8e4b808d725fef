package dev.otlp2parquet.host.actor;

import java.util.concurrent.Future;
import java.util.function.Consumer;

/** The one timer of an actor's alarm. For one thread at a time. */
final class AlarmTimer {

    private final ActorEnvironment environment;

    /** The time for which it is set, or null. Read by the timer's own thread too. */
    private volatile Long at;

    private Future<?> future;

    AlarmTimer(ActorEnvironment environment) {
        this.environment = environment;
    }

    /** Sets the timer, and replaces the previous time. The time is given to the ring. */
    void set(Long unixMillis, Consumer<Long> ring) {
        if (unixMillis.equals(at)) {
            return;
        }
        if (future != null) {
            future.cancel(false);
        }
        at = unixMillis;
        future = environment.ringAt(unixMillis, () -> unixMillis.equals(at), () -> ring.accept(unixMillis));
    }

    /** The timer has run out. Returns false if it was set to another time meanwhile. */
    boolean rings(Long unixMillis) {
        if (!unixMillis.equals(at)) {
            return false;
        }
        at = null;
        return true;
    }
}
