package dev.otlp2parquet.batching.buffer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.batching.world.SqliteStorage;
import dev.otlp2parquet.platform.Randomness;
import dev.otlp2parquet.platform.actor.SqlRows;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many attempts without an answer a buffer keeps, and what it takes to look for one. */
class ExcusesTest {

    private static final Randomness RANDOMNESS = new Random(7)::nextLong;
    private static final byte[] CONTENT = mark(-1);
    private static final long HOUR = 3_600_000;

    private SqliteStorage sql;
    private Excuses excuses;

    @BeforeEach
    void open() {
        sql = new SqliteStorage();
        excuses = BufferLog.open(sql, "logs-0", RANDOMNESS, new BufferMemory()).excuses();
    }

    @AfterEach
    void close() {
        sql.close();
    }

    private static byte[] mark(long number) {
        return ByteBuffer.allocate(KnownRequests.MARK_BYTES).putLong(number).array();
    }

    private long kept() {
        return sql.query("SELECT count(*) FROM unanswered").number(0, 0);
    }

    /** No alarm may come meanwhile that forgets something: the store fails, or nothing was accepted. */
    @Test
    void thereAreNeverMoreThanTenThousand() {
        for (int i = 0; i < 25_000; i++) {
            excuses.note(CONTENT, mark(i), true, i);
        }
        assertTrue(kept() <= 10_000, kept() + " are kept");
        assertTrue(kept() >= 9_000, kept() + " are kept");
        byte[] repeat = mark(30_000);
        Excuses.Excuse excuse = excuses.excuse(CONTENT, repeat);
        assertNotNull(excuse);
        excuses.use(excuse, repeat);
        assertTrue(excuses.isSettled(repeat));
    }

    /** The Worker reports an attempt several times: one that was forgotten would excuse a second request. */
    @Test
    void anAttemptThatHasExcusedOneRepeatExcusesNoOtherHoweverManyCome() {
        excuses.note(CONTENT, mark(1), true, 0);
        excuses.use(excuses.excuse(CONTENT, mark(2)), mark(2));
        for (int i = 0; i < 12_000; i++) {
            excuses.note(mark(-2), mark(1_000 + i), false, 1 + i);
        }
        excuses.note(CONTENT, mark(1), true, 20_000);
        assertNull(excuses.excuse(CONTENT, mark(3)));
    }

    /** Rather is a repeat stored twice than a request not at all. */
    @Test
    void whenAllHaveExcusedARepeatOthersExcuseNone() {
        for (int i = 0; i < 10_000; i++) {
            excuses.note(CONTENT, mark(i), true, i);
            excuses.use(excuses.excuse(CONTENT, mark(20_000 + i)), mark(20_000 + i));
        }
        excuses.note(CONTENT, mark(15_000), true, 20_000);
        assertNull(excuses.excuse(CONTENT, mark(40_000)));
        assertEquals(10_000, kept());
        excuses.note(CONTENT, mark(15_000), true, 20_000 + HOUR);
        assertNotNull(excuses.excuse(CONTENT, mark(40_000)), "the others are an hour old by now");
        assertFalse(excuses.isSettled(mark(20_000)));
        assertTrue(excuses.isSettled(mark(29_999)));
    }

    @Test
    void oneThatHasExcusedARepeatIsRememberedLongerThanOneThatHasNot() {
        excuses.note(CONTENT, mark(1), true, 0);
        excuses.use(excuses.excuse(CONTENT, mark(2)), mark(2));
        excuses.note(CONTENT, mark(3), true, 0);
        excuses.forget(HOUR);
        assertEquals(1, kept());
        excuses.note(CONTENT, mark(1), true, HOUR);
        assertNull(excuses.excuse(CONTENT, mark(4)));
        excuses.forget(25 * HOUR);
        assertEquals(0, kept());
    }

    @Test
    void nothingIsLookedForFromTheFirstToTheLast() {
        for (String query : List.of(Excuses.SETTLED, Excuses.OPEN, Excuses.STANDS_IN)) {
            SqlRows plan = sql.query("EXPLAIN QUERY PLAN " + query);
            for (int i = 0; i < plan.count(); i++) {
                assertFalse(plan.text(i, 3).startsWith("SCAN"), query + ": " + plan.text(i, 3));
                assertFalse(plan.text(i, 3).startsWith("USE TEMP"), query + ": " + plan.text(i, 3));
            }
        }
    }
}
