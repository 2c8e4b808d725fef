package dev.otlp2parquet.batching.actor;

import dev.otlp2parquet.platform.text.Utf8;
import java.util.Arrays;

/**
 * Reads what {@link MessageOutput} wrote, field by field. A malformed message is an {@link IllegalArgumentException}: it fails the
 * call if an actor reads it, and the request if a Worker reads it. The rules for other versions stand in the description of this
 * package.
 */
public final class MessageInput {

    private final byte[] message;
    private int position;

    /**
     * Reads the version.
     *
     * @param message not copied; must not change while it is read
     * @throws IllegalArgumentException if the message is of another version
     */
    public MessageInput(byte[] message) {
        this.message = message;
        long version = number();
        if (version != MessageOutput.VERSION) {
            throw new IllegalArgumentException("message: found version " + version + ", expected "
                    + MessageOutput.VERSION + "; a deploy of another version of otlp2parquet is under way");
        }
    }

    public long number() {
        need(Long.BYTES);
        long value = 0;
        for (int i = Long.BYTES - 1; i >= 0; i--) {
            value = (value << 8) | (message[position + i] & 0xFF);
        }
        position += Long.BYTES;
        return value;
    }

    public int count() {
        long value = number();
        if (value < 0 || value > message.length) {
            throw new IllegalArgumentException(
                    "message: found a length of " + value + " in " + message.length + " bytes");
        }
        return (int) value;
    }

    public String text() {
        return Utf8.decode(bytes());
    }

    public byte[] bytes() {
        int length = count();
        need(length);
        position += length;
        return Arrays.copyOfRange(message, position - length, position);
    }

    /**
     * Whether there are fields behind those that were read. Ask before reading a field that was appended later than version {@link
     * MessageOutput#VERSION} began: older senders do not write it.
     */
    public boolean hasMore() {
        return position < message.length;
    }

    private void need(int bytes) {
        if (message.length - position < bytes) {
            throw new IllegalArgumentException(
                    "message: expected " + bytes + " bytes at " + position + ", found " + (message.length - position));
        }
    }
}
