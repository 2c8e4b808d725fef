package dev.otlp2parquet.ingest.durable;

import dev.otlp2parquet.ingest.config.Config;
import dev.otlp2parquet.ingest.lake.FileNames;
import dev.otlp2parquet.ingest.lake.LakeFile;
import dev.otlp2parquet.ingest.lake.LakeStore;
import dev.otlp2parquet.ingest.lake.LakeTables;
import dev.otlp2parquet.ingest.memory.RowMeter;
import dev.otlp2parquet.ingest.memory.RowsTooLargeException;
import dev.otlp2parquet.ingest.memory.Workspace;
import dev.otlp2parquet.ingest.memory.Workspaces;
import dev.otlp2parquet.ingest.port.BodyCodec;
import dev.otlp2parquet.ingest.port.DurablePorts;
import dev.otlp2parquet.ingest.port.ObjectCallException;
import dev.otlp2parquet.ingest.port.StoreException;
import dev.otlp2parquet.ingest.store.Hex;
import dev.otlp2parquet.ingest.store.PlainStore;
import dev.otlp2parquet.otlp.DecodeResult;
import dev.otlp2parquet.otlp.InvalidRequestException;
import dev.otlp2parquet.otlp.Signal;
import dev.otlp2parquet.otlp.table.Table;
import dev.otlp2parquet.otlp.table.TableBatches;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes ranges of a buffer's log on their way: sealed, in files, queued for their tables, committed, dropped. Every step can
 * be repeated after it died at any point. Made for one alarm; no two of an object run at once.
 */
final class Flush {

    private final Config config;
    private final Workspaces workspaces;
    private final LakeTables lake;
    private final DurablePorts ports;
    private final BufferLog log;
    private final String name;
    private final Signal signal;
    private final String incarnation;
    private final BodyCodec bodies;
    private String lastQuarantine = "";

    /** @param lake null in plain mode */
    Flush(Config config, Workspaces workspaces, LakeTables lake, DurablePorts ports, BufferLog log) {
        this.config = config;
        this.workspaces = workspaces;
        this.lake = lake;
        this.ports = ports;
        this.log = log;
        this.name = log.meta().name();
        this.signal = BufferName.signal(name);
        this.incarnation = log.meta().incarnation();
        this.bodies = ports.ports().batching().bodies();
    }

    /** Why a request was set aside last, or empty. */
    String lastQuarantine() {
        return lastQuarantine;
    }

    /**
     * Seals the next requests up to a sequence, as many as fit into memory together, and stores them.
     *
     * @return false if there were none
     */
    boolean sealAndStore(long through, long now) throws StoreException, ObjectCallException {
        long sealed = log.sealedThrough();
        Workspace workspace = workspaces.borrow();
        long to = decode(workspace, sealed, through, RowMeter.MAX_BYTES);
        if (to >= 0) {
            SealedRange range = new SealedRange(sealed + 1, to, null);
            log.seal(range, now);
            store(range, workspace.batches());
        }
        workspaces.giveBack(workspace);
        return to >= 0;
    }

    /** Stores a range that was sealed earlier. */
    void store(SealedRange range) throws StoreException, ObjectCallException {
        Workspace workspace = workspaces.borrow();
        decode(workspace, range.from() - 1, range.to(), Long.MAX_VALUE);
        store(range, workspace.batches());
        workspaces.giveBack(workspace);
    }

    private void store(SealedRange range, TableBatches batches) throws StoreException, ObjectCallException {
        String stem = name + "-" + incarnation + "-" + range.from() + "-" + range.to();
        if (lake == null) {
            // The name tells the rows, the content may change with the version of the program: so no hash of it is in
            // it.
            if (batches.rows() > 0) {
                new PlainStore(config, ports.ports(), stem).store(batches);
            }
            log.delete(range);
            return;
        }
        // A table that evolves between two attempts changes the content, and a manifest must describe the very bytes.
        FileNames names = (table, sha256) -> stem + "-" + Hex.of(sha256, 8) + ".parquet";
        List<LakeFile> files = batches.rows() == 0
                ? List.of()
                : new LakeStore(config, ports.ports(), lake, names)
                        .store(batches)
                        .files();
        List<String> queued = new ArrayList<>();
        for (Table table : Table.values()) {
            List<LakeFile> ofTable = LakeFile.ofTable(files, table);
            if (!ofTable.isEmpty()) {
                committer(table).enqueue(key(range), ofTable);
                queued.add(table.tableName());
            }
        }
        if (queued.isEmpty()) {
            log.delete(range);
        } else {
            log.enqueued(range, String.join(",", queued));
        }
    }

