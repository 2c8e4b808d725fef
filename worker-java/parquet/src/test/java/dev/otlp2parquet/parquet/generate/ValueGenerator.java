package dev.otlp2parquet.parquet.generate;

import dev.otlp2parquet.parquet.schema.LogicalType;
import dev.otlp2parquet.parquet.schema.LogicalType.TimestampUnit;
import dev.otlp2parquet.parquet.schema.PrimitiveField;
import dev.otlp2parquet.testkit.parquet.Bytes;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Values of one leaf column. */
final class ValueGenerator {
    private static final int FEW = 10;

    /** Whole code points of every UTF-8 length, U+10FFFF (which has no successor to round a bound up to) among them. */
    private static final int[] CODE_POINTS = {
        'a', 'Z', ' ', '"', 0, 0x7f, 0x80, 0xe9, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x1f600, 0x10ffff
    };

    private static final int[] INTS = {
        0,
        1,
        -1,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        Integer.MAX_VALUE - 1,
        Integer.MIN_VALUE + 1,
        127,
        128,
        -128,
        65_535
    };
    private static final long[] LONGS = {
        0,
        1,
        -1,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        Long.MAX_VALUE - 1,
        Long.MIN_VALUE + 1,
        1L << 32,
        (1L << 53) + 1,
        -(1L << 31)
    };

    /** What DuckDB's own timestamps can hold: the years 1 and 9999 in microseconds, 1678 to 2261 in nanoseconds. */
    private static final long[] MICROS = {
        0, -1, 1, -62_135_596_800_000_000L, 253_402_300_799_999_999L, 1_700_000_000_123_456L
    };

    private static final long[] NANOS = {
        0,
        -1,
        1,
        999_999_999,
        -1_000_000_001,
        9_214_646_400_000_000_000L,
        -9_214_646_400_000_000_000L,
        1_700_000_000_123_456_789L
    };
    private static final double[] DOUBLES = {
        0.0,
        -0.0,
        1.5,
        -1.5,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Math.PI
    };
    private static final String[] JSON = {"{}", "[]", "null", "\"\"", "0", "{\"ключ\":[1,2.5,\"\\u0000\"]}", "true"};

    private final PrimitiveField field;
    private final ValuePattern pattern;
    private final SplittableRandom random;
    private int slot;

    ValueGenerator(PrimitiveField field, ValuePattern pattern, SplittableRandom random) {
        this.field = field;
        this.pattern = pattern;
        this.random = random;
    }

    /** The next value, never null. */
    Object next() {
        int at = slot++;
        return switch (field.type()) {
            case BOOLEAN -> bool(at);
            case INT32 -> int32(at);
            case INT64 -> int64(at);
            case DOUBLE -> float64(at);
            case BYTE_ARRAY -> field.isText() ? text(at) : bytes(at);
            case FIXED_LEN_BYTE_ARRAY -> fixed(at);
        };
    }

    private boolean bool(int at) {
        return switch (pattern) {
            case CONSTANT -> true;
            case FEW, MANY -> random.nextBoolean();
            case ASCENDING -> at > 20;
            case BOUNDARY -> at % 2 == 0;
        };
    }

    private int int32(int at) {
        int bits = field.logicalType() instanceof LogicalType.Int integer ? integer.bits() : Integer.SIZE;
        return narrow(
                switch (pattern) {
                    case CONSTANT -> 42;
                    case FEW -> random.nextInt(FEW) * 1000;
                    case MANY -> random.nextInt();
                    case ASCENDING -> -30 + 3 * at + random.nextInt(3);
                    case BOUNDARY -> INTS[at % INTS.length];
                },
                bits);
    }

    /** Keeps a value within the range of its annotation, which readers rely on. */
    private int narrow(int value, int bits) {
        int unused = Integer.SIZE - bits;
        return field.isUnsigned() ? value << unused >>> unused : value << unused >> unused;
    }

