package dev.otlp2parquet.batching.actor;

import dev.otlp2parquet.platform.bucket.StoreException;
import dev.otlp2parquet.platform.json.JsonWriter;
import dev.otlp2parquet.platform.log.Log;
import dev.otlp2parquet.platform.log.LogLevel;
import java.util.List;

/**
 * The frame of an actor whose alarm does the work. A call reads, or writes a few rows and arms the alarm; everything that takes
 * time or may fail happens in the alarm. The host never runs two alarms of an actor at once, so the work needs no lock.
 *
 * <p>A subclass says what the work is ({@link #work}), when it is due ({@link #next}), which operations it answers ({@link
 * #answer}) and what its status contains ({@link #describe}). This class reads the head of a message, keeps the alarm alive,
 * records failures with their backoff, and answers {@link Operation#STATUS}.
 *
 * @param <D> the view of the actor's database
 */
public abstract class WorkingActor<D extends ActorDatabase> implements Actor {

    private final String kind;
    private final String nameMember;
    private final long safetyMillis;
    private final LogLevel logLevel;
    private final Arming arming = new Arming();
    private final Condition condition;

    /** When a running alarm counts as dead; 0 while none runs. */
    private long workingUntilMillis;

    /**
     * @param kind of the actor with its article, for messages: {@code a buffer}
     * @param nameMember the member of the status that has the actor's name
     * @param safetyMillis milliseconds after which an alarm that still runs counts as dead, and the next one may start
     */
    protected WorkingActor(String kind, String nameMember, long safetyMillis, LogLevel logLevel) {
        this.kind = kind;
        this.nameMember = nameMember;
        this.safetyMillis = safetyMillis;
        this.logLevel = logLevel;
        this.condition = new Condition(kind);
    }

    /** Opens the actor's database, or returns null if nothing was ever written to it. Does not block. */
    protected abstract D existing(ActorPorts ports);

    /**
     * Answers an operation other than {@link Operation#STATUS}.
     *
     * @param name of the actor, as the caller knows it
     * @param in positioned behind the name
     * @throws IllegalArgumentException if the actor has no such operation ({@link #unknown}) or cannot read the message
     */
    protected abstract byte[] answer(Operation operation, String name, MessageInput in, ActorPorts ports);

    /**
     * Does what is due, and calls {@link Condition#succeeded} if that ended well. Blocks. An exception makes the actor {@linkplain
     * Condition#failing failing}.
     */
    protected abstract void work(D database, ActorPorts ports) throws StoreException;

    /** Returns when the alarm must run next, in milliseconds since the epoch, or null if nothing is left to do. Does not block. */
    protected abstract Long next(ActorPorts ports);

    /**
     * Adds the actor's own members to its status. Does not block.
     *
     * @param database null if nothing was ever written to it
     * @return a problem that no {@link Condition} knows of, or null
     */
    protected abstract Trouble describe(JsonWriter json, D database, ActorPorts ports, long now);

    /** The conditions of parts of the work that can fail while the rest goes on. */
    protected List<Condition> parts() {
        return List.of();
    }

    /** Drops what memory holds of the database. Called after a failure, when nobody knows how much of it was written. */
    protected void forget() {}

    @Override
    public final byte[] call(byte[] message, ActorPorts ports) {
        MessageInput in = new MessageInput(message);
        Operation operation = Operation.of(in.number());
        String name = in.text();
        arming.look(ports.alarm());
        return operation == Operation.STATUS ? status(name, ports) : answer(operation, name, in, ports);
    }

    @Override
    public final void alarm(ActorPorts ports) {
        long begun = ports.unixMillis();
        long safetyAt = begun + safetyMillis;
        arming.fired(ports.alarm(), safetyAt);
        condition.begun(begun);
        workingUntilMillis = safetyAt;
        String name = "";
        try {
            D database = existing(ports);
            if (database == null) {
                condition.succeeded();
            } else {
                name = database.meta().name();
                work(database, ports);
            }
        } catch (StoreException | RuntimeException | Error e) {
            forget();
            condition.failed(name, String.valueOf(e.getMessage()), e, ports.unixMillis(), log(ports));
        } finally {
            condition.ended();
            workingUntilMillis = 0;
            arming.settle(ports.alarm(), safetyAt, planned(ports));
        }
    }

    private Long planned(ActorPorts ports) {
        try {
            return next(ports);
        } catch (RuntimeException e) {
            condition.failed("", "the next alarm cannot be planned: " + e, e, ports.unixMillis(), log(ports));
        }
        return ports.unixMillis() + condition.backoffMillis(ports.random());
    }

    private byte[] status(String name, ActorPorts ports) {
        JsonWriter json = new JsonWriter().beginObject().field(nameMember, name);
        D database = existing(ports);
        long now = ports.unixMillis();
        Long due = arming.due();
        Trouble trouble = condition.trouble(now, due);
        for (Condition part : parts()) {
            trouble = trouble == null ? part.trouble(now, null) : trouble;
        }
        // A question about health also wakes an actor whose alarm the host has given up.
        arming.revive(ports.alarm(), now);
        Trouble other = describe(json, database, ports, now);
        if (due != null) {
            json.field("next_alarm_unix_ms", due);
        }
        condition.write(json, now, due);
        for (Condition part : parts()) {
            if (!condition.failing()) {
                part.write(json, now, null);
            }
        }
        return StatusAnswer.of(json.endObject().toString(), trouble == null ? other : trouble);
    }

    /** The condition of the actor's work as a whole. */
    protected final Condition condition() {
        return condition;
    }

    /** Makes sure that the alarm runs at {@code at} or earlier, in milliseconds since the epoch. Does not block. */
    protected final void arm(ActorPorts ports, long at, long now) {
        arming.ensure(ports.alarm(), at, now);
    }

    /** Like {@link #arm}, but leaves an alarm that is already set where it is: it waits for the end of a backoff. */
    protected final void armUnlessWaiting(ActorPorts ports, long at, long now) {
        arming.ensure(ports.alarm(), arming.due() == null ? at : arming.due(), now);
    }

    /** Whether the alarm runs now; it plans the next one when it ends. */
    protected final boolean working(long now) {
        return now < workingUntilMillis;
    }

    protected final Log log(ActorPorts ports) {
        return new Log(logLevel, ports.host().lake().log());
    }

    /** The failure of a call with an operation that only actors of another kind have. */
    protected final IllegalArgumentException unknown(Operation operation) {
        return new IllegalArgumentException(kind + " has no operation " + operation);
    }
}
