package dev.otlp2parquet.batching.actor;

import dev.otlp2parquet.platform.text.Utf8;
import java.util.Arrays;

/** Reads what {@link MessageOutput} wrote. Everything that does not fit is an {@link IllegalArgumentException}. */
public final class MessageInput {

    private final byte[] message;
    private int position;

    /** Of a request or an answer; the version is read. */
    public MessageInput(byte[] message) {
        this.message = message;
        long version = number();
        if (version != MessageOutput.VERSION) {
            throw new IllegalArgumentException("a message of version " + version + ", known is " + MessageOutput.VERSION
                    + ": another version of the program is being deployed");
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
            throw new IllegalArgumentException("a message of " + message.length + " bytes counts " + value);
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

    /** Whether there is anything behind what was read: later versions say more than earlier ones. */
    public boolean hasMore() {
        return position < message.length;
    }

    private void need(int bytes) {
        if (message.length - position < bytes) {
            throw new IllegalArgumentException(
                    "a message ends at byte " + message.length + ", " + bytes + " more are expected at " + position);
        }
    }
}
