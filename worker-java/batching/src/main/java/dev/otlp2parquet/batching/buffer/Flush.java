package dev.otlp2parquet.batching.buffer;

import dev.otlp2parquet.batching.BatchingConfig;
import dev.otlp2parquet.batching.BatchingPorts;
import dev.otlp2parquet.batching.actor.ActorPorts;
import dev.otlp2parquet.batching.actor.SubrequestBudget;
import dev.otlp2parquet.batching.committer.CommitterActor;
import dev.otlp2parquet.batching.committer.CommitterClient;
import dev.otlp2parquet.batching.committer.RangeState;
import dev.otlp2parquet.lake.file.Layouts;
import dev.otlp2parquet.lake.file.PlainLayouts;
import dev.otlp2parquet.lake.table.LakeTables;
import dev.otlp2parquet.lake.table.TableLayouts;
import dev.otlp2parquet.platform.actor.ActorCallException;
import dev.otlp2parquet.platform.bucket.StoreException;
import dev.otlp2parquet.table.Feed;
import dev.otlp2parquet.table.PayloadDecoder;
import dev.otlp2parquet.table.TableShape;
import dev.otlp2parquet.table.Tables;
import dev.otlp2parquet.table.memory.MemoryPool;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes ranges of a buffer's log through their states: sealed, stored in files, queued for their tables, committed,
 * dropped. Every step can be repeated after a death at any point. Made for one alarm; an actor never runs two at once.
 *
 * <p>An alarm works within limits of calls ({@link SubrequestBudget}), memory ({@link RangeReader#PIECE_BYTES}) and time.
 * The next alarm continues where it stopped.
 */
final class Flush {

    /** Calls of an alarm that store no file: to committers, and to the catalog for unknown tables. */
    private static final int OTHER_CALLS = 12;

    /** A request with this many times the average files of the others gets a separate range. */
    private static final int CULPRIT_FACTOR = 4;

    /** The longest run. Then the next alarm continues, so that this one does not delay calls for longer. */
    private static final long MAX_MILLIS = 30_000;

    /**
     * The same limit in decoded pieces, for work without a call: the clock stands still during such work, and hosts end an
     * alarm that takes too much CPU time.
     */
    private static final int MAX_PIECES = 16;

    private final BatchingConfig config;
    private final LakeTables lake;
    private final ActorPorts ports;
    private final BatchingPorts counted;
    private final BufferLog log;
    private final RangeKeys keys;
    private final Feed feed;
    private final Tables tables;
    private final SubrequestBudget budget;
    private final int maxFiles;
    private final Troubles troubles;
    private final long pieceBytes;
    private final Runnable step;
    private final long begun;
    private PayloadDecoder decoder;
    private FlushMemory memory;
    private boolean storedSomething;
    private boolean unfinished;
    /** Whether a part did not fit, so the calls that are left are too few. */
    private boolean full;

    private long decodedBytes;
    private String lastQuarantine = "";

    /**
     * Begins a flush.
     *
     * @param feed the feed of the buffer
     * @param lake null in plain mode
     * @param troubles tables to leave alone; the flush adds those that fail
     * @param pieceBytes bytes of column values that are decoded at once
     * @param step called when the log has changed, before anything else can run
     */
    Flush(
            BatchingConfig config,
            Feed feed,
            LakeTables lake,
            ActorPorts ports,
            BufferLog log,
            Troubles troubles,
            long pieceBytes,
            Runnable step) {
        this.config = config;
        this.feed = feed;
        this.tables = feed.tables();
        this.lake = lake;
        this.ports = ports;
        this.log = log;
        this.troubles = troubles;
        this.pieceBytes = pieceBytes;
        this.step = step;
        this.keys = new RangeKeys(log.meta().name(), log.meta().incarnation());
        int limit = config.batching().subrequestBudget();
        this.budget = new SubrequestBudget(limit);
        this.counted = budget.counting(ports.host());
        // After a part of a large range there is room for any other part.
        this.maxFiles = Math.max(4, (limit - OTHER_CALLS) * 9 / 20);
        this.begun = ports.unixMillis();
    }

    /** Why a request was set aside last, or empty. */
    String lastQuarantine() {
        return lastQuarantine;
    }

    /** Whether another alarm should go on at once. */
    boolean isUnfinished() {
        return unfinished;
    }

    /** Whether a range can be stored now. */
    boolean hasWork() {
        for (SealedRange range : log.ranges()) {
            if (!range.progress().isStored() && isStorable(range)) {
                return true;
            }
        }
        return false;
    }

    /** Whether anything was stored. */
    boolean storedSomething() {
        return storedSomething;
    }

    /** Asks the committers about queued files. The first step of an alarm. */
    void settle() {
        new Settlement(config, tables, lake, counted, log, keys, troubles).run();
    }

    /**
     * Stores ranges that were sealed earlier, then seals and stores due requests, within the limits of an alarm. Ranges
     * that take several alarms get a quarter of the calls first, and at the end the calls that others left.
     *
     * @param through the last sequence to seal; 0 to seal nothing
     * @param share of the memory of the isolate, as large as {@link FlushMemory#needs} says
     */
    void store(long through, MemoryPool.Share share) throws StoreException {
        decoder = feed.borrow();
        memory = new FlushMemory(share, decoder.batches());
        storeAll(through);
        // Not after a failure, which may leave the decoder in any state.
        decoder.giveBack();
    }

    private void storeAll(long through) throws StoreException {
        List<SealedRange> large = new ArrayList<>();
        List<SealedRange> others = new ArrayList<>();
        for (SealedRange range : log.ranges()) {
            if (!range.progress().isStored() && isStorable(range)) {
                (range.progress().isLarge() ? large : others).add(range);
            }
        }
        int reserve = budget.left() * 3 / 4;
        if (!large.isEmpty()) {
            store(large.get(0), others.isEmpty() && through == 0 ? 0 : reserve);
            // The others have their own share, however much this was.
            decodedBytes = 0;
        }
        for (SealedRange range : others) {
            if (!hasRoom()) {
                return;
            }
            store(range, 0);
        }
        while (log.nextSequence(log.sealedThrough(), through) >= 0) {
            if (!hasRoom()) {
                return;
            }
            sealAndStore(through);
        }
        for (SealedRange range : large) {
            if (!range.progress().isStored()) {
                if (!hasRoom()) {
                    return;
                }
                store(range, 0);
            }
        }
    }

    private boolean hasRoom() {
        boolean calls = !storedSomething
                || (!full && budget.left() >= Math.min(maxFiles, 8) && ports.unixMillis() - begun < MAX_MILLIS);
        boolean room = calls && decodedBytes < MAX_PIECES * pieceBytes;
        unfinished |= !room;
        return room;
    }

    /** Whether a range has parts to store in tables without known trouble. */
    private boolean isStorable(SealedRange range) {
        if (!range.progress().isKnown()) {
            return true;
        }
        for (TableShape table : range.progress().tables(tables)) {
            for (Part part : range.progress().of(table)) {
                if (part.isOpen() && !troubles.has(table)) {
                    return true;
                }
            }
        }
        return false;
    }

    private RangeReader reader(long after, long through) {
        return new RangeReader(log, ports.host().bodies(), feed, after, through, pieceBytes);
    }

    private Layouts layouts() {
        return lake == null
                ? new PlainLayouts(config.lake(), counted.lake())
                : new TableLayouts(config.lake(), counted.lake(), lake);
    }

    private RangeWriter writer(SealedRange range) {
        return new RangeWriter(config, tables, layouts(), counted, range, keys, budget, troubles, maxFiles);
    }

    /** Seals the next requests up to a sequence, as many as fit into memory together, and stores them. */
    private void sealAndStore(long through) throws StoreException {
        long sealed = log.sealedThrough();
        RangeReader reader = reader(sealed, through);
        read(reader);
        boolean whole = !reader.isWithinRequest();
        long to = whole ? reader.reached() : log.nextSequence(reader.reached(), through);
        if (whole) {
            to = withoutCulprit(sealed, to);
        }
        RangeProgress progress = new RangeProgress();
        SealedRange range = new SealedRange(sealed + 1, to, progress);
        RangeWriter writer = writer(range);
        if (whole) {
            know(range, false);
            writer.plan(decoder.batches());
        } else {
            Pieces pieces = pieces(range);
            while (pieces.next()) {
                know(range, false);
            }
            writer.plan(pieces(range));
        }
        log.seal(range, ports.unixMillis());
        step.run();
        finish(range, writer, whole, 0);
    }

    /**
     * Gives a request with far more files than others a separate range, so that others do not wait for it. Afterwards the
     * batches have the rows of the returned range.
     *
     * @return the last sequence of the range
     */
    private long withoutCulprit(long sealed, long to) {
        long first = log.nextSequence(sealed, to);
        SealedRange all = new SealedRange(sealed + 1, to, new RangeProgress());
        if (first < 0 || first == to || writer(all).files(decoder.batches()) <= maxFiles) {
            return to;
        }
        List<Long> sequences = new ArrayList<>();
        List<Integer> files = new ArrayList<>();
        long sum = 0;
        for (long next = first; next >= 0; next = log.nextSequence(next, to)) {
            read(reader(next - 1, next));
            sequences.add(next);
            files.add(writer(all).files(decoder.batches()));
            sum += files.get(files.size() - 1);
        }
        long end = to;
        for (int i = files.size() - 1; i >= 0; i--) {
            long own = files.get(i);
            if (own > maxFiles && own * (files.size() - 1) > CULPRIT_FACTOR * (sum - own)) {
                end = sequences.get(Math.max(0, i - 1));
            }
        }
        read(reader(sealed, end));
        return end;
    }

    /** Stores the open parts of a range that was sealed earlier. */
    private void store(SealedRange range, int reserve) throws StoreException {
        if (!isStorable(range)) {
            return;
        }
        RangeReader reader = reader(range.from() - 1, range.to());
        read(reader);
        boolean whole = reader.atEnd();
        RangeWriter writer = writer(range);
        boolean learnt = !range.progress().isKnown();
        if (learnt) {
            Pieces pieces = whole ? null : pieces(range);
            for (boolean more = whole || pieces.next(); more; more = !whole && pieces.next()) {
                know(range, true);
            }
        }
        if (writer.plans()) {
            if (whole) {
                writer.plan(decoder.batches());
            } else {
                writer.plan(pieces(range));
            }
            learnt = true;
        }
        if (learnt) {
            log.progress(range);
        }
        finish(range, writer, whole, reserve);
    }

    /** Records the tables of the rows in the batches. */
    private void know(SealedRange range, boolean sealedByVersion1) {
        RangeProgress progress = range.progress();
        progress.know();
        for (TableShape table : tables.all()) {
            if (decoder.batches().rows(table) > 0 && progress.of(table).isEmpty()) {
                Part part = Part.whole(Part.State.NEW);
                progress.put(table, List.of(sealedByVersion1 && lake != null ? asked(range, table, part) : part));
            }
        }
    }

    /** Version 1 recorded nothing before all tables had their files, so only the committer knows about a part. */
    private Part asked(SealedRange range, TableShape table, Part part) {
        try {
            RangeState state = new CommitterClient(counted, CommitterActor.name(config, table))
                    .states(List.of(keys.key(range, part)))
                    .get(0);
            return state.hasAllFiles() ? part.in(Part.State.QUEUED) : part;
        } catch (ActorCallException e) {
            troubles.add(table, e);
            // It may be queued: its bounds must stay as they are.
            return part.in(Part.State.OPEN);
        }
    }

    /** Stores the open parts, records the progress, and drops the range when it is finished. */
    private void finish(SealedRange range, RangeWriter writer, boolean whole, int reserve) throws StoreException {
        budget.keep(reserve);
        boolean all = whole
                ? writer.store(decoder.batches(), !storedSomething, memory)
                : writer.store(pieces(range), !storedSomething, memory);
        budget.keep(0);
        unfinished |= !all;
        full |= !all && reserve == 0;
        if (range.progress().isDone()) {
            log.delete(range, ports.unixMillis());
        } else if (writer.storedSomething()) {
            log.progress(range);
        }
        storedSomething |= writer.storedSomething();
        step.run();
    }

    private Pieces pieces(SealedRange range) {
        return new Pieces(this, reader(range.from() - 1, range.to()), decoder);
    }

    /** Replaces the rows in the batches by the next piece. Returns false if there is none. */
    boolean read(RangeReader reader) {
        decoder.batches().reset();
        boolean some = reader.next(decoder);
        if (!reader.lastQuarantine().isEmpty()) {
            lastQuarantine = reader.lastQuarantine();
        }
        decodedBytes += decoder.batches().bufferedBytes();
        memory.filesAreOpen(0);
        return some;
    }
}
