package dev.otlp2parquet.iceberg.avro;

import dev.otlp2parquet.platform.text.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads values of the binary encoding (Avro specification, "Binary Encoding") from a slice. Checks every length against
 * the rest of the slice before it allocates anything.
 */
final class AvroDecoder {

    /** Limit of nesting. Records may contain themselves, so the data decide how deep they nest. */
    private static final int MAX_DEPTH = 50;

    private final byte[] bytes;
    private final int end;
    private int at;

    AvroDecoder(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.at = offset;
        this.end = offset + length;
    }

    int position() {
        return at;
    }

    boolean atEnd() {
        return at == end;
    }

    long readLong() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at == end) {
                throw truncated("an integer");
            }
            byte b = bytes[at++];
            value |= (b & 0x7FL) << shift;
            if (b >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw new AvroException("byte " + at + ": an integer of more than 64 bits");
    }

    int readInt() {
        long value = readLong();
        if (value != (int) value) {
            throw new AvroException("byte " + at + ": expected an integer of 32 bits, found " + value);
        }
        return (int) value;
    }

    /** Reads a length in bytes, at most the rest of the slice. */
    int readLength() {
        long length = readLong();
        if (length < 0 || length > end - at) {
            throw new AvroException(
                    "byte " + at + ": a length of " + length + " where " + (end - at) + " bytes are left");
        }
        return (int) length;
    }

    /** Skips {@code length} bytes and returns the offset of the first. */
    int skip(int length) {
        if (length > end - at) {
            throw truncated(length + " bytes");
        }
        int start = at;
        at += length;
        return start;
    }

    byte[] readBytes(int length) {
        int start = skip(length);
        byte[] copy = new byte[length];
        System.arraycopy(bytes, start, copy, 0, length);
        return copy;
    }

    String readString() {
        int length = readLength();
        return Utf8.decode(bytes, skip(length), length);
    }

    Object read(AvroType type) {
        return read(type, 0);
    }

    private Object read(AvroType type, int depth) {
        if (depth > MAX_DEPTH) {
            throw new AvroException("byte " + at + ": nested deeper than " + MAX_DEPTH);
        }
        if (type instanceof AvroType.Primitive primitive) {
            return readPrimitive(primitive);
        }
        if (type instanceof AvroType.Union union) {
            int branch = readInt();
            if (branch < 0 || branch >= union.branches().size()) {
                throw new AvroException("byte " + at + ": branch " + branch + " of a union of "
                        + union.branches().size());
            }
            return read(union.branches().get(branch), depth + 1);
        }
        if (type instanceof AvroType.RecordType record) {
            Object[] values = new Object[record.fields().size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = read(record.fields().get(i).type(), depth + 1);
            }
            return new AvroRecord(record, values);
        }
        if (type instanceof AvroType.Array array) {
            List<Object> list = new ArrayList<>();
            for (long left = readCount(); left > 0; left = readCount()) {
                for (long i = 0; i < left; i++) {
                    list.add(read(array.items(), depth + 1));
                }
            }
            return list;
        }
        if (type instanceof AvroType.Mapping mapping) {
            Map<String, Object> map = new TreeMap<>();
            for (long left = readCount(); left > 0; left = readCount()) {
                for (long i = 0; i < left; i++) {
                    map.put(readString(), read(mapping.values(), depth + 1));
                }
            }
            return map;
        }
        if (type instanceof AvroType.Fixed fixed) {
            return readBytes(fixed.size());
        }
        return readInt();
    }

    private Object readPrimitive(AvroType.Primitive type) {
        return switch (type) {
            case NULL -> null;
            case BOOLEAN -> bytes[skip(1)] != 0;
            case INT -> readInt();
            case LONG -> readLong();
            case FLOAT -> Float.intBitsToFloat((int) readFixed(4));
            case DOUBLE -> Double.longBitsToDouble(readFixed(8));
            case BYTES -> readBytes(readLength());
            case STRING -> readString();
        };
    }

    /** Reads the number of items in the next block of an array or map; 0 at its end. */
    private long readCount() {
        long count = readLong();
        if (count < 0) {
            readLength();
            count = -count;
        }
        // Each item has a byte at least; nothing that Iceberg writes holds items without any.
        if (count < 0 || count > end - at) {
            throw new AvroException("byte " + at + ": " + count + " items where " + (end - at) + " bytes are left");
        }
        return count;
    }

    private long readFixed(int size) {
        int start = skip(size);
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = value << 8 | (bytes[start + i] & 0xFF);
        }
        return value;
    }

    private AvroException truncated(String expected) {
        return new AvroException("byte " + at + ": expected " + expected + ", found the end");
    }
}
