package dev.otlp2parquet.platform;

/** Formats UUIDs as text (RFC 9562, section 4). */
final class Uuids {

    private static final String HEX = "0123456789abcdef";

    private Uuids() {}

    /** @param bytes 16 bytes; this method sets the bits of version and variant in them */
    static String of(byte[] bytes, int version) {
        bytes[6] = (byte) ((bytes[6] & 0x0F) | (version << 4));
        bytes[8] = (byte) ((bytes[8] & 0x3F) | 0x80);
        StringBuilder text = new StringBuilder(36);
        for (int i = 0; i < bytes.length; i++) {
            if (i == 4 || i == 6 || i == 8 || i == 10) {
                text.append('-');
            }
            text.append(HEX.charAt((bytes[i] >> 4) & 0xF)).append(HEX.charAt(bytes[i] & 0xF));
        }
        return text.toString();
    }
}
