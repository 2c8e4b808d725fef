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
 * Takes ranges of a buffer's log on their way: sealed, in files, queued for their tables, committed, dropped. Every step can
 * be repeated after it died at any point. Made for one alarm; no two of an object run at once.
 *
 * <p>An alarm works within bounds, and the next one goes on where it stopped: the calls that may leave it ({@link
 * SubrequestBudget}), the memory that it has got ({@link RangeReader#PIECE_BYTES}), and time.
 */
final class Flush {

    /** Calls of an alarm that store no file: of committers, and of the catalog for tables that are not known yet. */
    private static final int OTHER_CALLS = 12;

    /** So many times the files of the others on average make a request one to be kept apart. */
    private static final int CULPRIT_FACTOR = 4;

    /** Then the next alarm goes on: this one may hold up what comes with it. */
    private static final long MAX_MILLIS = 30_000;

    /**
     * The same in pieces that are decoded, for what is computed without a call: the clock stands still meanwhile, and hosts end an
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
    /** Whether something did not fit: what is left of the calls is too little for more. */
    private boolean full;

    private long decodedBytes;
    private String lastQuarantine = "";

    /**
     * A flush.
     *
     * @param feed that the buffer is of
     * @param tables of the feed
     * @param lake null in plain mode
     * @param troubles tables to leave alone; those that turn out to be in trouble are added
     * @param pieceBytes of the values of rows that are decoded at once
     * @param step is called when the log has changed, before anything else can run
     */
    Flush(
            BatchingConfig config,
            Feed feed,
            Tables tables,
            LakeTables lake,
            ActorPorts ports,
            BufferLog log,
            Troubles troubles,
            long pieceBytes,
            Runnable step) {
        this.config = config;
        this.feed = feed;
        this.tables = tables;
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
        // So that after a part of a large range there is room for any other part.
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

    /** Whether ranges wait that may be stored now. */
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

    /** Asks what became of the files that are queued, before anything else. */
    void settle() {
        new Settlement(config, tables, lake, counted, log, keys, troubles).run();
    }

    /**
     * Stores ranges that were sealed earlier, then seals and stores what is due, as far as the bounds of an alarm go. Ranges that
     * take several alarms get a quarter of the calls at first, and then what the others leave.
     *
     * @param through the last sequence to seal, 0 to seal nothing
     * @param share of the isolate's memory, as large as {@link FlushMemory#needs} says
     */
    void store(long through, MemoryPool.Share share) throws StoreException {
        decoder = feed.borrow();
        memory = new FlushMemory(share, decoder.batches());
        storeAll(through);
        // Not where something went wrong: who knows in which state it is then.
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
            // However much that was: the others have their own share.
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

    /** Whether a range has parts to store that are in no trouble, as far as is known. */
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
     * A request that has far more files than others gets a range of its own: others must not wait for it. The rows of the range
     * are at hand afterwards.
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

    /** Stores what is open of a range that was sealed earlier. */
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

    /** Notes the tables that the rows at hand are for. */
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

    /** Version 1 recorded nothing before all tables had their files: only the committer knows about a part. */
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

    /** Stores what is open, records how far it came, and drops the range when nothing is left of it. */
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

    /** Reads the next piece in the place of what is at hand; false if there is none. */
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
