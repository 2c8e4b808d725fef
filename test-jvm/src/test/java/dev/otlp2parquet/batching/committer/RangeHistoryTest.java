package dev.otlp2parquet.batching.committer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.batching.world.SqliteStorage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a committer knows of ranges that were committed before it had its database, or long ago. */
class RangeHistoryTest {

    private static final long DAY = 24 * 3_600_000L;

    private static final String FILE =
            "[{\"version\":1,\"spec-id\":0,\"file-path\":\"s3://b/t/data/a.parquet\",\"partition\":[],"
                    + "\"file-size-in-bytes\":1000,\"record-count\":2}]";

    private final SqliteStorage sql = new SqliteStorage();
    private final CommitQueue queue = CommitQueue.open(sql, "n.logs", new Random(1)::nextLong);

    @AfterEach
    void close() {
        sql.close();
    }

    private static CommitQueue.QueuedRange range(String key) {
        return new CommitQueue.QueuedRange(key, "uuid", 0);
    }

    private void commit(String key, long now) {
        byte[] files = "[]".getBytes(StandardCharsets.UTF_8);
        assertEquals(RangeState.QUEUED, queue.enqueue(key, "attempt", "uuid", 0, true, files, now));
        queue.committed(key, now);
    }

    @Test
    void aNewDatabaseHasSeenNothing() {
        assertFalse(queue.history().seen());
        assertFalse(queue.history().inherits("logs-0:5a94c9bf:1-1"));
    }

    @Test
    void whatTheTablesHistoryNotedIsKnownAlsoWhenItsSnapshotsAreExpired() {
        List<String> notes = new ArrayList<>();
        // More than one value takes.
        for (int i = 0; i < 60_000; i++) {
            notes.add(",logs-0:5a94c9bf:" + i + "-" + i + ",logs-1:5a94c9bf:" + i + "-" + i + ",");
        }
        queue.history().see(notes, 1);
        assertTrue(queue.history().seen());
        assertTrue(sql.query("SELECT 1 FROM meta WHERE length(value) > 100000").count() >= 2);
        for (String known :
                List.of("logs-0:5a94c9bf:0-0", "logs-1:5a94c9bf:59999-59999", "logs-0:5a94c9bf:31234-31234")) {
            assertTrue(queue.history().inherits(known), known);
        }
        for (String unknown : List.of("logs-0:5a94c9bf:0-1", "ogs-0:5a94c9bf:0-0", "logs-0:5a94c9bf:60000-60000")) {
            assertFalse(queue.history().inherits(unknown), unknown);
        }
        queue.prune(31 * DAY);
        assertFalse(queue.history().inherits("logs-0:5a94c9bf:0-0"));
        assertTrue(sql.query("SELECT 1 FROM meta WHERE length(value) > 1000").isEmpty());
        assertTrue(queue.history().seen(), "whoever has new ranges need not load all snapshots, which may be too many");
        assertFalse(queue.history().mayHaveForgotten(List.of(range("logs-0:5a94c9bf:60000-60009"))));
        for (String forgotten : List.of("logs-0:5a94c9bf:59999-59999", "logs-1:5a94c9bf:118-118@3")) {
            assertTrue(queue.history().mayHaveForgotten(List.of(range(forgotten))), "is looked up in the table");
        }
    }

    @Test
    void aDatabaseOfAnEarlierVersionThatHasLastedLooksAtNoHistoryUnlessItHasTo() {
        commit("logs-0:5a94c9bf:1-1", 1);
        assertFalse(queue.history().seen());
        commit("logs-0:5a94c9bf:2-2", 7 * DAY);
        assertTrue(queue.history().seen());
        queue.prune(60 * DAY);
        assertTrue(queue.history().seen(), "also when those ranges are forgotten");
        queue.history().forget();
        assertFalse(queue.history().seen());
        queue.history().see(List.of(), 8 * DAY);
        assertTrue(queue.history().seen());
    }

    @Test
    void aRangeUpToOneThatWasForgottenIsLookedUpInTheTable() {
        commit("logs-0:5a94c9bf:1-117", 1);
        commit("logs-0:5a94c9bf:118-204", 2);
        commit("logs-1:5a94c9bf:7-9@2", 3);
        commit("logs-1:5a94c9bf:10-12", 25 * DAY);
        commit("direct:0123456789abcdef", 4);
        queue.prune(31 * DAY);
        assertEquals(RangeState.UNKNOWN, queue.state("logs-0:5a94c9bf:118-204"));
        assertEquals(RangeState.COMMITTED, queue.state("logs-1:5a94c9bf:10-12"));
        assertTrue(queue.history().mayHaveForgotten(List.of(range("logs-0:5a94c9bf:118-204"))));
        assertTrue(queue.history().mayHaveForgotten(List.of(range("logs-0:5a94c9bf:1-117"))));
        assertTrue(queue.history().mayHaveForgotten(List.of(range("logs-1:5a94c9bf:7-9@5"))));
        assertFalse(queue.history()
                .mayHaveForgotten(List.of(
                        range("logs-0:5a94c9bf:205-300"),
                        range("logs-1:5a94c9bf:13-20"),
                        range("logs-0:00000000:1-117"),
                        range("direct:0123456789abcdef"))));
    }

    @Test
    void theFilesOfACommittedRangeAreKnownForADay() {
        byte[] files = FILE.getBytes(StandardCharsets.UTF_8);
        queue.enqueue("logs-0:5a94c9bf:1-1", "attempt", "uuid", 0, true, files, 1);
        queue.committed("logs-0:5a94c9bf:1-1", 1);
        queue.enqueue("logs-0:5a94c9bf:2-2", "attempt", "uuid", 0, true, files, 1);
        queue.prune(DAY);
        assertEquals(1, queue.files("logs-0:5a94c9bf:1-1").size());
        queue.prune(DAY + 2);
        assertEquals(List.of(), queue.files("logs-0:5a94c9bf:1-1"));
        assertEquals(1, queue.files("logs-0:5a94c9bf:2-2").size(), "that waits");
        assertEquals(RangeState.COMMITTED, queue.state("logs-0:5a94c9bf:1-1"));
    }
}
