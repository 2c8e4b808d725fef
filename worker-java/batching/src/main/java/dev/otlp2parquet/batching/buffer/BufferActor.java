package dev.otlp2parquet.batching.buffer;

import dev.otlp2parquet.batching.BatchingConfig;
import dev.otlp2parquet.batching.actor.ActorPorts;
import dev.otlp2parquet.batching.actor.Condition;
import dev.otlp2parquet.batching.actor.MessageInput;
import dev.otlp2parquet.batching.actor.MessageOutput;
import dev.otlp2parquet.batching.actor.Operation;
import dev.otlp2parquet.batching.actor.Trouble;
import dev.otlp2parquet.batching.actor.WorkingActor;
import dev.otlp2parquet.lake.table.LakeTables;
import dev.otlp2parquet.platform.actor.SqlFailure;
import dev.otlp2parquet.platform.bucket.StoreException;
import dev.otlp2parquet.platform.json.JsonWriter;
import dev.otlp2parquet.table.Feed;
import dev.otlp2parquet.table.Feeds;
import dev.otlp2parquet.table.memory.IsolateMemory;
import dev.otlp2parquet.table.memory.MemoryExhaustedException;
import dev.otlp2parquet.table.memory.MemoryPool;
import java.util.List;

/**
 * Keeps accepted requests until their rows are in files and, with a catalog, in their tables. Calls only read or write a
 * few rows; the alarm does the rest.
 */
public final class BufferActor extends WorkingActor<BufferLog> {

    /** An alarm that runs longer than this is dead. Hosts end an alarm after 15 minutes. */
    private static final long SAFETY_MILLIS = 60_000;

    private static final long PRUNE_MILLIS = 3_600_000;
    private static final long POLL_MILLIS = 50;

    /** Pause before the next alarm when others hold the memory. */
    private static final long MEMORY_MILLIS = 1_000;

    /** How long an alarm waits for memory: longer than the flush of another buffer usually takes. */
    private static final long MEMORY_PATIENCE_NANOS = 30_000_000_000L;

    /** Polls of a waiting call between two alarms. Only an alarm asks the committer about a range. */
    private static final int POLLS_PER_ALARM = 10;

    /** How long {@code FLUSH} waits if its sender does not say. */
    private static final long FLUSH_MILLIS = 55_000;

    private final BatchingConfig config;
    private final Feeds feeds;
    private final IsolateMemory memory;
    private final long pieceBytes;
    private final LakeTables lake;
    private final Troubles troubles = new Troubles();

    /** The condition of tables. One in trouble does not stop the rest of the work. */
    private final Condition tables = new Condition("a table of a buffer");

    private final BufferMemory kept = new BufferMemory();
    private long troublesUntil;
    private boolean tryTables;

    private final LogSums sums = new LogSums();

    /** Repeats that were recognised. */
    private long recognised;

    private long flushThrough;
    private boolean unfinished;
    private boolean waitsForMemory;
    private long lastFlushMillis;
    private long lastPruneMillis;
    private String lastQuarantine = "";

    public BufferActor(BatchingConfig config, Feeds feeds, IsolateMemory memory, long pieceBytes) {
        super("a buffer", "buffer", SAFETY_MILLIS, config.logLevel());
        this.config = config;
        this.memory = memory;
        this.pieceBytes = pieceBytes;
        this.feeds = feeds;
        this.lake = config.catalog().enabled() ? new LakeTables(config.lake(), feeds.tables()) : null;
    }

    @Override
    protected BufferLog existing(ActorPorts ports) {
        return BufferLog.existing(ports.sql(), kept);
    }

    @Override
    protected List<Condition> parts() {
        return List.of(tables);
    }

    @Override
    protected void forget() {
        sums.forget();
        kept.forgetTables();
    }

    @Override
    protected byte[] answer(Operation operation, String name, MessageInput in, ActorPorts ports) {
        return switch (operation) {
            case ACCEPT -> accept(name, in, ports);
            case FLUSH -> flush(in, ports);
            case QUARANTINE -> quarantine(in, ports);
            case UNANSWERED -> unanswered(name, in, ports);
            default -> throw unknown(operation);
        };
    }

    private byte[] accept(String name, MessageInput in, ActorPorts ports) {
        Arrival arrival = Arrival.read(in);
        int format = arrival.request().format();
        if (feed(name).mediaType(format) == null) {
            // A newer Worker accepted it. The call fails, so the sender keeps it until the deploy reaches this buffer.
            throw new IllegalArgumentException("expected the code of a request format, found " + format);
        }
        long now = ports.unixMillis();
        BufferLog log = BufferLog.open(ports.sql(), name, ports.random(), kept);
        Repeats repeats = new Repeats(log, config.deduplication(), now);
        if (repeats.has(arrival)) {
            recognised++;
            arm(log, ports, now);
            return answer(Accepting.DUPLICATE, 0, "");
        }
        sums.read(log);
        if (sums.exceeds(arrival.request().body().length, config.batching().maxBacklogBytes())) {
            arm(log, ports, now);
            Condition failing = condition().failing() ? condition() : tables;
            return answer(Accepting.FULL, failing.failing() ? 30 : 5, failing.reason());
        }
        try {
            long sequence = log.append(arrival.request(), arrival.mark());
            sums.appended(arrival.request(), sequence);
        } catch (SqlFailure e) {
            forget();
            condition().failed(name, "the database did not take a request: " + e.getMessage(), e, now, log(ports));
            return answer(Accepting.FAILED, 30, e.getMessage());
        }
        repeats.appended(arrival);
        arm(log, ports, now);
        return answer(Accepting.ACCEPTED, 0, "");
    }

