package dev.otlp2parquet.iceberg.avro;

import dev.otlp2parquet.parquet.bytes.ByteSink;
import dev.otlp2parquet.platform.text.Utf8;

/**
 * Appends values of the binary encoding (Avro specification, "Binary Encoding"). The methods {@code optional...} write
 * a union of null and the type, in this order.
 */
public final class AvroOutput {

    private final ByteSink sink = new ByteSink(1024);

    /** Writes an int or a long. Both have the same encoding. */
    public void integer(long value) {
        sink.writeZigzag(value);
    }

    public void bool(boolean value) {
        sink.write(value ? 1 : 0);
    }

    public void float32(float value) {
        sink.writeInt(Float.floatToRawIntBits(value));
    }

    public void float64(double value) {
        sink.writeLong(Double.doubleToRawLongBits(value));
    }

    public void string(String value) {
        bytes(Utf8.encode(value));
    }

    public void bytes(byte[] value) {
        sink.writeZigzag(value.length);
        fixed(value);
    }

    /** Writes the bytes without a length. */
    public void fixed(byte[] value) {
        sink.write(value, 0, value.length);
    }

    /** Writes the branch of a union of null and a type. Returns whether a value follows. */
    public boolean present(Object value) {
        sink.writeZigzag(value == null ? 0 : 1);
        return value != null;
    }

    public void optionalInteger(Long value) {
        if (present(value)) {
            integer(value);
        }
    }

    public void optionalInteger(Integer value) {
        if (present(value)) {
            integer(value);
        }
    }

    public void optionalString(String value) {
        if (present(value)) {
            string(value);
        }
    }

    public void optionalBytes(byte[] value) {
        if (present(value)) {
            bytes(value);
        }
    }

    /** Begins an array. Its items follow, then {@link #endArray()}. */
    public void beginArray(int count) {
        if (count > 0) {
            integer(count);
        }
    }

    public void endArray() {
        integer(0);
    }

    int size() {
        return sink.size();
    }

    byte[] array() {
        return sink.array();
    }

    void clear() {
        sink.clear();
    }
}
