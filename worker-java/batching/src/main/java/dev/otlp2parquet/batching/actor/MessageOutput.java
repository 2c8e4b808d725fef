package dev.otlp2parquet.batching.actor;

import dev.otlp2parquet.parquet.bytes.ByteSink;
import dev.otlp2parquet.platform.text.Utf8;

/**
 * Writes a message to an actor, or its answer. A number is 8 bytes, little-endian. A text (UTF-8) or a byte string follows its
 * length. A message begins with {@link #VERSION}, the code of the {@link Operation} and the name of the actor; an answer begins with
 * {@link #VERSION}. The rules for appending fields stand in the description of this package.
 */
public final class MessageOutput {

    /**
     * The version of all messages and answers. A receiver fails on any other version, so it grows only for a change that cannot be
     * appended. During the deploy of such a change calls between the two versions fail, and their senders repeat them.
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
