package dev.otlp2parquet.host.actor;

import dev.otlp2parquet.batching.actor.Actor;
import dev.otlp2parquet.host.turn.Blocking;
import dev.otlp2parquet.host.turn.Effect;
import dev.otlp2parquet.host.turn.Turn;
import dev.otlp2parquet.platform.actor.ActorCallException;
import dev.otlp2parquet.platform.actor.Alarm;
import dev.otlp2parquet.platform.actor.SqlRows;
import dev.otlp2parquet.platform.actor.SqlStorage;
import dev.otlp2parquet.platform.log.LogLevel;
import dev.otlp2parquet.platform.log.LogLine;
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
    private final ActorEnvironment environment;
    private final ActorFile file;
    private final Turn turn;

    private Life life;
    private Long alarm;
    private boolean ringing;
    private int failedAlarms;

    /** The time for which {@link #ring} is planned, or null. */
    private Long planned;

    private boolean closed;

    /**
     * Bytes that calls have brought and that no alarm has worked off yet. An estimate: what is read twice counts twice, and repeats
     * count. The end of an alarm that leaves nothing due sets it right.
     */
    private long owedBytes;

    /** Bytes that calls have brought since the alarm began. */
    private long broughtBytes;

    /** Calls whose answers wait for the next commit. */
    private int waiting;

    private CompletableFuture<Void> nextCommit = new CompletableFuture<>();

    ActorHost(String name, ActorEnvironment environment, ActorFile file) {
        this.name = name;
        this.environment = environment;
        this.file = file;
        this.turn = new Turn(name);
        this.alarm = file.storedRinging() ? (Long) environment.unixMillis() : file.storedAlarm();
    }

    /** One instance of the actor in memory, until it is dropped. */
    private final class Life implements Blocking {

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
                takeAgain();
            }
            check();
            return result;
        }

        @Override
        public <T> T computing(int keptBytes, Effect<T, RuntimeException> computation) {
            check();
            owedBytes = Math.max(0, owedBytes - keptBytes);
            return turn.isWanted() && sliceIsOver() ? during(computation) : computation.run();
        }

        private boolean sliceIsOver() {
            ActorLimits limits = environment.limits();
            return turn.heldNanos() >= (owedBytes > 0 ? limits.mostSliceNanos() : limits.leastSliceNanos());
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
        long owed;
        turn.take();
        try {
            answer = answerOf(message);
            durable = nextCommit;
            waiting++;
            owedBytes += message.length;
            broughtBytes += message.length;
            owed = owedBytes;
        } finally {
            leave();
        }
        await(durable);
        environment.pause(Pacing.millis(message.length, owed));
        return answer;
    }

    private byte[] answerOf(byte[] message) throws ActorCallException {
        if (closed) {
            throw new ActorCallException(name + " has stopped", true, false);
        }
        Life called = living();
        try {
            byte[] answer = called.actor.call(
                    message, environment.ports(called, new LivingDatabase(called), new LivingAlarm(called)));
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

    /** Runs the alarm if it is due. Blocks. */
    void ring() {
        turn.take();
        try {
            planned = null;
            commitOfOthers();
            if (closed || ringing || alarm == null || alarm > environment.unixMillis()) {
                plan();
                return;
            }
            alarm = null;
            ringing = true;
            broughtBytes = 0;
            Life rung = living();
            boolean ended = false;
            try {
                rung.actor.alarm(environment.ports(rung, new LivingDatabase(rung), new LivingAlarm(rung)));
                rung.check();
                ended = true;
            } catch (ActorGone e) {
                // Whoever dropped the instance has logged why.
            } catch (RuntimeException | Error e) {
                if (life == rung) {
                    drop("an alarm failed: " + e);
                }
                log(LogLevel.ERROR, "an alarm of an actor failed; it runs again", e);
            }
            ringing = false;
            failedAlarms = ended ? 0 : failedAlarms + 1;
            long now = environment.unixMillis();
            if (ended && (alarm == null || alarm > now)) {
                // Whatever was there when it began is worked off.
                owedBytes = broughtBytes;
            }
            if (!ended) {
                long again = now + environment.alarmBackoffMillis(failedAlarms);
                // The time in the file may be that of this very alarm.
                alarm = alarm == null || alarm <= now || alarm > again ? (Long) again : alarm;
            }
            commit();
        } finally {
            leave();
        }
    }

    /** After a blocking call: others may have left their commit to this thread, which may not end for a while. */
    private void takeAgain() {
        turn.take();
        commitOfOthers();
    }

    private void commitOfOthers() {
        if (waiting > 0) {
            commit();
        }
    }

    /** Gives the turn away for good. The last of those who wait makes the commit of all. */
    private void leave() {
        try {
            if (!turn.isWanted() || waiting >= MAX_SHARED) {
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
            log(LogLevel.ERROR, "an actor's writes could not be made durable; its callers are told to try again", e);
            drop("its writes could not be made durable: " + e.getMessage());
            return;
        }
        CompletableFuture<Void> committed = nextCommit;
        nextCommit = new CompletableFuture<>();
        waiting = 0;
        committed.complete(null);
        plan();
    }

    /** Takes back what is not durable, fails the calls that wait for it, and drops the instance. */
    private void drop(String reason) {
        life = null;
        try {
            file.rollback();
        } catch (SQLException e) {
            log(LogLevel.ERROR, "an actor's writes could not be taken back", e);
        }
        alarm = file.storedAlarm();
        if (file.storedRinging() && !ringing) {
            // The end of an alarm could not be made durable.
            alarm = environment.unixMillis() + environment.alarmBackoffMillis(++failedAlarms);
        }
        CompletableFuture<Void> failed = nextCommit;
        nextCommit = new CompletableFuture<>();
        waiting = 0;
        failed.completeExceptionally(new IllegalStateException(name + " was dropped: " + reason));
        plan();
    }

    private void plan() {
        if (!closed && !ringing && alarm != null && !alarm.equals(planned)) {
            planned = alarm;
            environment.ringAt(alarm, this::ring);
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

    /** As if the process died: nothing that is not durable is made so. */
    void kill() {
        turn.take();
        try {
            drop("killed");
            closed = true;
            closeFile();
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

    /** The database as one life sees it. */
    private final class LivingDatabase implements SqlStorage {

        private final Life owner;

        private LivingDatabase(Life owner) {
            this.owner = owner;
        }

        @Override
        public SqlRows query(String sql, Object... parameters) {
            owner.check();
            try {
                return file.database().query(sql, parameters);
            } catch (SQLException | DatabaseBrokenException e) {
                log(LogLevel.ERROR, "the database of an actor is broken; its callers are told to try again", e);
                drop("its database is broken: " + e.getMessage());
                throw new ActorGone(name);
            }
        }
    }

    /** The alarm as one life sees it. */
    private final class LivingAlarm implements Alarm {

        private final Life owner;

        private LivingAlarm(Life owner) {
            this.owner = owner;
        }

        @Override
        public Long get() {
            owner.check();
            return alarm;
        }

        @Override
        public void set(long unixMillis) {
            owner.check();
            alarm = unixMillis;
        }

        @Override
        public void delete() {
            owner.check();
            alarm = null;
        }
    }
}
