package dev.otlp2parquet.parquet.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.parquet.schema.PrimitiveField;
import dev.otlp2parquet.testkit.parquet.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * What lower and upper bounds of some values have to be (parquet.thrift, {@code Statistics} and {@code ColumnIndex}): in the
 * order of the column's type, none where a value is NaN, -0.0 below and +0.0 above where a zero is the bound, long binary bounds cut so that
 * they still bound; a greatest value of which no prefix can be raised stands whole.
 */
final class ExpectedBounds {
    private final PrimitiveField field;
    private final int boundBytes;
    private final Object least;
    private final Object greatest;

    ExpectedBounds(PrimitiveField field, List<Object> entries, int boundBytes) {
        this.field = field;
        this.boundBytes = boundBytes;
        boolean nan = entries.stream().anyMatch(value -> value instanceof Double number && number.isNaN());
        List<Object> values =
                nan ? List.of() : entries.stream().filter(Objects::nonNull).toList();
        Comparator<Object> order = order(field);
        this.least = values.stream().min(order).orElse(null);
        this.greatest = values.stream().max(order).orElse(null);
    }

    /** Whether there are values, and all of them may be bounds. */
    boolean exist() {
        return least != null;
    }

    /** Checks bounds as they stand in a file, null where they are left out. */
    void check(String where, byte[] lower, byte[] upper) {
        if (!exist()) {
            assertNull(lower, where + ": lower bound of no value");
            assertNull(upper, where + ": upper bound of no value");
            return;
        }
        assertNotNull(lower, where + ": lower bound missing, should be " + least);
        assertNotNull(upper, where + ": upper bound missing, should be " + greatest);
        if (!(least instanceof Bytes)) {
            assertEquals(zero(least, -0.0), decode(field, lower), where + ": lower bound");
            assertEquals(zero(greatest, 0.0), decode(field, upper), where + ": upper bound");
            return;
        }
        checkLower(where, Bytes.of(lower));
        checkUpper(where, Bytes.of(upper));
    }

    /** As a bound: a zero has its sign. */
    Object least() {
        return zero(least, -0.0);
    }

    /** As a bound: a zero has its sign. */
    Object greatest() {
        return zero(greatest, 0.0);
    }

    boolean isLeast(byte[] bound) {
        return zero(least, -0.0).equals(decode(field, bound));
    }

    boolean isGreatest(byte[] bound) {
        return zero(greatest, 0.0).equals(decode(field, bound));
    }

    private void checkLower(String where, Bytes lower) {
        Bytes value = (Bytes) least;
        if (value.length() <= boundBytes) {
            assertEquals(value, lower, where + ": lower bound");
            return;
        }
        int shortest = field.isText() ? boundBytes - 3 : boundBytes;
        assertTrue(
                lower.length() <= boundBytes && lower.length() >= shortest, where + ": length of lower bound " + lower);
        assertEquals(value.prefix(lower.length()), lower, where + ": lower bound");
        checkText(where, lower);
    }

    private void checkUpper(String where, Bytes upper) {
        Bytes value = (Bytes) greatest;
        if (!hasShortUpper(value)) {
            assertEquals(value, upper, where + ": upper bound");
            return;
        }
        assertTrue(upper.length() <= boundBytes, where + ": length of upper bound " + upper);
        assertTrue(upper.compareTo(value) > 0, where + ": upper bound " + upper + " below " + value);
        // Only the last character differs from the value's, and by one.
        int kept = upper.length() - 1;
        if (field.isText()) {
            while (kept > 0 && (upper.toArray()[kept] & 0xc0) == 0x80) {
                kept--;
            }
        }
        assertEquals(value.prefix(kept), upper.prefix(kept), where + ": upper bound " + upper + " of " + value);
        checkText(where, upper);
    }

    private void checkText(String where, Bytes bound) {
        if (field.isText()) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bound.toArray()));
            } catch (CharacterCodingException e) {
                throw new AssertionError(where + ": bound is not UTF-8: " + bound, e);
            }
        }
    }

    /** Whether the value has to be cut and some prefix within the bound's length has a character that can be raised. */
    private boolean hasShortUpper(Bytes value) {
        if (value.length() <= boundBytes) {
            return false;
        }
        byte[] array = value.toArray();
        if (!field.isText()) {
            for (int i = 0; i < boundBytes; i++) {
                if (array[i] != (byte) 0xff) {
                    return true;
                }
            }
            return false;
        }
        String text = value.asUtf8();
        int before = 0;
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            int codePoint = text.codePointAt(i);
            if (before + utf8Length(codePoint) > boundBytes) {
                return false;
            }
            int raised = codePoint + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : codePoint + 1;
            if (raised <= Character.MAX_CODE_POINT && before + utf8Length(raised) <= boundBytes) {
                return true;
            }
            before += utf8Length(codePoint);
        }
        return false;
    }

    private static int utf8Length(int codePoint) {
        return Character.toString(codePoint).getBytes(StandardCharsets.UTF_8).length;
    }

    private static Object zero(Object bound, double zero) {
        return bound instanceof Double number && number == 0.0 ? zero : bound;
    }

    /** The order of the column's type (parquet.thrift, {@code TypeDefinedOrder}). */
    static Comparator<Object> order(PrimitiveField field) {
        return switch (field.type()) {
            case BOOLEAN -> Comparator.comparing(Boolean.class::cast);
            case INT32 ->
                field.isUnsigned()
                        ? (a, b) -> Integer.compareUnsigned((Integer) a, (Integer) b)
                        : Comparator.comparing(Integer.class::cast);
            case INT64 ->
                field.isUnsigned()
                        ? (a, b) -> Long.compareUnsigned((Long) a, (Long) b)
                        : Comparator.comparing(Long.class::cast);
            case DOUBLE -> Comparator.comparing(Double.class::cast);
            case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> Comparator.comparing(Bytes.class::cast);
        };
    }

    /** A value in PLAIN encoding without length. */
    static Object decode(PrimitiveField field, byte[] plain) {
        ByteBuffer buffer = ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN);
        Object value = switch (field.type()) {
            case BOOLEAN -> buffer.get() != 0;
            case INT32 -> buffer.getInt();
            case INT64 -> buffer.getLong();
            case DOUBLE -> buffer.getDouble();
            case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> {
                buffer.position(plain.length);
                yield Bytes.of(plain);
            }
        };
        assertEquals(0, buffer.remaining(), "bytes behind a bound of " + field.name());
        return value;
    }
}
