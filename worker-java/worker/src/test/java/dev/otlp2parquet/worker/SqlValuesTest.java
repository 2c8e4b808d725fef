package dev.otlp2parquet.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.otlp2parquet.platform.actor.SqlRows;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters of statements and rows cross the boundary unchanged. {@code sql-values.test.ts} has the other side and the same bytes. */
class SqlValuesTest {

    /** What SQLite on Cloudflare takes as one text or blob. */
    private static final int MAX_VALUE_BYTES = 2 << 20;

    private static final long LARGEST_EXACT = (1L << 53) - 1;

    /** The host's answer with these values in its rows. */
    private static byte[] answer(int columns, byte[]... values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(columns)
                .array());
        Arrays.asList(values).forEach(out::writeBytes);
        return out.toByteArray();
    }

    /** Statement and parameters have the form of values of a row, so that what was written can be read back as one row. */
    private static Object[] roundTrip(String statement, Object... parameters) {
        SqlRows rows = SqlValues.decode(answer(parameters.length + 1, SqlValues.encode(statement, parameters)));
        assertEquals(1, rows.count());
        Object[] row = rows.rows().get(0);
        assertEquals(statement, row[0]);
        return Arrays.copyOfRange(row, 1, row.length);
    }

    static Stream<Object> values() {
        byte[] largest = new byte[MAX_VALUE_BYTES];
        new Random(17).nextBytes(largest);
        return Stream.of(
                0L,
                -1L,
                Long.valueOf(Integer.MAX_VALUE) + 1,
                LARGEST_EXACT,
                -LARGEST_EXACT,
                "",
                "a\0b",
                "Grüße, κόσμε, 日本語, 👩‍🚀",
                "\uFFFD",
                "é".repeat(MAX_VALUE_BYTES / 2),
                new byte[0],
                new byte[] {0, 1, (byte) 0xFF},
                largest);
    }

    @ParameterizedTest
    @MethodSource("values")
    void aValueComesBack(Object value) {
        Object[] back = roundTrip("SELECT ?", value);
        assertEquals(1, back.length);
        if (value instanceof byte[] blob) {
            assertArrayEquals(blob, (byte[]) back[0]);
        } else {
            assertEquals(value, back[0]);
        }
    }

    @Test
    void nullIsNeitherAnEmptyTextNorAnEmptyBlob() {
        Object[] back = roundTrip("INSERT", null, "", new byte[0], null);
        assertNull(back[0]);
        assertEquals("", back[1]);
        assertEquals(0, ((byte[]) back[2]).length);
        assertNull(back[3]);
    }

    @Test
    void aStatementNeedsNoParametersAndMayBeEmptyOrNotAscii() {
        assertEquals(0, roundTrip("").length);
        assertEquals(0, roundTrip("SELECT 'ß'").length);
    }

    @Test
    void anUnpairedSurrogateBecomesTheReplacementCharacter() {
        assertEquals("x\uFFFDy", roundTrip("SELECT ?", "x\uD800y")[0]);
    }

    @ParameterizedTest
    @ValueSource(longs = {LARGEST_EXACT + 1, -LARGEST_EXACT - 1, Long.MAX_VALUE, Long.MIN_VALUE})
    void aNumberThatADoubleMayRoundIsRefused(long number) {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> SqlValues.encode("SELECT ?, ?", new Object[] {1L, number}));
        assertEquals("parameter 2 of \"SELECT ?, ?\": " + number + " has more than 53 bits", refused.getMessage());
    }

    @Test
    void aParameterOfAnotherClassIsRefused() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> SqlValues.encode("SELECT ?", new Object[] {7}));
        assertEquals(
                "parameter 1 of \"SELECT ?\": expected Long, byte[], String or null, found another class",
                refused.getMessage());
    }

    @Test
    void theBytesAreThoseThatTheOtherSideReads() {
        byte[] bytes =
                SqlValues.encode("ü", new Object[] {null, -2L, LARGEST_EXACT, new byte[] {0, 1, (byte) 0xFF}, ""});
        assertEquals(
                "0202000000c3bc" + "00" + "01feffffffffffffff" + "01ffffffffffff1f00" + "03030000000001ff"
                        + "0200000000",
                HexFormat.of().formatHex(bytes));
    }

    @Test
    void rowsKeepTheirOrderAndTheirColumns() {
        byte[] first = SqlValues.encode("one", new Object[] {1L});
        byte[] second = SqlValues.encode("two", new Object[] {null});
        SqlRows rows = SqlValues.decode(answer(2, first, second));
        assertEquals(2, rows.count());
        assertEquals("one", rows.text(0, 0));
        assertEquals(1, rows.number(0, 1));
        assertEquals("two", rows.text(1, 0));
        assertEquals(true, rows.isNull(1, 1));
    }

    @Test
    void anAnswerWithoutRowsIsNone() {
        assertSame(SqlRows.NONE, SqlValues.decode(answer(0)));
        assertSame(SqlRows.NONE, SqlValues.decode(answer(3)));
    }

    @Test
    void aBlobOfARowIsACopy() {
        byte[] answer = answer(2, SqlValues.encode("x", new Object[] {"abc".getBytes(StandardCharsets.US_ASCII)}));
        SqlRows rows = SqlValues.decode(answer);
        Arrays.fill(answer, (byte) 0);
        assertEquals("abc", new String(rows.bytes(0, 1), StandardCharsets.US_ASCII));
    }
}
