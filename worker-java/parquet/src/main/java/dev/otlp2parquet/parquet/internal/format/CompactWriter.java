package dev.otlp2parquet.parquet.internal.format;

import dev.otlp2parquet.parquet.bytes.ByteSink;
import dev.otlp2parquet.platform.text.Utf8;
import java.util.List;

/**
 * Appends structures in Thrift's compact protocol (thrift-compact-protocol.md) to a {@link ByteSink}. A field is a
 * header and a value. The header has the type and the distance of the field's id from the previous one. A structure
 * ends with a zero byte.
 */
public final class CompactWriter {

    private static final int BOOLEAN_TRUE = 1;
    private static final int BOOLEAN_FALSE = 2;
    private static final int I8 = 3;
    private static final int I16 = 4;
    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int STRUCT = 12;

    private static final int STOP = 0;

    /** Larger id deltas and list sizes do not fit into the four bits beside the type. */
    private static final int MAX_IN_NIBBLE = 15;

    private final ByteSink sink;
    private int lastId;

    public CompactWriter(ByteSink sink) {
        this.sink = sink;
    }

    /** Writes a structure that is not a field of another: a page header, an index, the footer. */
    public void write(ThriftStruct struct) {
        int outerId = lastId;
        lastId = 0;
        struct.writeFields(this);
        sink.write(STOP);
        lastId = outerId;
    }

    void bool(int id, boolean value) {
        field(id, bool(value));
    }

    void i8(int id, int value) {
        field(id, I8);
        sink.write(value);
    }

    void i16(int id, int value) {
        field(id, I16);
        sink.writeZigzag(value);
    }

    void i32(int id, int value) {
        field(id, I32);
        sink.writeZigzag(value);
    }

    void i64(int id, long value) {
        field(id, I64);
        sink.writeZigzag(value);
    }

    void enumeration(int id, ThriftEnum value) {
        i32(id, value.thriftValue());
    }

    void string(int id, String value) {
        field(id, BINARY);
        writeString(value);
    }

    void binary(int id, byte[] value) {
        field(id, BINARY);
        writeBinary(value);
    }

    void struct(int id, ThriftStruct value) {
        field(id, STRUCT);
        write(value);
    }

    void bools(int id, List<Boolean> values) {
        list(id, BOOLEAN_TRUE, values.size());
        for (boolean value : values) {
            sink.write(bool(value));
        }
    }

    void i64s(int id, List<Long> values) {
        list(id, I64, values.size());
        for (long value : values) {
            sink.writeZigzag(value);
        }
    }

    void enumerations(int id, List<? extends ThriftEnum> values) {
        list(id, I32, values.size());
        for (ThriftEnum value : values) {
            sink.writeZigzag(value.thriftValue());
        }
    }

    void strings(int id, List<String> values) {
        list(id, BINARY, values.size());
        for (String value : values) {
            writeString(value);
        }
    }

    void binaries(int id, List<byte[]> values) {
        list(id, BINARY, values.size());
        for (byte[] value : values) {
            writeBinary(value);
        }
    }

    void structs(int id, List<? extends ThriftStruct> values) {
        list(id, STRUCT, values.size());
        for (ThriftStruct value : values) {
            write(value);
        }
    }

    /** The value of a boolean is its type. */
    private static int bool(boolean value) {
        return value ? BOOLEAN_TRUE : BOOLEAN_FALSE;
    }

    private void field(int id, int type) {
        int delta = id - lastId;
        if (delta > 0 && delta <= MAX_IN_NIBBLE) {
            sink.write((delta << 4) | type);
        } else {
            sink.write(type);
            sink.writeZigzag(id);
        }
        lastId = id;
    }

    private void list(int id, int elementType, int size) {
        field(id, LIST);
        if (size < MAX_IN_NIBBLE) {
            sink.write((size << 4) | elementType);
        } else {
            sink.write((MAX_IN_NIBBLE << 4) | elementType);
            sink.writeVarint(size);
        }
    }

    private void writeString(String value) {
        writeBinary(Utf8.encode(value));
    }

    private void writeBinary(byte[] value) {
        sink.writeVarint(value.length);
        sink.write(value, 0, value.length);
    }
}
