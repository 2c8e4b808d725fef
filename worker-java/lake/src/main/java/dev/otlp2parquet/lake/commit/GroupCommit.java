package dev.otlp2parquet.lake.commit;

import dev.otlp2parquet.iceberg.r2.CommitPacer;
import dev.otlp2parquet.lake.CatalogMode;
import dev.otlp2parquet.lake.LakeConfig;
import dev.otlp2parquet.lake.LakePorts;
import dev.otlp2parquet.lake.Lease;
import dev.otlp2parquet.lake.file.StoredFile;
import dev.otlp2parquet.lake.table.LakeTables;
import dev.otlp2parquet.platform.Clock;
import dev.otlp2parquet.platform.log.Log;
import dev.otlp2parquet.platform.log.LogLevel;
import dev.otlp2parquet.platform.log.LogLine;
import dev.otlp2parquet.table.TableShape;
import java.util.ArrayList;
import java.util.List;

/**
 * Commits directly from the requests of one isolate. Requests that wait for the same table are committed together. One
 * of them leads: it takes everything in the queue, commits it over its own ports, and tells the others. The leader owns
 * nothing: the queue records its progress. If the leader is silent for too long, another request takes over with the
 * same snapshot id.
 *
 * <p>All requests of an isolate share one object. They may interleave at every blocking call and may never return from
 * one. Not thread-safe otherwise.
 */
public final class GroupCommit {

    private static final long POLL_MILLIS = 25;

    private final LakeConfig config;
    private final LakeTables tables;
    private final CommitPacer pacer;
    private final List<GroupQueue> queues = new ArrayList<>();

    public GroupCommit(LakeConfig config, LakeTables tables) {
        this.config = config;
        this.tables = tables;
        this.pacer =
                config.catalog().mode() == CatalogMode.R2 ? CommitPacer.ofR2DataCatalog() : CommitPacer.unlimited();
    }

    /** Returns the commits of one request, over its ports. */
    public Commits over(LakePorts ports) {
        return files -> commit(files, ports);
    }

    private CommitReport commit(List<StoredFile> files, LakePorts ports) {
        List<GroupQueue> joined = new ArrayList<>();
        List<GroupQueue.Entry> entries = new ArrayList<>();
        for (TableShape table : StoredFile.tables(files)) {
            GroupQueue queue = queue(table);
            joined.add(queue);
            entries.add(queue.add(StoredFile.ofTable(files, table)));
        }
        CommitReport report = CommitReport.NOTHING;
        for (int i = 0; i < entries.size(); i++) {
            report = report.and(joined.get(i).table(), await(joined.get(i), entries.get(i), ports));
        }
        return report;
    }

    private GroupQueue queue(TableShape table) {
        for (GroupQueue queue : queues) {
            if (queue.table().equals(table)) {
                return queue;
            }
        }
        GroupQueue queue = new GroupQueue(table);
        queues.add(queue);
        return queue;
    }

    private TableOutcome await(GroupQueue queue, GroupQueue.Entry entry, LakePorts ports) {
        Clock clock = ports.clock();
        while (entry.outcome() == null) {
            Lease lease = queue.lead(clock.unixMillis());
            if (lease == null) {
                clock.sleep(POLL_MILLIS);
            } else {
                lead(queue, lease, ports);
            }
        }
        return entry.outcome();
    }

    private void lead(GroupQueue queue, Lease lease, LakePorts ports) {
        CommitBatch batch = queue.underWay();
        try {
            BatchCommit work = new BatchCommit(tables, pacer, queue.table(), LeasedPorts.of(ports, lease));
            String refusal = null;
            if (batch == null) {
                // Before anything is taken up: what comes while we wait is committed with it.
                refusal = work.awaitTurn();
                batch = queue.begin(ports.clock().unixMillis());
            }
            if (batch != null) {
                queue.finish(batch, refusal == null ? work.run(batch) : TableOutcome.failed(false, refusal, 0));
            }
        } catch (Lease.LostException e) {
            // Another request goes on with the batch; ours may be in it, or still waits.
        } catch (RuntimeException | Error e) {
            new Log(config.logLevel(), ports.log())
                    .write(new LogLine(LogLevel.ERROR, "a commit broke down")
                            .field("table", tables.name(queue.table()).toString())
                            .failure(e));
            if (batch != null) {
                queue.finish(batch, TableOutcome.failed(batch.uncertain(), e.toString(), batch.requests()));
            }
        } finally {
            queue.release(lease);
        }
    }
}
