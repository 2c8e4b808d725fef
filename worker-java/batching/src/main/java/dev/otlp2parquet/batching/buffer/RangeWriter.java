package dev.otlp2parquet.batching.buffer;

import dev.otlp2parquet.batching.BatchingConfig;
import dev.otlp2parquet.batching.BatchingPorts;
import dev.otlp2parquet.batching.actor.SubrequestBudget;
import dev.otlp2parquet.batching.buffer.PartFiles.Written;
import dev.otlp2parquet.batching.committer.CommitterActor;
import dev.otlp2parquet.batching.committer.CommitterClient;
import dev.otlp2parquet.batching.committer.RangeState;
import dev.otlp2parquet.lake.LakeException;
import dev.otlp2parquet.lake.file.FileLayout;
import dev.otlp2parquet.lake.file.FileNames;
import dev.otlp2parquet.lake.file.FileRows;
import dev.otlp2parquet.lake.file.Layouts;
import dev.otlp2parquet.lake.file.StoredFile;
import dev.otlp2parquet.lake.file.Uploads;
import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.platform.actor.ActorCallException;
import dev.otlp2parquet.platform.bucket.ObjectStore.PutOutcome;
import dev.otlp2parquet.platform.bucket.StoreException;
import dev.otlp2parquet.table.RowBatches;
import dev.otlp2parquet.table.TableShape;
import dev.otlp2parquet.table.Tables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Plans and stores the files of one range in one alarm, and queues them for their commit. Each table goes its own way: the
 * trouble of one is noted, and the others go on. Made for one range.
 */
final class RangeWriter {

    private final BatchingConfig config;
    private final Tables tables;
    private final Layouts layouts;
    private final BatchingPorts ports;
    private final SealedRange range;
    private final RangeKeys keys;
    private final SubrequestBudget budget;
    private final Troubles troubles;
    private final int maxFiles;
    private final Map<TableShape, FileLayout> known = new HashMap<>();

    /** What the only piece of the range was divided into while its whole parts were planned. */
    private final Map<TableShape, List<FileRows>> divided = new HashMap<>();

    private boolean storedSomething;

    /**
     * A writer.
     *
     * @param tables of the feed
     * @param ports counted by the budget
     * @param maxFiles of a part
     */
    RangeWriter(
            BatchingConfig config,
            Tables tables,
            Layouts layouts,
            BatchingPorts ports,
            SealedRange range,
            RangeKeys keys,
            SubrequestBudget budget,
            Troubles troubles,
            int maxFiles) {
        this.config = config;
        this.tables = tables;
        this.layouts = layouts;
        this.ports = ports;
        this.range = range;
        this.keys = keys;
        this.budget = budget;
        this.troubles = troubles;
        this.maxFiles = maxFiles;
    }

    /** Whether parts were stored. */
    boolean storedSomething() {
        return storedSomething;
    }

    /** Files that the rows become in all tables that are not in trouble. */
    int files(RowBatches batches) {
        int files = 0;
        for (TableShape table : tables.all()) {
            FileLayout layout = batches.rows(table) > 0 ? layout(table) : null;
            files += layout == null
                    ? 0
                    : layout.split(batches.batch(table), null).size();
        }
        return files;
    }

    /** Whether parts of a table are to be planned: not while there are some that wait to be stored. */
    private static boolean isPlanned(RangeProgress progress, TableShape table) {
        for (Part part : progress.of(table)) {
            if (part.state() == Part.State.OPEN) {
                return true;
            }
        }
        return false;
    }

    /** Plans what is new, the whole range being at hand. */
    void plan(RowBatches batches) {
        RangeProgress progress = range.progress();
        for (TableShape table : progress.tables(tables)) {
            boolean planned = isPlanned(progress, table);
            for (Part part : List.copyOf(progress.of(table))) {
                FileLayout layout = !planned && part.state() == Part.State.NEW ? layout(table) : null;
                if (layout == null) {
                    continue;
                }
                RowBatch batch = batches.batch(table);
                List<FileRows> files = split(layout, batch, part);
                PartPlan plan = null;
                if (files.size() > maxFiles) {
                    plan = new PartPlan();
                    plan.add(Cells.of(table, batch, ports.lake().digest()), files, batch.rows());
                } else if (part.isWhole()) {
                    divided.put(table, files);
                }
                settle(progress, table, part, plan, maxFiles);
            }
        }
    }

