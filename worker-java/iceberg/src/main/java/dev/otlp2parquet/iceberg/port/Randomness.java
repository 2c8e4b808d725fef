package dev.otlp2parquet.iceberg.port;

/** Port: random numbers good enough to be unique among all writers of a table. */
public interface Randomness {

    /** 64 random bits. */
    long nextLong();

    /** As many random bytes as asked for. */
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

    /** A random UUID of version 4 (RFC 9562, section 5.4) in its usual form. */
    default String uuid() {
        String hex = "0123456789abcdef";
        byte[] bytes = bytes(16);
        bytes[6] = (byte) ((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte) ((bytes[8] & 0x3F) | 0x80);
        StringBuilder text = new StringBuilder(36);
        for (int i = 0; i < bytes.length; i++) {
            if (i == 4 || i == 6 || i == 8 || i == 10) {
                text.append('-');
            }
            text.append(hex.charAt((bytes[i] >> 4) & 0xF)).append(hex.charAt(bytes[i] & 0xF));
        }
        return text.toString();
    }
}
