package dev.otlp2parquet.batching.buffer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.batching.world.SqliteStorage;
import dev.otlp2parquet.otlp.RequestFormat;
import dev.otlp2parquet.platform.Randomness;
import dev.otlp2parquet.platform.actor.SqlFailure;
import dev.otlp2parquet.platform.actor.SqlRows;
import dev.otlp2parquet.platform.actor.SqlStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tables that a buffer's requests are in: when one begins, when it goes, and that no sequence is used twice. */
class BufferLogTest {

    private static final Random RANDOM = new Random(7);
    private static final Randomness RANDOMNESS = RANDOM::nextLong;

    private SqliteStorage sql;
    private BufferLog log;

    @BeforeEach
    void open() {
        sql = new SqliteStorage();
        log = BufferLog.open(sql, "logs-0", RANDOMNESS, new BufferMemory());
    }

    @AfterEach
    void close() {
        sql.close();
    }

    /** As after a restart of the object. */
    private void restart() {
        log = BufferLog.existing(sql, new BufferMemory());
    }

    private static byte[] randomMark() {
        return RANDOMNESS.bytes(KnownRequests.MARK_BYTES);
    }

    private long append(int decodedBytes, int bodyBytes) {
        byte[] body = RANDOMNESS.bytes(bodyBytes);
        return log.append(new StoredRequest(0, RequestFormat.JSON.code(), 2, decodedBytes, 1_000, body), randomMark());
    }

    private void append(int requests) {
        for (int i = 0; i < requests; i++) {
            append(100, 10);
        }
    }

    private SealedRange seal(long from, long to) {
        SealedRange range = new SealedRange(from, to, new RangeProgress());
        log.seal(range, 5);
        return range;
    }

    private List<String> tables() {
        List<String> names = new ArrayList<>();
        SqlRows rows = sql.query("SELECT name FROM sqlite_master WHERE type = 'table'"
                + " AND (name LIKE 'log%' OR name LIKE 'chunk%') ORDER BY rowid");
        for (int i = 0; i < rows.count(); i++) {
            names.add(rows.text(i, 0));
        }
        return names;
    }

    @Test
    void aTableBeginsWhenARangeIsSealedAndGoesWhenItIsDone() {
        append(3);
        SealedRange range = seal(1, 3);
        assertEquals(List.of("log_1", "log_4"), tables());
        append(2);
        assertEquals(5, log.backlog().requests());
        assertEquals(2, log.unsealed().requests());
        log.delete(range, 9);
        assertEquals(List.of("log_4"), tables());
        assertEquals(2, log.backlog().requests());
        assertEquals(3, log.sealedThrough());
    }

    @Test
    void whatComesWhileARangeIsReadStaysInItsTableAndCountsOn() {
        append(3);
        SealedRange first = seal(1, 2);
        append(1);
        log.delete(first, 9);
        assertEquals(List.of("log_1", "log_4"), tables());
        restart();
        assertEquals(2, log.sealedThrough());
        assertEquals(2, log.backlog().requests(), "the third and the fourth");
        assertEquals(3, log.nextSequence(2, 100));
        assertEquals(4, log.nextSequence(3, 100));
        SealedRange second = seal(3, 4);
        log.delete(second, 9);
        assertEquals(List.of("log_5"), tables());
        assertEquals(0, log.backlog().requests());
        assertEquals(5, append(1, 1));
    }

    @Test
    void aRangeThatIsDoneBeforeAnEarlierOneIsNoBacklogAnyMore() {
        append(4);
        SealedRange first = seal(1, 2);
        SealedRange second = seal(3, 4);
        log.delete(second, 9);
        assertEquals(List.of("log_1", "log_5"), tables(), "its table has requests of the first");
        assertEquals(2, log.backlog().requests());
        assertEquals(0, log.unsealed().requests());
        restart();
        assertEquals(4, log.sealedThrough());
        log.delete(first, 9);
        assertEquals(List.of("log_5"), tables());
        assertEquals(0, log.backlog().requests());
    }

    /** As a catalog that is away for days leaves it. */
    @Test
    void rangesThatWaitHaveNoTableEach() {
        List<SealedRange> ranges = new ArrayList<>();
        for (int i = 1; i <= 500; i++) {
            append(1);
            ranges.add(seal(i, i));
        }
        assertTrue(tables().size() <= 65, tables().size() + " tables");
        for (SealedRange range : ranges) {
            log.delete(range, 9);
        }
        assertEquals(0, log.backlog().requests());
        assertEquals(501, append(1, 1));
        log.delete(seal(501, 501), 9);
        restart();
        assertEquals(List.of("log_502"), tables());
        assertEquals(0, log.backlog().requests());
    }

    /** Nothing is taken back of what was done before. */
    @Test
    void aRangeThatIsDroppedHalfWayIsNeverSealedAgain() {
        for (int refused = 0; refused < 12; refused++) {
            try (SqliteStorage other = new SqliteStorage()) {
                int[] left = {Integer.MAX_VALUE};
                SqlStorage refusing = (statement, parameters) -> {
                    if (!statement.startsWith("SELECT") && left[0]-- == 0) {
                        throw new SqlFailure("refused");
                    }
                    return other.query(statement, parameters);
                };
                log = BufferLog.open(refusing, "logs-0", RANDOMNESS, new BufferMemory());
                append(3);
                SealedRange first = seal(1, 2);
                log.delete(first, 9);
                SealedRange second = seal(3, 3);
                left[0] = refused;
                try {
                    log.delete(second, 9);
                } catch (SqlFailure e) {
                    log = BufferLog.existing(other, new BufferMemory());
                    assertEquals(3, log.sealedThrough(), "refused statement " + refused);
                    assertEquals(0, log.unsealed().requests(), "refused statement " + refused);
                    log.delete(second, 9);
                }
                left[0] = Integer.MAX_VALUE;
                assertEquals(0, log.backlog().requests());
                assertEquals(4, append(1, 1));
            }
        }
    }

