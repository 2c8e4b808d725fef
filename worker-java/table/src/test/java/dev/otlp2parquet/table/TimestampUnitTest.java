package dev.otlp2parquet.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class TimestampUnitTest {
    @Test
    void microsecondsHoldEveryTimeOfOtlpAndCutItsNanoseconds() {
        long[] times = {
            0, 1, 999, 1000, 1999, Long.MAX_VALUE - 1, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1, -1000, -2, -1
        };
        for (long time : times) {
            assertEquals(true, TimestampUnit.MICROS.holds(time));
            BigInteger nanos = new BigInteger(Long.toUnsignedString(time));
            assertEquals(
                    nanos.divide(BigInteger.valueOf(1000)).longValueExact(),
                    TimestampUnit.MICROS.fromUnixNanos(time),
                    nanos.toString());
        }
    }

    @Test
    void nanosecondsHoldTimesUpTo2262() {
        assertEquals(true, TimestampUnit.NANOS.holds(Long.MAX_VALUE));
        assertEquals(Long.MAX_VALUE, TimestampUnit.NANOS.fromUnixNanos(Long.MAX_VALUE));
        assertEquals(false, TimestampUnit.NANOS.holds(Long.MIN_VALUE));
        assertEquals(false, TimestampUnit.NANOS.holds(-1));
    }
}
