package dev.otlp2parquet.host.actor;

import dev.otlp2parquet.batching.actor.Actor;
import dev.otlp2parquet.batching.actor.ActorPorts;
import dev.otlp2parquet.host.turn.Blocking;
import dev.otlp2parquet.host.turn.NoClient;
import dev.otlp2parquet.host.turn.ProcessPorts;
import dev.otlp2parquet.host.turn.TurnPorts;
import dev.otlp2parquet.platform.actor.Alarm;
import dev.otlp2parquet.platform.actor.SqlStorage;
import dev.otlp2parquet.platform.log.LogLine;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What one actor needs of its process. */
final class ActorEnvironment {

    private static final long FIRST_BACKOFF_MILLIS = 2_000;
    private static final int MAX_DOUBLINGS = 5;
    private static final long NO_THREAD_MILLIS = 1_000;

    private final Supplier<Actor> actor;
    private final ActorHosts hosts;
    private final ProcessPorts process;
    private final ScheduledExecutorService timer;
    private final Semaphore alarms;
    private final ActorLimits limits;

    /**
     * The environment of one actor.
     *
     * @param actor makes an instance of it
     * @param timer starts alarms, and runs nothing that takes long
     * @param alarms permits for alarms of this kind to run at the same time
     */
    ActorEnvironment(
            Supplier<Actor> actor,
            ActorHosts hosts,
            ProcessPorts process,
            ScheduledExecutorService timer,
            Semaphore alarms,
            ActorLimits limits) {
        this.actor = actor;
        this.hosts = hosts;
        this.process = process;
        this.timer = timer;
        this.alarms = alarms;
        this.limits = limits;
    }

    /** Makes an instance of the actor. */
    Actor open() {
        return actor.get();
    }

    ActorPorts ports(Blocking blocking, SqlStorage sql, Alarm alarm) {
        return new ActorPorts(TurnPorts.of(process, blocking, hosts.calls(blocking), new NoClient()), sql, alarm);
    }

    long unixMillis() {
        return process.clock().unixMillis();
    }

    ActorLimits limits() {
        return limits;
    }

    /**
     * Runs an alarm at or after a time, on another thread, as soon as alarms of this kind may run.
     *
     * @param isWanted whether it is still to run, asked before it waits for other alarms
     * @return the timer, to be cancelled if the alarm moves
     */
    Future<?> ringAt(long unixMillis, BooleanSupplier isWanted, Runnable ring) {
        long delay = Math.max(0, unixMillis - unixMillis());
        return timer.schedule(() -> begin(isWanted, ring), delay, TimeUnit.MILLISECONDS);
    }

    private void begin(BooleanSupplier isWanted, Runnable ring) {
        try {
            process.threads().execute(() -> ring(isWanted, ring));
        } catch (RuntimeException | Error e) {
            // No thread to be had. Without another try the alarm would be lost.
            ScheduledFuture<?> unused =
                    timer.schedule(() -> begin(isWanted, ring), NO_THREAD_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void ring(BooleanSupplier isWanted, Runnable ring) {
        if (!isWanted.getAsBoolean()) {
            return;
        }
        alarms.acquireUninterruptibly();
        try {
            ring.run();
        } finally {
            alarms.release();
        }
    }

    /** The pause before an alarm runs again that has failed so many times in a row. */
    long alarmBackoffMillis(int failures) {
        return FIRST_BACKOFF_MILLIS << Math.min(MAX_DOUBLINGS, Math.max(0, failures - 1));
    }

    /** Waits, without the turn. */
    void pause(long millis) {
        if (millis > 0) {
            process.clock().sleep(millis);
        }
    }

    void log(LogLine line) {
        process.log().line(line.level(), line.json());
    }
}
