package dev.otlp2parquet.platform;

/** Port: random numbers that are unique among all writers of a table. */
public interface Randomness {

    /** Returns 64 random bits. */
    long nextLong();

    /** Returns {@code count} random bytes. */
    default byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i += Long.BYTES) {
            long bits = nextLong();
            for (int j = i; j < Math.min(count, i + Long.BYTES); j++) {
                bytes[j] = (byte) bits;
                bits >>>= 8;
            }
        }
        return bytes;
    }

    /** Returns a random UUID of version 4 (RFC 9562, section 5.4) as text. */
    default String uuid() {
        return Uuids.of(bytes(16), 4);
    }

    /** Returns a UUID of version 7 (RFC 9562, section 5.7) as text: the time, then random bits. */
    default String uuid(long unixMillis) {
        byte[] bytes = bytes(16);
        for (int i = 0; i < 6; i++) {
            bytes[i] = (byte) (unixMillis >> (40 - 8 * i));
        }
        return Uuids.of(bytes, 7);
    }
}
