package dev.otlp2parquet.batching.committer;

import dev.otlp2parquet.batching.BatchingConfig;
import dev.otlp2parquet.batching.actor.ActorPorts;
import dev.otlp2parquet.batching.actor.MessageInput;
import dev.otlp2parquet.batching.actor.MessageOutput;
import dev.otlp2parquet.batching.actor.Operation;
import dev.otlp2parquet.batching.actor.Trouble;
import dev.otlp2parquet.batching.actor.WorkingActor;
import dev.otlp2parquet.lake.CatalogMode;
import dev.otlp2parquet.lake.LakeException;
import dev.otlp2parquet.lake.table.LakeTables;
import dev.otlp2parquet.platform.json.JsonWriter;
import dev.otlp2parquet.platform.log.LogLevel;
import dev.otlp2parquet.platform.log.LogLine;
import dev.otlp2parquet.table.TableShape;
import dev.otlp2parquet.table.Tables;

/**
 * Commits to one table; nothing else in this program does. It takes the files of all buffers and commits them together, at
 * most once in an interval. Calls only read or write a few rows; the alarm does the rest.
 */
public final class CommitterActor extends WorkingActor<CommitQueue> {

    /** A commit may take 45 s, and checking its outcome takes longer. */
    private static final long SAFETY_MILLIS = 120_000;

    /** R2 Data Catalog allows 20 commits of a table in 60 s, and 120 writes of a catalog, which seven tables share. */
    private static final long R2_INTERVAL_MILLIS = 4_000;

    /** For catalogs without a limit: the longest wait of a caller, during which more files may arrive. */
    private static final long REST_INTERVAL_MILLIS = 1_000;

    private static final long PRUNE_MILLIS = 3_600_000;
    private static final long POLL_MILLIS = 50;

    private static final String LAST_COMMIT = "last-commit-unix-ms";
    private static final String LAST_SNAPSHOT = "last-snapshot-id";

    /** JSON: how the table continued after it last lost a manifest list. */
    static final String RECOVERY = "recovery";

    private final BatchingConfig config;
    private final Tables tables;
    private final LakeTables lake;
    private final SnapshotCount snapshots = new SnapshotCount();
    private final LostListRecovery recovery;
    private long lastAttemptMillis;
    /** Requests to commit in the last attempt: the catalog counts each. */
    private int lastRequests;

    private long throttledUntilMillis;
    private long lastPruneMillis;
    private boolean urgent;

    /** @param tables all tables */
    public CommitterActor(BatchingConfig config, Tables tables) {
        super("a committer", "table", SAFETY_MILLIS, config.logLevel());
        this.config = config;
        this.tables = tables;
        this.lake = config.catalog().enabled() ? new LakeTables(config.lake(), tables) : null;
        this.recovery = config.recoverLostManifestLists() ? new LostListRecovery() : null;
    }

    /** The name of the committer of a table: the name of the table in its catalog. */
    public static String name(BatchingConfig config, TableShape table) {
        return config.lake().namespace() + "." + config.lake().tablePrefix() + table.name();
    }

    @Override
    protected CommitQueue existing(ActorPorts ports) {
        return CommitQueue.existing(ports.sql());
    }

    @Override
    protected byte[] answer(Operation operation, String name, MessageInput in, ActorPorts ports) {
        return switch (operation) {
            case ENQUEUE -> enqueue(name, in, ports);
            case STATES -> states(in, ports);
            case COMMIT -> commit(in.number(), ports);
            default -> throw unknown(operation);
        };
    }

    private byte[] enqueue(String name, MessageInput in, ActorPorts ports) {
        String key = in.text();
        String attempt = in.text();
        String tableUuid = in.text();
        long number = in.number();
        boolean last = in.number() == 1;
        byte[] files = in.bytes();
        CommitQueue queue = CommitQueue.open(ports.sql(), name, ports.random());
        long now = ports.unixMillis();
        RangeState state = queue.enqueue(key, attempt, tableUuid, number, last, files, now);
        arm(queue, ports, now);
        return MessageOutput.answer().number(state.code()).toByteArray();
    }

    private byte[] states(MessageInput in, ActorPorts ports) {
        int count = in.count();
        CommitQueue queue = existing(ports);
        MessageOutput answer = MessageOutput.answer();
        for (int i = 0; i < count; i++) {
            String key = in.text();
            answer.number((queue == null ? RangeState.UNKNOWN : queue.state(key)).code());
        }
        if (queue != null) {
            arm(queue, ports, ports.unixMillis());
        }
        return answer.toByteArray();
    }

    /** Commits the queued files now and waits until they are in the table, but no longer than the caller says. */
    private byte[] commit(long waitMillis, ActorPorts ports) {
        long begun = ports.unixMillis();
        CommitQueue queue = existing(ports);
        if (queue == null) {
            return MessageOutput.answer().text("").toByteArray();
        }
        while (true) {
            CommitQueue.Waiting waiting = queue.waiting();
            if (waiting.ranges() == 0 || waiting.oldestMillis() > begun) {
                return MessageOutput.answer().text("").toByteArray();
            }
            if (condition().failing() && condition().lastFailureMillis() >= begun) {
                return MessageOutput.answer()
                        .text(condition().reason() + "; " + left(waiting))
                        .toByteArray();
            }
            if (ports.unixMillis() - begun > waitMillis) {
                return MessageOutput.answer()
                        .text("not done within " + waitMillis / 1000 + " s, the work goes on; " + left(waiting))
                        .toByteArray();
            }
            urgent = true;
            long now = ports.unixMillis();
            // A running alarm looks at urgent at its end.
            if (!working(now)) {
                arm(ports, earliest(queue, now), now);
            }
            ports.host().clock().sleep(POLL_MILLIS);
        }
    }

