package dev.otlp2parquet.otlp;

import java.io.ByteArrayOutputStream;

/** Protobuf on the wire, for messages that generated code does not write. */
final class ProtobufBytes {
    private ProtobufBytes() {}

    /**
     * A field that holds a message, a string or bytes, with its tag and length.
     *
     * @param number at most 15
     */
    static byte[] field(int number, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 6);
        out.write(number << 3 | 2);
        int length = content.length;
        while (length >= 0x80) {
            out.write((length & 0x7F) | 0x80);
            length >>>= 7;
        }
        out.write(length);
        out.writeBytes(content);
        return out.toByteArray();
    }
}
