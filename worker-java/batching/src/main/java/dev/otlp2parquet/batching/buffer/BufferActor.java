package dev.otlp2parquet.batching.buffer;

import dev.otlp2parquet.batching.Batching;
import dev.otlp2parquet.batching.BatchingConfig;
import dev.otlp2parquet.batching.actor.Actor;
import dev.otlp2parquet.batching.actor.ActorPorts;
import dev.otlp2parquet.batching.actor.Arming;
import dev.otlp2parquet.batching.actor.Condition;
import dev.otlp2parquet.batching.actor.MessageInput;
import dev.otlp2parquet.batching.actor.MessageOutput;
import dev.otlp2parquet.batching.actor.Operation;
import dev.otlp2parquet.batching.actor.StatusAnswer;
import dev.otlp2parquet.batching.actor.Trouble;
import dev.otlp2parquet.lake.table.LakeTables;
import dev.otlp2parquet.platform.actor.SqlFailure;
import dev.otlp2parquet.platform.bucket.StoreException;
import dev.otlp2parquet.platform.json.JsonWriter;
import dev.otlp2parquet.platform.log.Log;
import dev.otlp2parquet.table.Feed;
import dev.otlp2parquet.table.Feeds;
import dev.otlp2parquet.table.Tables;
import dev.otlp2parquet.table.memory.IsolateMemory;
import dev.otlp2parquet.table.memory.MemoryExhaustedException;
import dev.otlp2parquet.table.memory.MemoryPool;
import java.util.List;

/**
 * Keeps accepted requests until their rows are in files, and in a catalog mode in their tables. Calls only write down and
 * look; all the rest is done by the alarm, of which no two run at once, so that nothing needs a lock.
 */
public final class BufferActor implements Actor {

    /** A run that takes longer than this has died. Hosts end an alarm after 15 minutes. */
    private static final long SAFETY_MILLIS = 60_000;

    private static final long PRUNE_MILLIS = 3_600_000;
    private static final long POLL_MILLIS = 50;

    /** When memory is asked for again that others have. */
    private static final long MEMORY_MILLIS = 1_000;

    /** How long an alarm waits for memory: longer than a flush of another buffer usually takes. */
    private static final long MEMORY_PATIENCE_NANOS = 30_000_000_000L;

    /** A range that waits for its commit is asked for by the alarm only. */
    private static final int POLLS_PER_ALARM = 10;

    /** How long {@code FLUSH} waits if it is not told. */
    private static final long FLUSH_MILLIS = 55_000;

    private final BatchingConfig config;
    private final Feeds feeds;
    private final IsolateMemory memory;
    private final long pieceBytes;
    private final LakeTables lake;
    private final Troubles troubles = new Troubles();
    private final Arming arming = new Arming();
    private final Condition condition = new Condition("a buffer");

    /** Of the tables in trouble: what else the buffer has goes on. */
    private final Condition tables = new Condition("a table of a buffer");

    private final BufferMemory kept = new BufferMemory();
    private long troublesUntil;
    private boolean tryTables;

    /** Bytes of all bodies in the log, or -1 when they are to be summed up again. */
    private long storedBytes = -1;

    /** Sums over the requests that are in no range, or null. */
    private Backlog unsealed;

    /** Requests that were accepted before. */
    private long recognised;

    private long flushThrough;
    private boolean unfinished;
    private boolean waitsForMemory;
    private long lastFlushMillis;
    private long lastPruneMillis;
    private String lastQuarantine = "";

    public BufferActor(BatchingConfig config, Feeds feeds, IsolateMemory memory, long pieceBytes) {
        this.config = config;
        this.memory = memory;
        this.pieceBytes = pieceBytes;
        this.feeds = feeds;
        this.lake = config.catalog().enabled() ? new LakeTables(config.lake(), feeds.tables()) : null;
    }

    @Override
    public byte[] call(byte[] message, ActorPorts ports) {
        MessageInput in = new MessageInput(message);
        Operation operation = Operation.of(in.number());
        String name = in.text();
        arming.look(ports.alarm());
        return switch (operation) {
            case ACCEPT -> accept(name, in, ports);
            case FLUSH -> flush(in, ports);
            case STATUS -> status(name, ports);
            case QUARANTINE -> quarantine(in, ports);
            case UNANSWERED -> unanswered(name, in, ports);
            case ENQUEUE, STATES, COMMIT -> throw new IllegalArgumentException("a buffer does not " + operation);
        };
    }

