package dev.otlp2parquet.batching.actor;

import dev.otlp2parquet.parquet.bytes.ByteSink;
import dev.otlp2parquet.platform.text.Utf8;

/**
 * Writes a message between objects: numbers as 8 bytes little-endian, texts (UTF-8) and byte strings behind their length.
 * A request begins with {@link #VERSION}, the {@link Operation} and the name of the object it is for.
 */
public final class MessageOutput {

    /**
     * Of all requests and answers. Two versions of the program can meet while one replaces the other: what cannot be read
     * fails the call, and the caller repeats it.
     */
    static final int VERSION = 1;

    private final ByteSink out;

    private MessageOutput(int capacity) {
        out = new ByteSink(capacity);
    }

    public static MessageOutput request(Operation operation, String name) {
        return request(operation, name, 256);
    }

    public static MessageOutput request(Operation operation, String name, int capacity) {
        return new MessageOutput(capacity)
                .number(VERSION)
                .number(operation.code())
                .text(name);
    }

    public static MessageOutput answer() {
        return new MessageOutput(64).number(VERSION);
    }

    public MessageOutput number(long value) {
        out.writeLong(value);
        return this;
    }

    public MessageOutput text(String value) {
        return bytes(Utf8.encode(value));
    }

    public MessageOutput bytes(byte[] value) {
        out.writeLong(value.length);
        out.write(value, 0, value.length);
        return this;
    }

    public byte[] toByteArray() {
        return out.toByteArray();
    }
}
