package dev.otlp2parquet.batching.committer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.batching.world.SqliteStorage;
import dev.otlp2parquet.iceberg.io.ObjectFailure;
import dev.otlp2parquet.platform.log.Log;
import dev.otlp2parquet.platform.log.LogLevel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Files that waited for a commit for longer than a day are looked for, because Amazon S3 Tables may have deleted them. */
class WaitingFilesTest {

    private static final long DAY = 24 * 3_600_000L;
    private static final long NOW = 100 * DAY;
    private static final String KNOWN = "s3://b/snap-1.avro";

    private final SqliteStorage sql = new SqliteStorage();
    private final CommitQueue queue = CommitQueue.open(sql, "n.logs", new Random(1)::nextLong);
    private final Set<String> stored = new HashSet<>();
    private final List<String> looks = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private ObjectFailure failure;
    private boolean knownIsThere;
    private final WaitingFiles waiting =
            new WaitingFiles(this::look, KNOWN, queue, new Log(LogLevel.INFO, (level, json) -> log.add(json)));

    @AfterEach
    void close() {
        sql.close();
    }

    private boolean look(String location) {
        looks.add(location);
        if (failure != null && !(location.equals(KNOWN) && knownIsThere)) {
            throw failure;
        }
        return stored.contains(location);
    }

    /** Queues a range with some files, which are stored. */
    private void queue(String key, int files, long atMillis) {
        StringBuilder json = new StringBuilder("[");
        for (int i = 0; i < files; i++) {
            String location = "s3://b/" + key.replace(':', '-') + "-" + i;
            stored.add(location);
            json.append(i > 0 ? "," : "")
                    .append("{\"version\":1,\"spec-id\":0,\"file-path\":\"")
                    .append(location)
                    .append("\",\"partition\":[],\"file-size-in-bytes\":1000,\"record-count\":2}");
        }
        byte[] list = json.append("]").toString().getBytes(StandardCharsets.UTF_8);
        assertEquals(RangeState.QUEUED, queue.enqueue(key, "attempt", "uuid", 0, true, list, atMillis));
    }

    private List<String> complete() {
        return waiting.complete(queue.queued(), NOW).stream()
                .map(CommitQueue.QueuedRange::key)
                .toList();
    }

    @Test
    void nobodyLooksForFilesOfToday() {
        queue("today", 3, NOW - DAY);
        stored.clear();
        assertEquals(List.of("today"), complete());
        assertEquals(List.of(), looks);
    }

    @Test
    void anOldRangeIsCommittedIfAllItsFilesAreThere() {
        queue("old", 2, NOW - DAY - 1);
        queue("today", 1, NOW);
        assertEquals(List.of("old", "today"), complete());
        assertEquals(List.of("s3://b/old-0", "s3://b/old-1"), looks);
        assertEquals(List.of(), log);
    }

    @Test
    void anOldRangeThatLacksAFileIsWrittenAgainAndKeepsItsTime() {
        queue("old", 2, NOW - 4 * DAY);
        stored.remove("s3://b/old-1");
        assertEquals(List.of(), complete());
        assertEquals(RangeState.STALE, queue.state("old"));
        assertTrue(log.get(0).contains("its rows are written again"), log::toString);

        // The buffer wrote it again. The file that was there is as old as before.
        queue("old", 2, NOW);
        looks.clear();
        assertEquals(List.of("old"), complete());
        assertEquals(2, looks.size());
        stored.remove("s3://b/old-0");
        assertEquals(List.of(), complete());
    }

    @Test
    void aRangeThatNoBufferHasIsReportedAsLost() {
        queue("direct:0123", 1, NOW - 4 * DAY);
        stored.clear();
        assertEquals(List.of(), complete());
        assertTrue(log.get(0).contains("its rows are lost"), log::toString);
        assertTrue(log.get(0).contains("\"level\":\"error\""), log::toString);
    }

    @Test
    void aStoreThatRefusesToLookMayHaveNoFile() {
        queue("old", 1, NOW - 4 * DAY);
        queue("direct:0123", 1, NOW);
        failure = ObjectFailure.refused("HTTP 403", null);
        assertEquals(List.of("direct:0123"), complete());
        assertEquals(RangeState.STALE, queue.state("old"));

        // Nobody can write these rows again: they wait until the store says what it has, and hold up nobody.
        queue("direct:4567", 1, NOW - 4 * DAY);
        assertEquals(List.of("direct:0123"), complete());
        assertEquals(RangeState.QUEUED, queue.state("direct:4567"));
        assertTrue(log.get(log.size() - 1).contains("direct:4567"), log::toString);

        // It answers for what is there, so the refusal means that the file is not.
        stored.add(KNOWN);
        knownIsThere = true;
        assertEquals(List.of("direct:0123"), complete());
        assertEquals(RangeState.STALE, queue.state("direct:4567"));
        assertTrue(log.get(log.size() - 1).contains("its rows are lost"), log::toString);
    }

    @Test
    void aStoreThatDoesNotAnswerIsAskedAgain() {
        queue("old", 1, NOW - 4 * DAY);
        failure = new ObjectFailure("HTTP 503", null);
        assertEquals(List.of(), complete());
        assertEquals(RangeState.QUEUED, queue.state("old"));
    }

    @Test
    void oneCommitLooksForTwentyFilesUnlessARangeHasMore() {
        for (int i = 0; i < 5; i++) {
            queue("r" + i, 9, NOW - 10 * DAY + i);
        }
        queue("today", 9, NOW);
        assertEquals(List.of("r0", "r1", "today"), complete());
        assertEquals(18, looks.size());

        queue.committed("r0", NOW);
        queue.committed("r1", NOW);
        queue("large", 50, NOW - 20 * DAY);
        looks.clear();
        assertEquals(List.of("large", "today"), complete());
        assertEquals(50, looks.size());
    }
}