    private byte[] accept(String name, MessageInput in, ActorPorts ports) {
        Arrival arrival = Arrival.read(in);
        int format = arrival.request().format();
        if (feed(name).mediaType(format) == null) {
            // A newer version of the Worker accepted it: the sender keeps it until this version is replaced too.
            throw new IllegalArgumentException("no request format has the code " + format);
        }
        int bodyBytes = arrival.request().body().length;
        long now = ports.unixMillis();
        BufferLog log = BufferLog.open(ports.sql(), name, ports.random(), kept);
        Repeats repeats = new Repeats(log, config.deduplication(), now);
        if (repeats.has(arrival)) {
            recognised++;
            arm(log, ports, now);
            return answer(Accepting.DUPLICATE, 0, "");
        }
        Batching batching = config.batching();
        sumUp(log);
        if (storedBytes > 0 && storedBytes + bodyBytes > batching.maxBacklogBytes()) {
            arm(log, ports, now);
            Condition failing = condition.failing() ? condition : tables;
            return answer(Accepting.FULL, failing.failing() ? 30 : 5, failing.reason());
        }
        try {
            long sequence = log.append(arrival.request(), arrival.mark());
            unsealed = unsealed.and(arrival.request(), sequence);
        } catch (SqlFailure e) {
            forgetSums();
            kept.forgetTables();
            condition.failed(name, "the database refuses a request: " + e.getMessage(), e, now, log(ports));
            return answer(Accepting.FAILED, 30, e.getMessage());
        }
        repeats.appended(arrival);
        storedBytes += bodyBytes;
        arm(log, ports, now);
        return answer(Accepting.ACCEPTED, 0, "");
    }

    /** Also of an attempt whose request has not come yet, or never will. */
    private byte[] unanswered(String name, MessageInput in, ActorPorts ports) {
        byte[] content = in.bytes();
        byte[] attempt = in.bytes();
        BufferLog log = BufferLog.open(ports.sql(), name, ports.random(), kept);
        new Repeats(log, config.deduplication(), ports.unixMillis()).note(content, attempt);
        return MessageOutput.answer().number(0).toByteArray();
    }

    private static byte[] answer(Accepting accepting, int retryAfterSecs, String reason) {
        return MessageOutput.answer()
                .number(accepting.code())
                .number(retryAfterSecs)
                .text(reason)
                .toByteArray();
    }

    /** Sees to an alarm for what is in the log. */
    private void arm(BufferLog log, ActorPorts ports, long now) {
        sumUp(log);
        Long due = unsealedDue(now);
        boolean waiting = due == null;
        if (due == null && !log.ranges().isEmpty()) {
            due = now + config.commitIntervalSecs() * 1000L;
        }
        if (due != null) {
            // While the store fails the alarm keeps to its backoff; while only tables do, for what is not due by
            // itself.
            boolean failing = condition.failing() || (waiting && tables.failing());
            boolean wait = failing && arming.due() != null;
            arming.ensure(ports.alarm(), wait ? arming.due() : due, now);
        }
    }

    /** When the requests that are in no range are to be flushed, or null if there are none. */
    private Long unsealedDue(long now) {
        if (unsealed.requests() == 0) {
            return null;
        }
        Batching batching = config.batching();
        boolean atOnce = unsealed.rows() >= batching.maxRows()
                || unsealed.decodedBytes() >= batching.maxBytes()
                || flushThrough >= unsealed.first();
        long maxAge = batching.maxAgeSecs() * 1000L;
        return atOnce ? now : Math.min(unsealed.oldestMillis(), now) + maxAge;
    }

    private void sumUp(BufferLog log) {
        if (storedBytes < 0) {
            storedBytes = log.backlog().storedBytes();
        }
        if (unsealed == null) {
            unsealed = log.unsealed();
        }
    }

    private void forgetSums() {
        storedBytes = -1;
        unsealed = null;
    }