    /** Notes an attempt without an answer. Its request may arrive later, or never. */
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

    /** Arms the alarm for everything in the log. */
    private void arm(BufferLog log, ActorPorts ports, long now) {
        sums.read(log);
        Long due = unsealedDue(now);
        boolean waiting = due == null;
        if (due == null && !log.ranges().isEmpty()) {
            due = now + config.commitIntervalSecs() * 1000L;
        }
        if (due == null) {
            return;
        }
        // While the store fails, the alarm keeps to its backoff. While only tables fail, it does so unless other
        // requests are due.
        if (condition().failing() || (waiting && tables.failing())) {
            armUnlessWaiting(ports, due, now);
        } else {
            arm(ports, due, now);
        }
    }

    /** When the requests that are in no range must be flushed, or null if there are none. */
    private Long unsealedDue(long now) {
        return sums.due(config.batching(), flushThrough, now);
    }

    /**
     * Flushes everything that is in the log now, and waits.
     *
     * @param in whether to wait until the log has dropped it, or only until its files are stored and queued; then the
     *     longest wait in milliseconds, which earlier versions do not send
     */
    private byte[] flush(MessageInput in, ActorPorts ports) {
        boolean untilDropped = in.number() == 1;
        long waitMillis = in.hasMore() ? in.number() : FLUSH_MILLIS;
        long begun = ports.unixMillis();
        BufferLog log = existing(ports);
        if (log == null) {
            return flushed("");
        }
        log.releaseQuarantined();
        sums.forget();
        long target = log.backlog().last();
        flushThrough = Math.max(flushThrough, target);
        tryTables = true;
        for (int poll = 0; ; poll++) {
            if (poll % POLLS_PER_ALARM == 0) {
                arm(ports, begun, ports.unixMillis());
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
            if (condition().failing() && condition().lastFailureMillis() >= begun) {
                return flushed(condition().reason() + "; " + left(log));
            }
            if (sealed && !unfinished && tables.failing() && tables.lastFailureMillis() >= begun) {
                return flushed(tables.reason() + "; " + left(log));
            }
            if (ports.unixMillis() - begun > waitMillis) {
                return flushed("not done within " + waitMillis / 1000 + " s, the work goes on; " + left(log));
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

    /** @param problem empty if everything went well */
    private static byte[] flushed(String problem) {
        return MessageOutput.answer().text(problem).toByteArray();
    }

    private byte[] quarantine(MessageInput in, ActorPorts ports) {
        BufferLog log = existing(ports);
        byte[] answer = new Quarantine(
                        ports.sql(), log, log == null ? null : known(log.meta().name()))
                .answer(in, ports.unixMillis());
        if (log != null) {
            sums.forget();
            arm(log, ports, ports.unixMillis());
        }
        return answer;
    }

    @Override
    protected void work(BufferLog log, ActorPorts ports) throws StoreException {
        unfinished = false;
        waitsForMemory = false;
        boolean tried = tryTables || troublesUntil <= ports.unixMillis();
        tryTables = false;
        if (tried) {
            troubles.forget();
        }
        Feed feed = feed(log.meta().name());
        Flush flush = new Flush(config, feed, lake, ports, log, troubles, pieceBytes, () -> {
            sums.forget();
            condition().progressed(ports.unixMillis());
        });
        try {
            flush.settle();
            sums.forget();
            sums.read(log);
            Long due = unsealedDue(ports.unixMillis());
            long through =
                    due != null && due <= ports.unixMillis() ? sums.unsealed().last() : 0;
            if (through > 0 || flush.hasWork()) {
                store(flush, through, log, ports);
            }
        } finally {
            sums.forget();
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
        condition().succeeded();
    }

    /** Stores sealed ranges and due requests, if the isolate has the memory for it. */
    private void store(Flush flush, long through, BufferLog log, ActorPorts ports) throws StoreException {
        long needed = FlushMemory.needs(log.backlog().decodedBytes());
        try (MemoryPool.Share share =
                memory.takeForFlush(log.meta().name(), needed, ports.host().clock(), MEMORY_PATIENCE_NANOS)) {
            flush.store(through, share);
        } catch (MemoryExhaustedException e) {
            // Nothing is wrong: other flushes and requests hold the memory.
            waitsForMemory = true;
        }
    }

    @Override
    protected Long next(ActorPorts ports) {
        long now = ports.unixMillis();
        if (condition().failing()) {
            return now + condition().backoffMillis(ports.random());
        }
        BufferLog log = existing(ports);
        if (log == null) {
            return null;
        }
        sums.read(log);
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

    @Override
    protected Trouble describe(JsonWriter json, BufferLog log, ActorPorts ports, long now) {
        Trouble trouble = null;
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
            if (quarantined.requests() > 0) {
                trouble = new Trouble(Trouble.QUARANTINED, now - quarantined.oldestMillis());
            }
            new Quarantine(ports.sql(), log, known(log.meta().name())).write(json);
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
        return trouble;
    }

    /** The feed of a buffer, or null if this version does not know it. */
    private Feed known(String buffer) {
        String name = BufferName.feed(buffer);
        return name == null ? null : feeds.find(name);
    }

    private Feed feed(String buffer) {
        Feed feed = known(buffer);
        if (feed == null) {
            throw new IllegalStateException("this version has no feed for buffer " + buffer
                    + ": deploy the version of otlp2parquet that filled it, or a newer one");
        }
        return feed;
    }
}
