package dev.otlp2parquet.worker;

import dev.otlp2parquet.parquet.bytes.Slices;
import dev.otlp2parquet.platform.text.Utf8;
import java.util.ArrayList;
import java.util.List;

/**
 * The encoding of a list of strings between Java and the host: for each its length in UTF-8 bytes (four bytes,
 * little-endian), then these bytes. The other side is {@code worker-js-shim/src/codec/fields.ts}.
 */
final class Fields {

    private Fields() {}

    /** @throws IllegalArgumentException if the lengths do not match the bytes */
    static List<String> decode(byte[] bytes) {
        List<String> fields = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            if (bytes.length - at < Integer.BYTES) {
                throw new IllegalArgumentException("a field's length is cut off at byte " + at);
            }
            int length = Slices.intAt(bytes, at);
            at += Integer.BYTES;
            if (length < 0 || length > bytes.length - at) {
                throw new IllegalArgumentException("a field of " + length + " bytes is cut off at byte " + at);
            }
            fields.add(Utf8.decode(bytes, at, length));
            at += length;
        }
        return fields;
    }

    static byte[] encode(List<String> fields) {
        List<byte[]> parts = new ArrayList<>(fields.size());
        int total = 0;
        for (String field : fields) {
            byte[] part = Utf8.encode(field);
            parts.add(part);
            total += Integer.BYTES + part.length;
        }
        byte[] bytes = new byte[total];
        int at = 0;
        for (byte[] part : parts) {
            bytes[at] = (byte) part.length;
            bytes[at + 1] = (byte) (part.length >>> 8);
            bytes[at + 2] = (byte) (part.length >>> 16);
            bytes[at + 3] = (byte) (part.length >>> 24);
            System.arraycopy(part, 0, bytes, at + Integer.BYTES, part.length);
            at += Integer.BYTES + part.length;
        }
        return bytes;
    }
}