    /**
     * Has everything flushed that is in the log now, and waits.
     *
     * @param in whether to wait until the log has dropped it too, or only until its files are stored and queued; and for how many milliseconds,
     *     which earlier versions do not say
     */
    private byte[] flush(MessageInput in, ActorPorts ports) {
        boolean untilDropped = in.number() == 1;
        long waitMillis = in.hasMore() ? in.number() : FLUSH_MILLIS;
        long begun = ports.unixMillis();
        BufferLog log = BufferLog.existing(ports.sql(), kept);
        if (log == null) {
            return flushed("");
        }
        log.releaseQuarantined();
        forgetSums();
        long target = log.backlog().last();
        flushThrough = Math.max(flushThrough, target);
        tryTables = true;
        for (int poll = 0; ; poll++) {
            if (poll % POLLS_PER_ALARM == 0) {
                arming.ensure(ports.alarm(), begun, ports.unixMillis());
            }
            boolean sealed = log.sealedThrough() >= target || log.unsealed().requests() == 0;
            boolean done = sealed;
            for (SealedRange range : log.ranges()) {
                done &= range.from() > target || (range.progress().isStored() && !untilDropped);
            }
            if (done) {
                Backlog quarantined = log.setAside().sums();
                return flushed(
                        quarantined.requests() == 0
                                ? ""
                                : quarantined.requests() + " requests cannot be read and are kept: " + lastQuarantine);
            }
            if (condition.failing() && condition.lastFailureMillis() >= begun) {
                return flushed(condition.reason() + "; " + left(log));
            }
            if (sealed && !unfinished && tables.failing() && tables.lastFailureMillis() >= begun) {
                return flushed(tables.reason() + "; " + left(log));
            }
            if (ports.unixMillis() - begun > waitMillis) {
                return flushed("not done within " + waitMillis / 1000 + " s, it goes on; " + left(log));
            }
            ports.host().clock().sleep(POLL_MILLIS);
        }
    }

    private static String left(BufferLog log) {
        Backlog waiting = log.unsealed();
        List<SealedRange> ranges = log.ranges();
        int enqueued = stored(ranges);
        return waiting.requests() + " requests with " + waiting.rows() + " rows wait, " + (ranges.size() - enqueued)
                + " ranges are being stored, " + enqueued + " wait for their commit";
    }

    private static int stored(List<SealedRange> ranges) {
        int stored = 0;
        for (SealedRange range : ranges) {
            stored += range.progress().isStored() ? 1 : 0;
        }
        return stored;
    }

    /** @param problem empty when all went well */
    private static byte[] flushed(String problem) {
        return MessageOutput.answer().text(problem).toByteArray();
    }

    private byte[] quarantine(MessageInput in, ActorPorts ports) {
        BufferLog log = BufferLog.existing(ports.sql(), kept);
        byte[] answer = new Quarantine(ports.sql(), log).answer(in, ports.unixMillis());
        if (log != null) {
            forgetSums();
            arm(log, ports, ports.unixMillis());
        }
        return answer;
    }

    @Override
    public void alarm(ActorPorts ports) {
        long begun = ports.unixMillis();
        long safetyAt = begun + SAFETY_MILLIS;
        arming.fired(ports.alarm(), safetyAt);
        condition.begun(begun);
        String name = "";
        try {
            BufferLog log = BufferLog.existing(ports.sql(), kept);
            if (log != null) {
                name = log.meta().name();
                work(log, ports);
            }
            condition.succeeded();
        } catch (StoreException | RuntimeException | Error e) {
            forgetSums();
            kept.forgetTables();
            condition.failed(name, String.valueOf(e.getMessage()), e, ports.unixMillis(), log(ports));
        } finally {
            condition.ended();
            arming.settle(ports.alarm(), safetyAt, next(ports));
        }
    }

    private void work(BufferLog log, ActorPorts ports) throws StoreException {
        unfinished = false;
        waitsForMemory = false;
        boolean tried = tryTables || troublesUntil <= ports.unixMillis();
        tryTables = false;
        if (tried) {
            troubles.forget();
        }
        Feed feed = feed(log.meta().name());
        Flush flush = new Flush(config, feed, new Tables(feed.tables()), lake, ports, log, troubles, pieceBytes, () -> {
            forgetSums();
            condition.progressed(ports.unixMillis());
        });
        try {
            flush.settle();
            forgetSums();
            sumUp(log);
            Long due = unsealedDue(ports.unixMillis());
            long through = due != null && due <= ports.unixMillis() ? unsealed.last() : 0;
            if (through > 0 || flush.hasWork()) {
                store(flush, through, log, ports);
            }
        } finally {
            forgetSums();
            unfinished = flush.isUnfinished();
            if (flush.storedSomething()) {
                lastFlushMillis = ports.unixMillis();
            }
            if (!flush.lastQuarantine().isEmpty()) {
                lastQuarantine = flush.lastQuarantine();
            }
        }
        long now = ports.unixMillis();
        if (troubles.isEmpty()) {
            tables.succeeded();
        } else if (tried || !tables.failing()) {
            tables.failed(log.meta().name(), troubles.text(), troubles.cause(), now, log(ports));
            troublesUntil = now + tables.backoffMillis(ports.random());
        }
        Repeats repeats = new Repeats(log, config.deduplication(), now);
        if (now - lastPruneMillis > PRUNE_MILLIS) {
            repeats.forgetOld();
            lastPruneMillis = now;
        }
        repeats.forgetSurplus();
    }