    @Test
    void noSequenceIsUsedTwiceWhateverIsGone() {
        append(2);
        log.delete(seal(1, 2), 9);
        restart();
        assertEquals(3, append(1, 1));
        log.quarantine(3, "unreadable");
        restart();
        assertEquals(4, append(1, 1));
        log.quarantine(4, "unreadable");
        log.deleteQuarantined(4, 9);
        restart();
        assertEquals(5, append(1, 1));
        assertEquals(6, log.release(3));
        restart();
        assertEquals(7, append(1, 1));
        assertEquals(0, log.setAside().sums().requests());
    }

    @Test
    void aTableTakesNoMoreThanItsBytes() throws UnreadableRequestException {
        for (int i = 0; i < 5; i++) {
            append(5 << 20, 10);
        }
        assertEquals(List.of("log_1", "log_4"), tables());
        restart();
        append(5 << 20, 10);
        append(5 << 20, 10);
        assertEquals(List.of("log_1", "log_4", "log_7"), tables());
        TreeSet<Long> read = new TreeSet<>();
        for (long next = log.nextSequence(0, 7); next >= 0; next = log.nextSequence(next, 7)) {
            assertEquals(next, log.request(next).sequence());
            read.add(next);
        }
        assertEquals(new TreeSet<>(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L)), read);
        assertEquals(7 * (5 << 20), log.backlog().decodedBytes());
    }

    @Test
    void norDoesItTakeMoreOfWhatIsReleased() {
        for (int i = 1; i <= 6; i++) {
            append(5 << 20, 10);
            log.quarantine(i, "unreadable");
        }
        log.releaseQuarantined();
        append(1);
        for (Segment segment : Segments.of(sql).all()) {
            long bytes = sql.query("SELECT coalesce(sum(decoded_bytes), 0) FROM " + segment.log())
                    .number(0, 0);
            assertTrue(bytes <= 3 * (5 << 20), segment.log() + " has " + bytes);
        }
        assertEquals(7, log.backlog().requests());
    }

    @Test
    void aTableWithALargeRequestGoesWithItsChunks() {
        append(3_000_000, 2_500_000);
        append(1);
        assertEquals(List.of("log_1", "chunk_1"), tables());
        log.delete(seal(1, 2), 9);
        assertEquals(List.of("log_3"), tables());
    }

    @Test
    void aRequestThatTheDatabaseRefusesLeavesNothingBehind() {
        append(1);
        byte[] body = new byte[2_500_000];
        sql.query("CREATE TABLE chunk_1 (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL CHECK (id % 4096 < 2))");
        byte[] mark = randomMark();
        StoredRequest request = new StoredRequest(0, RequestFormat.JSON.code(), 2, 3_000_000, 1_000, body);
        assertThrows(SqlFailure.class, () -> log.append(request, mark));
        assertEquals(1, log.backlog().requests());
        assertEquals(0, BufferRows.chunks(sql));
        assertFalse(log.known().has(mark, 0));
        assertEquals(2, append(1, 1));
    }

    @Test
    void aRequestIsOneWrittenRow() {
        append(1);
        long before = sql.writtenRows();
        append(500);
        assertEquals(500, sql.writtenRows() - before);
        before = sql.writtenRows();
        log.delete(seal(1, 501), 9);
        // The range comes and goes, another table, and the marks.
        assertEquals(5, sql.writtenRows() - before);
    }

    @Test
    void marksAreKnownWhereverTheyAre() {
        List<byte[]> marks = new ArrayList<>();
        for (int i = 0; i < 40_000; i++) {
            marks.add(randomMark());
        }
        for (int i = 0; i < marks.size(); i++) {
            StoredRequest request = new StoredRequest(0, RequestFormat.JSON.code(), 1, 10, 1_000, new byte[1]);
            log.append(request, marks.get(i));
            if (i == 30_000) {
                log.quarantine(30_001, "unreadable");
                log.delete(seal(1, 30_001), 50);
            }
        }
        restart();
        for (int i = 0; i < marks.size(); i += 97) {
            assertTrue(log.known().has(marks.get(i), 50), "mark " + i);
        }
        assertTrue(log.known().has(marks.get(30_000), 51), "of what is set aside, as long as it is");
        assertFalse(log.known().has(marks.get(0), 51), "older than that");
        log.deleteQuarantined(30_001, 60);
        assertTrue(log.known().has(marks.get(30_000), 60));
        for (int i = 0; i < 1_000; i++) {
            assertFalse(log.known().has(randomMark(), 0));
        }
    }

    /** A catalog that was away for days leaves thousands of ranges, which one alarm drops. */
    @Test
    void whatItTakesToDropARangeDoesNotGrowWithTheOthersThatWait() {
        int[] statements = {0};
        SqlStorage counting = (statement, parameters) -> {
            statements[0]++;
            return sql.query(statement, parameters);
        };
        log = BufferLog.existing(counting, new BufferMemory());
        List<SealedRange> ranges = new ArrayList<>();
        for (int i = 1; i <= 200; i++) {
            append(1);
            ranges.add(seal(i, i));
        }
        append(1);
        // Not in their order: the first waits for another table of the catalog than the others.
        for (int i = 1; i <= 200; i++) {
            int before = statements[0];
            log.delete(ranges.get(i % 200), 9);
            int took = statements[0] - before;
            assertTrue(took <= 20, "range " + i + " of 200 took " + took + " statements");
        }
        assertEquals(1, tables().size(), tables().toString());
        restart();
        assertEquals(200, log.sealedThrough());
        assertEquals(1, log.backlog().requests());
    }
}
