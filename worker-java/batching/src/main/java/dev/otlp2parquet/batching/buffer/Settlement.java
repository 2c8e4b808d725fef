package dev.otlp2parquet.batching.buffer;

import dev.otlp2parquet.batching.BatchingConfig;
import dev.otlp2parquet.batching.BatchingPorts;
import dev.otlp2parquet.batching.committer.CommitterActor;
import dev.otlp2parquet.batching.committer.CommitterClient;
import dev.otlp2parquet.batching.committer.RangeState;
import dev.otlp2parquet.lake.table.LakeTables;
import dev.otlp2parquet.platform.actor.ActorCallException;
import dev.otlp2parquet.table.TableShape;
import dev.otlp2parquet.table.Tables;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks the committers about the parts that they have: notes what is committed, drops ranges that are, and opens again what
 * cannot be committed. A committer that does not answer holds up its own table only.
 */
final class Settlement {

    /** Parts asked for in one call, so that messages and answers stay small. */
    private static final int MAX_PARTS = 1000;

    private final BatchingConfig config;
    private final Tables tables;
    private final LakeTables lake;
    private final BatchingPorts batching;
    private final BufferLog log;
    private final RangeKeys keys;
    private final Troubles troubles;

    /**
     * A settlement.
     *
     * @param tables of the feed
     * @param lake null in plain mode: nothing waits then but what was queued under another configuration
     */
    Settlement(
            BatchingConfig config,
            Tables tables,
            LakeTables lake,
            BatchingPorts batching,
            BufferLog log,
            RangeKeys keys,
            Troubles troubles) {
        this.config = config;
        this.tables = tables;
        this.lake = lake;
        this.batching = batching;
        this.log = log;
        this.keys = keys;
        this.troubles = troubles;
    }

    private record Waiting(int range, Part part) {}

    void run() {
        List<SealedRange> ranges = log.ranges();
        boolean[] changed = new boolean[ranges.size()];
        for (TableShape table : tables.all()) {
            List<Waiting> waiting = new ArrayList<>();
            List<String> names = new ArrayList<>();
            for (int i = 0; i < changed.length; i++) {
                for (Part part : ranges.get(i).progress().of(table)) {
                    if (part.state() == Part.State.QUEUED && names.size() < MAX_PARTS) {
                        waiting.add(new Waiting(i, part));
                        names.add(keys.key(ranges.get(i), part));
                    }
                }
            }
            if (names.isEmpty() || troubles.has(table)) {
                continue;
            }
            try {
                List<RangeState> states =
                        new CommitterClient(batching, CommitterActor.name(config, table)).states(names);
                for (int i = 0; i < states.size(); i++) {
                    Waiting asked = waiting.get(i);
                    SealedRange range = ranges.get(asked.range());
                    changed[asked.range()] |= note(range, table, asked.part(), states.get(i));
                }
            } catch (ActorCallException | IllegalArgumentException e) {
                troubles.add(table, e);
            }
        }
        for (int i = 0; i < changed.length; i++) {
            SealedRange range = ranges.get(i);
            for (String unknown : range.progress().unknown(tables)) {
                troubles.add(
                        unknown,
                        new IllegalStateException("this version does not know the table, and keeps its rows: deploy"
                                + " the version of otlp2parquet that accepted them, or a newer one"));
            }
            if (range.progress().isDone()) {
                log.delete(range, batching.clock().unixMillis());
            } else if (changed[i]) {
                log.progress(range);
            }
        }
    }

    private boolean note(SealedRange range, TableShape table, Part part, RangeState state) {
        Part.State next = switch (state) {
            case QUEUED, PENDING -> Part.State.QUEUED;
            case COMMITTED -> Part.State.DONE;
            // The committer has lost its database: the same rows again under the same key.
            case UNKNOWN, SENDING -> Part.State.OPEN;
            // It is another table: nothing of the part is in it, and it may be cut otherwise.
            case STALE -> Part.State.NEW;
        };
        if (next == part.state()) {
            return false;
        }
        if (state == RangeState.STALE && lake != null) {
            lake.forget(table);
        }
        range.progress().set(table, part.in(next));
        return true;
    }
}