    /** Plans what is new, piece by piece. */
    void plan(Pieces pieces) {
        RangeProgress progress = range.progress();
        Map<String, PartPlan> plans = new HashMap<>();
        while (pieces.next()) {
            RowBatches batches = pieces.batches();
            for (TableShape table : progress.tables(tables)) {
                boolean rows = batches.rows(table) > 0 && !isPlanned(progress, table);
                RowBatch batch = rows ? batches.batch(table) : null;
                Cells cells = null;
                for (Part part : progress.of(table)) {
                    FileLayout layout = batch != null && part.state() == Part.State.NEW ? layout(table) : null;
                    if (layout != null) {
                        cells = cells != null
                                ? cells
                                : Cells.of(table, batch, ports.lake().digest());
                        plans.computeIfAbsent(planKey(table, part), key -> new PartPlan())
                                .add(cells, split(layout, batch, part), batch.rows());
                    }
                }
            }
        }
        for (TableShape table : progress.tables(tables)) {
            boolean planned = isPlanned(progress, table);
            for (Part part : List.copyOf(progress.of(table))) {
                if (!planned && part.state() == Part.State.NEW && layout(table) != null) {
                    // Without rows there is no plan: what it had was set aside meanwhile.
                    PartPlan plan = plans.get(planKey(table, part));
                    settle(progress, table, part, plan, maxFiles);
                }
            }
        }
    }

