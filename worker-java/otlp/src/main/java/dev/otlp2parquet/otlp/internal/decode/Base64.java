package dev.otlp2parquet.otlp.internal.decode;

/** Base64 (RFC 4648): written with the standard alphabet and padding, read with either alphabet. */
public final class Base64 {
    private static final byte[] ALPHABET = {
        'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N', 'O', 'P', 'Q', 'R', 'S', 'T', 'U', 'V',
        'W', 'X', 'Y', 'Z', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r',
        's', 't', 'u', 'v', 'w', 'x', 'y', 'z', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '+', '/'
    };

    private Base64() {}

    /** Appends the text of some bytes. */
    public static void encode(byte[] array, int offset, int length, Arena out) throws Fault {
        // The limit of the arena is far below where this could wrap around, and a longer input fails there.
        int target = out.reserve(length > Limits.MAX_RENDERED_BYTES ? length : (length + 2) / 3 * 4);
        byte[] text = out.array();
        int end = offset + length;
        int p = offset;
        for (; p + 3 <= end; p += 3) {
            int bits = (array[p] & 0xFF) << 16 | (array[p + 1] & 0xFF) << 8 | (array[p + 2] & 0xFF);
            text[target] = ALPHABET[bits >> 18];
            text[target + 1] = ALPHABET[bits >> 12 & 63];
            text[target + 2] = ALPHABET[bits >> 6 & 63];
            text[target + 3] = ALPHABET[bits & 63];
            target += 4;
        }
        if (p < end) {
            boolean two = p + 2 == end;
            int bits = (array[p] & 0xFF) << 16 | (two ? (array[p + 1] & 0xFF) << 8 : 0);
            text[target] = ALPHABET[bits >> 18];
            text[target + 1] = ALPHABET[bits >> 12 & 63];
            text[target + 2] = two ? ALPHABET[bits >> 6 & 63] : (byte) '=';
            text[target + 3] = '=';
            target += 4;
        }
        out.advance(target);
    }

    /**
     * Appends what {@link #encode} would make of the bytes that a text stands for: brings the standard alphabet, padding
     * and zero bits at the end.
     *
     * @return whether the text is base64; if not, nothing sensible was appended
     */
    public static boolean normalize(byte[] array, int offset, int length, Arena out) throws Fault {
        int end = unpaddedEnd(array, offset, length);
        if (end < 0) {
            return false;
        }
        int characters = end - offset;
        int target = out.reserve(characters + 3);
        byte[] text = out.array();
        for (int p = offset; p < end; p++) {
            int bits = bits(array[p]);
            if (bits < 0) {
                return false;
            }
            if (p == end - 1) {
                bits &= (characters & 3) == 2 ? 0x30 : (characters & 3) == 3 ? 0x3C : 0x3F;
            }
            text[target++] = ALPHABET[bits];
        }
        for (int i = characters; (i & 3) != 0; i++) {
            text[target++] = '=';
        }
        out.advance(target);
        return true;
    }

    /**
     * Decodes a text of known size.
     *
     * @return whether it is base64 of exactly {@code size} bytes, now in {@code target}
     */
    public static boolean decode(byte[] array, int offset, int length, byte[] target, int size) {
        int end = unpaddedEnd(array, offset, length);
        if (end < 0 || (end - offset) * 6 / 8 != size) {
            return false;
        }
        int buffered = 0;
        int buffer = 0;
        int out = 0;
        for (int p = offset; p < end; p++) {
            int bits = bits(array[p]);
            if (bits < 0) {
                return false;
            }
            buffer = (buffer << 6 | bits) & 0xFFFF;
            buffered += 6;
            if (buffered >= 8) {
                buffered -= 8;
                target[out++] = (byte) (buffer >> buffered);
            }
        }
        return true;
    }

    /** Where the padding begins, or -1 when the number of characters is impossible. */
    private static int unpaddedEnd(byte[] array, int offset, int length) {
        int end = offset + length;
        if (length > 0 && (length & 3) == 0 && array[end - 1] == '=') {
            end -= array[end - 2] == '=' ? 2 : 1;
        }
        return (end - offset & 3) == 1 ? -1 : end;
    }

    private static int bits(int character) {
        if (character >= 'A' && character <= 'Z') {
            return character - 'A';
        }
        if (character >= 'a' && character <= 'z') {
            return character - 'a' + 26;
        }
        if (character >= '0' && character <= '9') {
            return character - '0' + 52;
        }
        return character == '+' || character == '-' ? 62 : character == '/' || character == '_' ? 63 : -1;
    }
}