    private long int64(int at) {
        if (field.logicalType() instanceof LogicalType.Timestamp timestamp) {
            return timestamp(at, timestamp.unit() == TimestampUnit.MICROS ? MICROS : NANOS);
        }
        return switch (pattern) {
            case CONSTANT -> -7L;
            case FEW -> random.nextInt(FEW) * 10_000_000_000L;
            case MANY -> random.nextLong();
            case ASCENDING -> 1_000_000_000_000L + 1000L * at + random.nextInt(1000);
            case BOUNDARY -> LONGS[at % LONGS.length];
        };
    }

    private long timestamp(int at, long[] boundaries) {
        return switch (pattern) {
            case CONSTANT -> 1_763_719_200_000_000L;
            case FEW -> 1_763_719_200_000_000L + random.nextInt(FEW);
            case MANY -> random.nextLong(1L << 58) - (1L << 57);
            case ASCENDING -> 1_763_719_200_000_000L + 1_000_003L * at;
            case BOUNDARY -> boundaries[at % boundaries.length];
        };
    }

    private double float64(int at) {
        return switch (pattern) {
            case CONSTANT -> 0.1;
            case FEW -> random.nextInt(FEW) / 4.0;
            case MANY -> random.nextDouble() * 1e9 - 5e8;
            case ASCENDING -> at * 0.25;
            case BOUNDARY -> DOUBLES[at % DOUBLES.length];
        };
    }

    private Bytes text(int at) {
        boolean json = field.logicalType() instanceof LogicalType.JsonText;
        String text = switch (pattern) {
            case CONSTANT -> "checkout";
            case FEW -> "service-" + random.nextInt(FEW);
            case MANY -> Long.toHexString(random.nextLong()) + "x".repeat(random.nextInt(20));
            case ASCENDING -> "host-" + (1_000_000 + at);
            case BOUNDARY -> json ? JSON[at % JSON.length] : boundaryText(at);
        };
        return Bytes.utf8(json && pattern != ValuePattern.BOUNDARY ? '"' + text + '"' : text);
    }

    private String boundaryText(int at) {
        return switch (at % 6) {
            case 0 -> "";
            case 1 -> "a";
            case 2 -> Character.toString(0x10ffff).repeat(1 + random.nextInt(40));
            case 3 -> "x".repeat(random.nextInt(300));
            default -> {
                StringBuilder text = new StringBuilder();
                int length = random.nextInt(40);
                for (int i = 0; i < length; i++) {
                    text.appendCodePoint(CODE_POINTS[random.nextInt(CODE_POINTS.length)]);
                }
                yield text.toString();
            }
        };
    }

    private Bytes bytes(int at) {
        return switch (pattern) {
            case CONSTANT -> Bytes.utf8("constant");
            case FEW -> filled(3, random.nextInt(FEW));
            case MANY -> randomBytes(1 + random.nextInt(64));
            case ASCENDING -> Bytes.utf8("key" + (100_000 + at));
            case BOUNDARY ->
                at % 4 == 0 ? filled(0, 0) : filled(random.nextInt(200), at % 4 == 1 ? 0xff : at % 4 == 2 ? 0 : 0x80);
        };
    }

    private Bytes fixed(int at) {
        int length = field.typeLength();
        return switch (pattern) {
            case CONSTANT -> filled(length, 7);
            case FEW -> filled(length, random.nextInt(FEW));
            case MANY -> randomBytes(length);
            case ASCENDING -> filled(length, Math.min(255, at / 2));
            case BOUNDARY -> filled(length, at % 3 == 0 ? 0xff : at % 3 == 1 ? 0 : 0x80);
        };
    }

    private static Bytes filled(int length, int value) {
        byte[] array = new byte[length];
        Arrays.fill(array, (byte) value);
        return Bytes.of(array);
    }

    private Bytes randomBytes(int length) {
        byte[] array = new byte[length];
        random.nextBytes(array);
        return Bytes.of(array);
    }
}