    /** Whether there is something to plan. */
    boolean plans() {
        for (TableShape table : range.progress().tables(tables)) {
            for (Part part : range.progress().of(table)) {
                if (part.state() == Part.State.NEW && !isPlanned(range.progress(), table)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String planKey(TableShape table, Part part) {
        return table.name() + " " + part.number();
    }

    /** From now on the bounds of a part hold. What is behind the last cut is looked at again when its turn comes. */
    static void settle(RangeProgress progress, TableShape table, Part part, PartPlan plan, int maxFiles) {
        List<Cell> cuts = plan == null || plan.files() <= maxFiles ? List.of() : plan.cuts(maxFiles);
        if (cuts.isEmpty()) {
            progress.set(table, part.in(Part.State.OPEN));
            return;
        }
        settle(progress, table, part, cuts, plan.isCutShort(cuts));
    }

    static void settle(RangeProgress progress, TableShape table, Part part, List<Cell> cuts, boolean cutShort) {
        int last = progress.cut(table, part, cuts);
        List<Part> parts = progress.of(table);
        for (int i = 0; i < parts.size(); i++) {
            Part piece = parts.get(i);
            // What is left of another part has its own turn.
            boolean own = piece.number() >= last - cuts.size();
            boolean rest = cutShort && piece.number() == last;
            if (own && !rest) {
                progress.set(table, piece.in(Part.State.OPEN));
            }
        }
    }

    /**
     * Stores open parts of a range that is at hand as a whole, as far as the budget goes.
     *
     * @param first whether the alarm has stored nothing yet: then at least one part is stored
     * @return false if the budget ended before all that can be stored at present was
     */
    boolean store(RowBatches batches, boolean first, FlushMemory memory) throws StoreException {
        Uploads<Written> uploads = new Uploads<>();
        List<PartFiles> begun = new ArrayList<>();
        boolean all = true;
        // What queues the files is called when all of them are stored.
        int owed = 0;
        try {
            for (TableShape table : range.progress().tables(tables)) {
                for (Part part : range.progress().of(table)) {
                    FileLayout layout = all && part.state() == Part.State.OPEN ? layout(table) : null;
                    if (layout == null) {
                        continue;
                    }
                    RowBatch batch = batches.batch(table);
                    List<FileRows> files = part.isWhole() ? divided.get(table) : null;
                    files = files != null ? files : split(layout, batch, part);
                    int cost = cost(files.size());
                    if (!(first && begun.isEmpty()) && owed + cost > budget.left()) {
                        all = false;
                        continue;
                    }
                    owed += cost - files.size();
                    PartFiles writing = new PartFiles(layout, part);
                    begun.add(writing);
                    writing.write(batch, files, uploads);
                }
            }
            memory.columnsAreWritten();
            uploads.awaitAll();
        } catch (StoreException | RuntimeException | Error e) {
            uploads.abandon(e);
            throw e;
        }
        stored(begun, uploads);
        return all;
    }

    /**
     * As {@link #store(RowBatches, boolean, FlushMemory)}, of a range that comes in pieces: all files of the parts that are
     * stored grow with each piece.
     */
    boolean store(Pieces pieces, boolean first, FlushMemory memory) throws StoreException {
        List<PartFiles> begun = new ArrayList<>();
        boolean all = true;
        int planned = 0;
        for (TableShape table : range.progress().tables(tables)) {
            for (Part part : range.progress().of(table)) {
                FileLayout layout = all && part.state() == Part.State.OPEN ? layout(table) : null;
                if (layout == null) {
                    continue;
                }
                // How many files it has comes out when it is too late: as many as it may have.
                planned += cost(maxFiles);
                all = (first && begun.isEmpty()) || planned <= budget.left();
                if (all) {
                    begun.add(new PartFiles(layout, part));
                }
            }
        }
        if (begun.isEmpty()) {
            return all;
        }
        Uploads<Written> uploads = new Uploads<>();
        try {
            while (pieces.next()) {
                RowBatches batches = pieces.batches();
                TableShape cellsOf = null;
                Cells cells = null;
                long open = 0;
                for (PartFiles writing : begun) {
                    TableShape table = writing.table();
                    if (batches.rows(table) > 0) {
                        RowBatch batch = batches.batch(table);
                        if (!table.equals(cellsOf) && !writing.part().isWhole()) {
                            cells = Cells.of(table, batch, ports.lake().digest());
                            cellsOf = table;
                        }
                        boolean[] chosen = writing.part().isWhole() ? null : cells.within(writing.part());
                        writing.append(batch, writing.layout().split(batch, chosen));
                    }
                    open += writing.retainedBytes();
                }
                memory.filesAreOpen(open);
            }
            memory.columnsAreWritten();
            for (PartFiles writing : begun) {
                writing.finish(uploads);
            }
            uploads.awaitAll();
        } catch (StoreException | RuntimeException | Error e) {
            uploads.abandon(e);
            throw e;
        }
        stored(begun, uploads);
        return all;
    }

    /** Queues the files that are durable, part by part. */
    private void stored(List<PartFiles> begun, Uploads<Written> uploads) {
        storedSomething |= !begun.isEmpty();
        for (PartFiles writing : begun) {
            List<StoredFile> files = config.catalog().enabled() ? filesOf(writing, uploads) : List.of();
            if (files.isEmpty()) {
                range.progress().set(writing.table(), writing.part().in(Part.State.DONE));
                continue;
            }
            try {
                RangeState state = committer(writing.table()).enqueue(keys.key(range, writing.part()), files);
                if (state.hasAllFiles()) {
                    range.progress().set(writing.table(), writing.part().in(Part.State.QUEUED));
                }
            } catch (ActorCallException e) {
                troubles.add(writing.table(), e);
            }
        }
    }

    private static List<StoredFile> filesOf(PartFiles writing, Uploads<Written> uploads) {
        List<StoredFile> files = new ArrayList<>();
        for (Uploads.Uploaded<Written> upload : uploads.stored()) {
            if (upload.file().of() == writing) {
                files.add(new StoredFile(
                        writing.table(),
                        upload.file().file().key(),
                        upload.file().file().entry(),
                        writing.layout().tableUuid(),
                        0,
                        upload.outcome() == PutOutcome.EXISTED));
            }
        }
        return files;
    }

    private CommitterClient committer(TableShape table) {
        return new CommitterClient(ports, CommitterActor.name(config, table));
    }

    /** Calls that storing so many files takes. */
    private int cost(int files) {
        return files + (config.catalog().enabled() ? 1 + files / CommitterClient.FILES_OF_MESSAGE : 0);
    }

    /** How a table's rows become files, or null: it is in trouble. */
    private FileLayout layout(TableShape table) {
        FileLayout layout = known.get(table);
        if (layout != null || troubles.has(table)) {
            return layout;
        }
        try {
            layout = layouts.of(table, names());
        } catch (LakeException e) {
            troubles.add(table, e);
            return null;
        }
        known.put(table, layout);
        return layout;
    }

    private FileNames names() {
        String stem = keys.stem(range);
        return config.catalog().enabled()
                ? FileNames.bySourceAndContent(stem, ports.lake().digest())
                : FileNames.bySource(stem);
    }

    private List<FileRows> split(FileLayout layout, RowBatch batch, Part part) {
        if (batch == null || batch.rows() == 0) {
            return List.of();
        }
        boolean[] chosen = part.isWhole()
                ? null
                : Cells.of(layout.table(), batch, ports.lake().digest()).within(part);
        return layout.split(batch, chosen);
    }
}
