package dev.otlp2parquet.host.actor;

import dev.otlp2parquet.batching.actor.Actor;
import dev.otlp2parquet.batching.actor.ActorPorts;
import dev.otlp2parquet.host.turn.Blocking;
import dev.otlp2parquet.host.turn.Effect;
import dev.otlp2parquet.host.turn.Turn;
import dev.otlp2parquet.platform.actor.ActorCallException;
import dev.otlp2parquet.platform.actor.ActorKind;
import dev.otlp2parquet.platform.actor.Alarm;
import dev.otlp2parquet.platform.actor.SqlRows;
import dev.otlp2parquet.platform.actor.SqlStorage;
import dev.otlp2parquet.platform.log.LogLevel;
import dev.otlp2parquet.platform.log.LogLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * One actor: its turn, its file, its alarm and the instance in memory. It keeps the promises of {@link
 * SqlStorage}:
 *
 * <ul>
 *   <li>What is written between two blocking calls becomes durable together, before anything leaves the actor.
 *   <li>An answer leaves after the commit that has its writes. Answers share a commit: a call that others wait behind leaves the
 *       commit to them, at most {@link #MAX_SHARED} calls long.
 *   <li>A commit that fails, or an exception out of the actor, takes back what is not durable, fails the calls that wait for that
 *       commit as retryable, and drops the instance. The next call gets a new one over the same file.
 *   <li>The alarm runs at its time or later, at least once, never twice at the same time, also after a restart of the process.
 * </ul>
 */
final class ActorHost {

    /** Calls that may share a commit. More only make the first of them wait. */
    private static final int MAX_SHARED = 64;

    private static final long PAUSE_MILLIS = 10;

    private final String name;
    private final ActorKind kind;
    private final ActorEnvironment environment;
    private final ActorFile file;

    /** Null for an actor that has no flushes. */
    private final FlushDebt debt;

    private final Turn turn;
    private final SharedCommit shared = new SharedCommit();
    private final AlarmTimer timer;

    private Life life;
    private boolean closed;

    /** When the alarm is due, in milliseconds since the epoch, or null. */
    private Long alarm;

    private boolean ringing;
    private int failedAlarms;

    /** Whether the last alarm came to its end. */
    private boolean lastEnded;

    ActorHost(String name, ActorKind kind, ActorEnvironment environment, ActorFile file) {
        this.name = name;
        this.kind = kind;
        this.environment = environment;
        this.file = file;
        this.turn = new Turn(name);
        this.timer = new AlarmTimer(environment);
        this.debt = kind == ActorKind.BUFFER ? new FlushDebt(file.usedBytes()) : null;
        this.alarm = file.storedRinging() ? (Long) environment.unixMillis() : file.storedAlarm();
    }

    /** One instance of the actor in memory, until it is dropped. */
    private final class Life implements Blocking, SqlStorage, Alarm {

        private final Actor actor = environment.open();

        private void check() {
            turn.check();
            if (life != this) {
                throw new ActorGone(name);
            }
        }

        @Override
        public void leaving() {
            check();
            commit();
            check();
        }

        @Override
        public <T, E extends Exception> T during(Effect<T, E> effect) throws E {
            leaving();
            turn.give();
            T result;
            try {
                result = effect.run();
            } finally {
                turn.take();
                // Others may have left their commit to this thread, which may hold the turn for a while.
                commitOfOthers();
            }
            check();
            return result;
        }

        @Override
        public <T> T computing(int keptBytes, Effect<T, RuntimeException> computation) {
            check();
            if (debt != null) {
                debt.workOff(keptBytes);
            }
            return turn.isWanted() && sliceIsOver() ? during(computation) : computation.run();
        }

        @Override
        public SqlRows query(String sql, Object... parameters) {
            check();
            try {
                return file.database().query(sql, parameters);
            } catch (SQLException | DatabaseBrokenException e) {
                drop("its database is broken: " + e.getMessage());
                log(LogLevel.ERROR, "the database of an actor is broken; its callers are told to try again", e);
                throw new ActorGone(name);
            }
        }

        @Override
        public Long get() {
            check();
            return alarm;
        }

        @Override
        public void set(long unixMillis) {
            check();
            alarm = unixMillis;
        }

        @Override
        public void delete() {
            check();
            alarm = null;
        }

        private ActorPorts ports() {
            return environment.ports(this, this, this);
        }

        private boolean sliceIsOver() {
            ActorLimits limits = environment.limits();
            boolean behind = debt != null && debt.isOpen();
            return turn.heldNanos() >= (behind ? limits.mostSliceNanos() : limits.leastSliceNanos());
        }
    }

    /** Begins to run the alarm that the file has. */
    void start() {
        turn.take();
        try {
            plan();
        } finally {
            leave();
        }
    }

    /** Answers a message, and returns when everything that the actor wrote for it is durable. Blocks. */
    byte[] call(byte[] message) throws ActorCallException {
        CompletableFuture<Void> durable;
        byte[] answer;
        long pause = 0;
        turn.take();
        try {
            answer = answerOf(message);
            durable = shared.join();
            if (debt != null) {
                debt.bring(message.length);
                pause = debt.pauseMillis(message.length);
            }
        } finally {
            leave();
        }
        await(durable);
        environment.pause(pause);
        return answer;
    }

    private byte[] answerOf(byte[] message) throws ActorCallException {
        if (closed) {
            throw new ActorCallException(name + " has stopped", true, false);
        }
        Life called = living();
        try {
            byte[] answer = called.actor.call(message, called.ports());
            called.check();
            return answer;
        } catch (ActorGone e) {
            throw new ActorCallException(e.getMessage(), true, false);
        } catch (RuntimeException | Error e) {
            if (life == called) {
                drop("a call failed: " + e);
            }
            // The same message would be refused again, so a repeat is of no use.
            boolean unreadable = e instanceof IllegalArgumentException;
            if (!unreadable) {
                log(LogLevel.ERROR, "a call of an actor failed", e);
            }
            throw new ActorCallException(name + ": " + e.getMessage(), !unreadable, false);
        }
    }

    private void await(CompletableFuture<Void> durable) throws ActorCallException {
        try {
            durable.get();
        } catch (ExecutionException e) {
            throw new ActorCallException(e.getCause().getMessage(), true, false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ActorCallException(name + ": interrupted before the answer was durable", true, false);
        }
    }

    private Life living() {
        if (life == null) {
            life = new Life();
        }
        return life;
    }

    /** Runs the alarm that was planned for a time, if it was not moved meanwhile. Blocks. */
    private void ring(Long at) {
        turn.take();
        try {
            if (!timer.rings(at)) {
                return;
            }
            commitOfOthers();
            if (closed || ringing || alarm == null) {
                return;
            }
            // The timer has run out, so it is due, whatever has become of the clock.
            runAlarm();
            commit();
            if (life != null) {
                failedAlarms = lastEnded ? 0 : failedAlarms;
            }
        } finally {
            leave();
        }
    }

    private void runAlarm() {
        alarm = null;
        ringing = true;
        if (debt != null) {
            debt.alarmBegins();
        }
        lastEnded = false;
        Life rung = null;
        try {
            rung = living();
            rung.actor.alarm(rung.ports());
            rung.check();
            lastEnded = true;
        } catch (ActorGone e) {
            // Whoever dropped the instance has logged why.
        } catch (RuntimeException | Error e) {
            if (life == rung) {
                drop("an alarm failed: " + e);
            }
            log(LogLevel.ERROR, "an alarm of an actor failed; it runs again", e);
        } finally {
            ringing = false;
            long now = environment.unixMillis();
            if (lastEnded && debt != null) {
                debt.alarmEnded(alarm == null, alarm != null && alarm <= now);
            }
            if (!lastEnded) {
                alarm = laterThan(now, alarm);
            }
        }
    }

    /** The time at which an alarm runs that has failed: after a pause, also if an earlier time is in the file. */
    private Long laterThan(long now, Long stored) {
        long again = now + environment.alarmBackoffMillis(++failedAlarms);
        return stored == null || stored <= now || stored > again ? (Long) again : stored;
    }

    private void commitOfOthers() {
        if (shared.calls() > 0) {
            commit();
        }
    }

    /** Gives the turn away for good. The last of those who wait makes the commit of all. */
    private void leave() {
        try {
            if (!turn.isWanted() || shared.calls() >= MAX_SHARED) {
                commit();
            }
        } finally {
            turn.give();
        }
    }

    /** Makes durable what was written, and lets the answers go that wait for it. Throws nothing: a failure drops the instance. */
    private void commit() {
        if (closed) {
            return;
        }
        try {
            file.commit(alarm, ringing);
        } catch (SQLException | RuntimeException | Error e) {
            drop("its writes could not be made durable: " + e.getMessage());
            log(LogLevel.ERROR, "an actor's writes could not be made durable; its callers are told to try again", e);
            return;
        }
        shared.succeeded();
        plan();
    }

    /** Takes back what is not durable, fails the calls that wait for it, and drops the instance. */
    private void drop(String reason) {
        life = null;
        shared.failed(name + " was dropped: " + reason);
        try {
            file.rollback();
        } catch (SQLException e) {
            log(LogLevel.ERROR, "an actor's writes could not be taken back", e);
        }
        alarm = file.storedAlarm();
        if (!ringing && (file.storedRinging() || (alarm != null && alarm <= environment.unixMillis()))) {
            // That alarm has run, and its end could not be made durable.
            alarm = laterThan(environment.unixMillis(), alarm);
        }
        plan();
    }

    private void plan() {
        if (!closed && !ringing && alarm != null) {
            timer.set(alarm, this::ring);
        }
    }

    /**
     * Lets a running alarm end, makes everything durable and closes the file. Later calls fail as retryable. An alarm that runs longer
     * than the deadline is dropped, and runs again after a restart.
     *
     * @param deadline in milliseconds since the epoch
     */
    void close(long deadline) {
        turn.take();
        try {
            while (ringing && environment.unixMillis() < deadline) {
                commit();
                turn.give();
                environment.pause(PAUSE_MILLIS);
                turn.take();
            }
            commit();
            closed = true;
            life = null;
            closeFile();
        } finally {
            turn.give();
        }
    }

    /** As if the process died. Its files are copied as they are now. */
    void kill(DataDirectory copy) {
        turn.take();
        try {
            file.copyTo(copy.file(kind, name));
            closed = true;
            drop("killed");
            closeFile();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            turn.give();
        }
    }

    private void closeFile() {
        try {
            file.close();
        } catch (SQLException e) {
            log(LogLevel.ERROR, "the database of an actor could not be closed", e);
        }
    }

    private void log(LogLevel level, String message, Throwable failure) {
        environment.log(new LogLine(level, message).field("actor", name).failure(failure));
    }
}