    /** Asks the committers about the ranges they have, drops what is committed and reopens what they cannot commit. */
    void settle() throws ObjectCallException {
        List<SealedRange> waiting = new ArrayList<>();
        for (SealedRange range : log.ranges()) {
            if (range.enqueued()) {
                waiting.add(range);
            }
        }
        if (waiting.isEmpty()) {
            return;
        }
        boolean[] committed = new boolean[waiting.size()];
        boolean[] stale = new boolean[waiting.size()];
        for (int i = 0; i < committed.length; i++) {
            committed[i] = true;
        }
        for (Table table : Table.values()) {
            List<String> keys = new ArrayList<>();
            List<Integer> indexes = new ArrayList<>();
            for (int i = 0; i < waiting.size(); i++) {
                if (("," + waiting.get(i).tables() + ",").contains("," + table.tableName() + ",")) {
                    keys.add(key(waiting.get(i)));
                    indexes.add(i);
                }
            }
            if (keys.isEmpty()) {
                continue;
            }
            List<RangeState> states = committer(table).states(keys);
            for (int i = 0; i < states.size(); i++) {
                int index = indexes.get(i);
                switch (states.get(i)) {
                    case COMMITTED -> {}
                    case QUEUED, PENDING -> committed[index] = false;
                    case UNKNOWN, SENDING -> {
                        // The committer has lost its database: the files are found again by their names.
                        committed[index] = false;
                        stale[index] = true;
                    }
                    case STALE -> {
                        committed[index] = false;
                        stale[index] = true;
                        if (lake != null) {
                            lake.forget(table);
                        }
                    }
                }
            }
        }
        for (int i = 0; i < committed.length; i++) {
            if (committed[i]) {
                log.delete(waiting.get(i));
            } else if (stale[i]) {
                log.reopen(waiting.get(i));
            }
        }
    }

    private CommitterClient committer(Table table) {
        return new CommitterClient(ports.ports().batching(), CommitterObject.name(config, table));
    }

    /** The identity of a range among all ranges of all buffers. */
    private String key(SealedRange range) {
        return name + ":" + incarnation + ":" + range.from() + "-" + range.to();
    }

    /**
     * Decodes requests one after the other.
     *
     * @param after the sequence before the first
     * @return the last sequence that was reached, or -1 if there was no request
     */
    private long decode(Workspace workspace, long after, long through, long maxBytes) {
        TableBatches batches = workspace.batches();
        long reached = -1;
        long at = after;
        while (true) {
            long next = log.nextDecodedBytes(at, through);
            if (next < 0 || (reached >= 0 && batches.bufferedBytes() + next > maxBytes)) {
                return reached;
            }
            StoredRequest request = log.next(at, through);
            String problem;
            try {
                problem = decode(request, workspace, maxBytes - batches.bufferedBytes());
            } catch (RowsTooLargeException e) {
                batches.discardRequest();
                if (reached >= 0) {
                    return reached;
                }
                problem = e.getMessage();
            }
            if (problem != null) {
                lastQuarantine = problem;
                log.quarantine(request.sequence(), problem);
            }
            at = request.sequence();
            reached = at;
        }
    }

    /**
     * What is wrong with a request, or null. It was read before it was accepted, so this is a fault of the program.
     *
     * @throws RowsTooLargeException if its rows need more than {@code room} bytes
     */
    private String decode(StoredRequest request, Workspace workspace, long room) {
        TableBatches batches = workspace.batches();
        batches.beginRequest(request.receivedMicros() * 1000);
        String problem;
        try {
            byte[] body = bodies.decompress(request.body(), request.decodedBytes());
            DecodeResult result = workspace
                    .decoder()
                    .decode(signal, request.format(), body, 0, body.length, new RowMeter(batches, room));
            // An earlier version may have rejected what this one takes. That rows are stored which the sender believes
            // to
            // be dropped is better than that its others wait.
            if (result.accepted() >= request.rows()) {
                return null;
            }
            problem = "accepted with " + request.rows() + " rows, now " + result.accepted() + " can be stored: "
                    + result.firstRejection();
        } catch (RowsTooLargeException e) {
            throw e;
        } catch (InvalidRequestException | RuntimeException e) {
            problem = e.toString();
        }
        batches.discardRequest();
        return problem;
    }
}
