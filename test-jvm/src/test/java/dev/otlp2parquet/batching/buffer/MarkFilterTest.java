package dev.otlp2parquet.batching.buffer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MarkFilterTest {

    private static final int MARKS = 300_000;

    private static byte[] mark(Random random) {
        byte[] mark = new byte[KnownRequests.MARK_BYTES];
        random.nextBytes(mark);
        return mark;
    }

    @Test
    void whatWasAddedIsNeverDeniedAndHardlyAnythingElseIsAffirmed() {
        MarkFilter filter = new MarkFilter();
        Random random = new Random(11);
        for (int i = 0; i < MARKS; i++) {
            filter.add(mark(random), 0);
        }
        assertEquals(MARKS, filter.size());
        random = new Random(11);
        for (int i = 0; i < MARKS; i++) {
            assertTrue(filter.mayContain(mark(random)), "mark " + i);
        }
        int wrong = 0;
        for (int i = 0; i < MARKS; i++) {
            wrong += filter.mayContain(mark(random)) ? 1 : 0;
        }
        // One in 14,000 by chance.
        assertTrue(wrong < 60, wrong + " of " + MARKS);
    }

    @Test
    void marksOfZerosAndAtTheEndOfTheTableAreFound() {
        MarkFilter filter = new MarkFilter();
        byte[] zeros = new byte[KnownRequests.MARK_BYTES];
        byte[] ones = new byte[2 * KnownRequests.MARK_BYTES];
        java.util.Arrays.fill(ones, (byte) 0xFF);
        filter.add(ones, KnownRequests.MARK_BYTES);
        filter.add(ones, 0);
        filter.add(zeros, 0);
        assertTrue(filter.mayContain(zeros));
        assertTrue(filter.mayContain(ones));
    }
}