    /** Stores what is sealed and what is due, when the isolate has the memory for it. */
    private void store(Flush flush, long through, BufferLog log, ActorPorts ports) throws StoreException {
        long needed = FlushMemory.needs(log.backlog().decodedBytes());
        try (MemoryPool.Share share =
                memory.takeForFlush(log.meta().name(), needed, ports.host().clock(), MEMORY_PATIENCE_NANOS)) {
            flush.store(through, share);
        } catch (MemoryExhaustedException e) {
            // Others store or are stored at present: nothing is wrong, it is not its turn yet.
            waitsForMemory = true;
        }
    }

    /** When the alarm has to run next, or null when there is nothing left to do. */
    private Long next(ActorPorts ports) {
        if (!condition.failing()) {
            try {
                return planned(ports);
            } catch (RuntimeException e) {
                condition.failed("", "the next alarm cannot be planned: " + e, e, ports.unixMillis(), log(ports));
            }
        }
        return ports.unixMillis() + condition.backoffMillis(ports.random());
    }

    private Long planned(ActorPorts ports) {
        long now = ports.unixMillis();
        BufferLog log = BufferLog.existing(ports.sql(), kept);
        if (log == null) {
            return null;
        }
        sumUp(log);
        if (unfinished || waitsForMemory) {
            return now + (waitsForMemory ? MEMORY_MILLIS : 0);
        }
        Long due = unsealedDue(now);
        for (SealedRange range : log.ranges()) {
            boolean failing = tables.failing() && !range.progress().isStored();
            long at = failing ? Math.max(now, troublesUntil) : now + config.commitIntervalSecs() * 1000L;
            due = due == null ? at : Math.min(due, at);
        }
        return due;
    }

    private byte[] status(String name, ActorPorts ports) {
        JsonWriter json = new JsonWriter().beginObject().field("buffer", name);
        BufferLog log = BufferLog.existing(ports.sql(), kept);
        long now = ports.unixMillis();
        Long due = arming.due();
        Trouble trouble = condition.trouble(now, due);
        if (trouble == null) {
            trouble = tables.trouble(now, null);
        }
        // Whoever asks whether all is well also wakes an object whose alarm the host has given up.
        arming.revive(ports.alarm(), now);
        if (log != null) {
            Backlog backlog = log.backlog();
            json.name("backlog")
                    .beginObject()
                    .field("requests", backlog.requests())
                    .field("rows", backlog.rows())
                    .field("stored_bytes", backlog.storedBytes())
                    .field("max_stored_bytes", config.batching().maxBacklogBytes());
            if (backlog.requests() > 0) {
                json.field("oldest_age_ms", Math.max(0, now - backlog.oldestMillis()));
            }
            json.endObject();
            List<SealedRange> ranges = log.ranges();
            int enqueued = stored(ranges);
            json.field("ranges_waiting_for_commit", enqueued).field("ranges_being_stored", ranges.size() - enqueued);
            Backlog quarantined = log.setAside().sums();
            if (quarantined.requests() > 0 && trouble == null) {
                trouble = new Trouble(Trouble.QUARANTINED, now - quarantined.oldestMillis());
            }
            new Quarantine(ports.sql(), log).write(json);
            json.name("repeats")
                    .beginObject()
                    .field("recognised", recognised)
                    .field("remembered_requests", log.known().size() + backlog.requests())
                    .field("forgotten_early", log.known().dropped())
                    .endObject();
        }
        if (lastFlushMillis > 0) {
            json.field("last_flush_unix_ms", lastFlushMillis);
        }
        if (due != null) {
            json.field("next_alarm_unix_ms", due);
        }
        condition.write(json, now, due);
        if (!condition.failing()) {
            tables.write(json, now, null);
        }
        return StatusAnswer.of(json.endObject().toString(), trouble);
    }

    private Feed feed(String buffer) {
        String name = BufferName.feed(buffer);
        Feed feed = name == null ? null : feeds.find(name);
        if (feed == null) {
            throw new IllegalStateException("this version does not know what buffer " + buffer
                    + " is for: deploy the version of otlp2parquet that filled it, or a newer one");
        }
        return feed;
    }

    private Log log(ActorPorts ports) {
        return new Log(config.logLevel(), ports.host().lake().log());
    }
}
