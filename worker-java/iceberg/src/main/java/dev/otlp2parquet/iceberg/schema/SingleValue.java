package dev.otlp2parquet.iceberg.schema;

import dev.otlp2parquet.parquet.bytes.ByteSink;
import dev.otlp2parquet.parquet.bytes.Slices;
import dev.otlp2parquet.platform.text.Utf8;

/**
 * Values of primitive types: their binary single-value serialization (specification, appendix D) and their order.
 * Package {@code transform} gives the classes of values.
 */
public final class SingleValue {

    private SingleValue() {}

    /** Serializes a value that is not null. */
    public static byte[] serialize(PrimitiveType type, Object value) {
        return switch (type.kind()) {
            case BOOLEAN -> new byte[] {(byte) ((Boolean) value ? 1 : 0)};
            case INT, DATE -> int32((Integer) value);
            case LONG, TIME, TIMESTAMP, TIMESTAMPTZ, TIMESTAMP_NS, TIMESTAMPTZ_NS -> int64((Long) value);
            case FLOAT -> int32(Float.floatToRawIntBits((Float) value));
            case DOUBLE -> int64(Double.doubleToRawLongBits((Double) value));
            case STRING -> Utf8.encode((String) value);
            case BINARY, FIXED, UUID, DECIMAL -> (byte[]) value;
            case OTHER -> throw unknown(type);
        };
    }

    /**
     * Reads a serialized value.
     *
     * @throws IllegalArgumentException if the number of bytes does not match the type
     */
    public static Object deserialize(PrimitiveType type, byte[] bytes) {
        return switch (type.kind()) {
            case BOOLEAN -> littleEndian(type, bytes, 1) != 0;
            case INT, DATE -> (int) littleEndian(type, bytes, 4);
            case LONG, TIME, TIMESTAMP, TIMESTAMPTZ, TIMESTAMP_NS, TIMESTAMPTZ_NS -> littleEndian(type, bytes, 8);
            case FLOAT -> Float.intBitsToFloat((int) littleEndian(type, bytes, 4));
            case DOUBLE -> Double.longBitsToDouble(littleEndian(type, bytes, 8));
            case STRING -> Utf8.decode(bytes);
            case BINARY, FIXED, UUID, DECIMAL -> bytes;
            case OTHER -> throw unknown(type);
        };
    }

    private static long littleEndian(PrimitiveType type, byte[] bytes, int size) {
        if (bytes.length != size) {
            throw new IllegalArgumentException(
                    "a value of the type " + type.name() + " has " + size + " bytes, found " + bytes.length);
        }
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = value << 8 | (bytes[i] & 0xFF);
        }
        return value;
    }

    /** Compares two values that are neither null nor NaN. Returns a negative number, 0 or a positive one. */
    public static int compare(PrimitiveType type, Object a, Object b) {
        return switch (type.kind()) {
            case BOOLEAN -> Boolean.compare((Boolean) a, (Boolean) b);
            case INT, DATE -> Integer.compare((Integer) a, (Integer) b);
            case LONG, TIME, TIMESTAMP, TIMESTAMPTZ, TIMESTAMP_NS, TIMESTAMPTZ_NS -> Long.compare((Long) a, (Long) b);
            case FLOAT -> Float.compare((Float) a, (Float) b);
            case DOUBLE -> Double.compare((Double) a, (Double) b);
            case STRING -> compareBytes(Utf8.encode((String) a), Utf8.encode((String) b));
            case BINARY, FIXED -> compareBytes((byte[]) a, (byte[]) b);
            // Java's own order of UUIDs, two signed halves: its readers prune by it.
            case UUID -> compareHalves((byte[]) a, (byte[]) b);
            case DECIMAL -> compareNumbers((byte[]) a, (byte[]) b);
            case OTHER -> throw unknown(type);
        };
    }

    public static boolean isNan(Object value) {
        return (value instanceof Double number && Double.isNaN(number))
                || (value instanceof Float single && Float.isNaN(single));
    }

    /**
     * Converts a value to the class of its type. The file may have been written before the column was promoted from int
     * or float.
     */
    public static Object promote(PrimitiveType type, Object value) {
        if (value instanceof Integer number
                && type.kind() != PrimitiveType.Kind.INT
                && type.kind() != PrimitiveType.Kind.DATE) {
            return number.longValue();
        }
        if (value instanceof Float number && type.kind() == PrimitiveType.Kind.DOUBLE) {
            return number.doubleValue();
        }
        return value;
    }

    private static int compareBytes(byte[] a, byte[] b) {
        return Slices.compare(a, 0, a.length, b, 0, b.length);
    }

    private static int compareHalves(byte[] a, byte[] b) {
        int high = Long.compare(bigEndian(a, 0), bigEndian(b, 0));
        return high != 0 ? high : Long.compare(bigEndian(a, 8), bigEndian(b, 8));
    }

    private static long bigEndian(byte[] bytes, int from) {
        long value = 0;
        for (int i = from; i < from + 8; i++) {
            value = value << 8 | (bytes[i] & 0xFF);
        }
        return value;
    }

    /** Compares big-endian two's complement numbers of any length, at least one byte. */
    private static int compareNumbers(byte[] a, byte[] b) {
        int length = Math.max(a.length, b.length);
        for (int i = 0; i < length; i++) {
            int left = digit(a, i - (length - a.length));
            int right = digit(b, i - (length - b.length));
            if (left != right) {
                // Only the first digit carries the sign.
                return i == 0 ? (byte) left - (byte) right : left - right;
            }
        }
        return 0;
    }

    private static int digit(byte[] number, int index) {
        return (index >= 0 ? number[index] : number[0] >> 7) & 0xFF;
    }

    private static byte[] int32(int value) {
        return new byte[] {(byte) value, (byte) (value >>> 8), (byte) (value >>> 16), (byte) (value >>> 24)};
    }

    private static byte[] int64(long value) {
        byte[] bytes = new byte[8];
        ByteSink.putLong(bytes, 0, value);
        return bytes;
    }

    private static IllegalArgumentException unknown(PrimitiveType type) {
        return new IllegalArgumentException("values of the type " + type.name() + " are not known");
    }
}