    private static String left(CommitQueue.Waiting waiting) {
        return waiting.files() + " files of " + waiting.ranges() + " ranges wait";
    }

    private void arm(CommitQueue queue, ActorPorts ports, long now) {
        if (queue.waiting().ranges() > 0) {
            if (condition().failing()) {
                armUnlessWaiting(ports, due(queue, now), now);
            } else {
                arm(ports, due(queue, now), now);
            }
        }
    }

    /** When the next attempt is made if nobody waits for it. */
    private long due(CommitQueue queue, long now) {
        return after(queue, Math.max(config.commitIntervalSecs() * 1000L, leastIntervalMillis()), now);
    }

    /** When the next attempt may be made if somebody waits for it. */
    private long earliest(CommitQueue queue, long now) {
        return after(queue, leastIntervalMillis() * Math.max(1, lastRequests), now);
    }

    private long after(CommitQueue queue, long intervalMillis, long now) {
        long last = Math.max(lastAttemptMillis, queue.meta().number(LAST_COMMIT, 0));
        // A clock that ran back must not delay commits for longer than an interval.
        long paced = last == 0 ? now : Math.min(now, last) + intervalMillis;
        return Math.max(throttledUntilMillis, Math.max(now, paced));
    }

    private long leastIntervalMillis() {
        return config.catalog().mode() == CatalogMode.R2 ? R2_INTERVAL_MILLIS : REST_INTERVAL_MILLIS;
    }

    @Override
    protected void work(CommitQueue queue, ActorPorts ports) {
        if (queue.waiting().ranges() == 0) {
            urgent = false;
            condition().succeeded();
            return;
        }
        long now = ports.unixMillis();
        // After a failure the condition says when, but never sooner than the catalog allows.
        boolean early = urgent || condition().failing();
        if ((early ? earliest(queue, now) : due(queue, now)) > now) {
            return;
        }
        urgent = false;
        lastAttemptMillis = now;
        TableShape table = table(queue.meta().name());
        snapshots.open(queue.meta());
        CommitRound round = new CommitRound(lake, table, ports.host(), queue, recovery, log(ports));
        CommitRound.Result result;
        try {
            result = round.run(config.catalog().mode() == CatalogMode.R2 ? 2 : 4);
        } finally {
            lastRequests = round.requests();
        }
        if (result.throttledMillis() > 0) {
            throttledUntilMillis = ports.unixMillis() + result.throttledMillis();
        }
        if (result.problem().isEmpty()) {
            condition().succeeded();
        } else {
            condition().failed(queue.meta().name(), result.problem(), null, ports.unixMillis(), log(ports));
        }
        now = ports.unixMillis();
        if (result.snapshotId() != 0) {
            queue.meta().put(LAST_COMMIT, now);
            queue.meta().put(LAST_SNAPSHOT, result.snapshotId());
            snapshots.look(result.metadata(), now);
        }
        if (now - lastPruneMillis > PRUNE_MILLIS) {
            lastPruneMillis = now;
            queue.prune(now);
        }
        if (snapshots.wantsCounting(now)) {
            count(queue, table, ports);
        } else if (snapshots.wantsSaving()) {
            snapshots.save(queue.meta());
        }
    }

    private void count(CommitQueue queue, TableShape table, ActorPorts ports) {
        try {
            snapshots.look(lake.history(table, ports.host().lake()).metadata(), ports.unixMillis());
        } catch (LakeException e) {
            snapshots.notCounted(ports.unixMillis());
            log(ports)
                    .write(new LogLine(LogLevel.WARN, "the snapshots of a table cannot be counted")
                            .field("table", queue.meta().name())
                            .field("reason", e.getMessage()));
        }
        snapshots.save(queue.meta());
    }

    /** The table that this committer is for. */
    private TableShape table(String name) {
        for (TableShape table : tables.all()) {
            if (lake != null && name.equals(name(config, table))) {
                return table;
            }
        }
        throw new IllegalStateException("files wait for the table " + name
                + ", which is no longer configured: restore OTLP2PARQUET_CATALOG_MODE,"
                + " OTLP2PARQUET_NAMESPACE and OTLP2PARQUET_TABLE_PREFIX, and POST /flush before changing them");
    }

    @Override
    protected Long next(ActorPorts ports) {
        CommitQueue queue = existing(ports);
        if (queue == null || queue.waiting().ranges() == 0) {
            return null;
        }
        long now = ports.unixMillis();
        if (urgent) {
            return earliest(queue, now);
        }
        if (!condition().failing()) {
            return due(queue, now);
        }
        return Math.max(earliest(queue, now), now + condition().backoffMillis(ports.random()));
    }

    @Override
    protected Trouble describe(JsonWriter json, CommitQueue queue, ActorPorts ports, long now) {
        if (queue != null) {
            CommitQueue.Waiting waiting = queue.waiting();
            json.name("waiting").beginObject().field("ranges", waiting.ranges()).field("files", waiting.files());
            if (waiting.ranges() > 0) {
                json.field("oldest_age_ms", Math.max(0, now - waiting.oldestMillis()));
            }
            json.endObject();
            long lastCommit = queue.meta().number(LAST_COMMIT, 0);
            if (lastCommit > 0) {
                json.field("last_commit_unix_ms", lastCommit)
                        .field("last_snapshot_id", queue.meta().text(LAST_SNAPSHOT));
            }
            snapshots.open(queue.meta());
            snapshots.write(json);
            String recovered = queue.meta().text(RECOVERY);
            if (recovered != null) {
                json.name("recovery").raw(recovered);
            }
        }
        if (throttledUntilMillis > now) {
            json.field("throttled_until_unix_ms", throttledUntilMillis);
        }
        return null;
    }
}
