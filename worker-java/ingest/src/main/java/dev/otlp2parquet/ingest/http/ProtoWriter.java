package dev.otlp2parquet.ingest.http;

import dev.otlp2parquet.platform.text.Utf8;
import java.io.ByteArrayOutputStream;

/**
 * Writes one protobuf message: fields in the order of the calls (protobuf encoding specification, "Message Structure").
 * The answers of OTLP need varints, strings and messages, which is less code than a library's output stream.
 */
final class ProtoWriter {

    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A field of type int32, int64 or enum. The default of proto3, 0, is left out. */
    ProtoWriter varint(int field, long value) {
        if (value != 0) {
            tag(field, VARINT);
            rawVarint(value);
        }
        return this;
    }

    /** A field of type string. The default of proto3, the empty string, is left out. */
    ProtoWriter string(int field, String value) {
        if (!value.isEmpty()) {
            bytes(field, Utf8.encode(value));
        }
        return this;
    }

    /** A field of a message type. An empty message is written, since its presence counts. */
    ProtoWriter message(int field, ProtoWriter message) {
        bytes(field, message.toByteArray());
        return this;
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }

    private void bytes(int field, byte[] value) {
        tag(field, LENGTH_DELIMITED);
        rawVarint(value.length);
        out.write(value, 0, value.length);
    }

    private void tag(int field, int wireType) {
        rawVarint((long) field << 3 | wireType);
    }

    private void rawVarint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
