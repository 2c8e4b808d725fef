package dev.otlp2parquet.otlp.internal.json;

import dev.otlp2parquet.otlp.internal.decode.Arena;
import dev.otlp2parquet.otlp.internal.decode.Fault;
import dev.otlp2parquet.otlp.model.Slice;
import dev.otlp2parquet.platform.text.Hex;
import dev.otlp2parquet.platform.text.Utf8;

/** Strings with escapes (RFC 8259, section 7): the slow way of {@link JsonReader#readString}. */
final class JsonEscapes {
    private static final int REPLACEMENT = 0xFFFD;

    /** Of a backslash, a u and four hex digits. */
    private static final int UNIT_LENGTH = 6;

    private final JsonReader json;

    JsonEscapes(JsonReader json) {
        this.json = json;
    }

    /**
     * Reads a string, whose UTF-8 is not checked. A surrogate that is not one of a pair becomes U+FFFD.
     *
     * @param from its opening quote
     * @param arena takes the text without escapes
     * @return the place of the first such surrogate, or -1
     */
    int read(int from, Arena arena, Slice text) throws Fault {
        byte[] bytes = json.bytes();
        int end = json.end();
        int p = from + 1;
        int copied = p;
        int unpaired = -1;
        arena.begin();
        while (p < end) {
            byte b = bytes[p];
            if (b == '"') {
                arena.put(bytes, copied, p - copied);
                arena.finish(text);
                json.seek(p + 1);
                return unpaired;
            }
            if (b == '\\') {
                arena.put(bytes, copied, p - copied);
                int behind = escape(p, arena);
                if (behind < 0) {
                    unpaired = unpaired < 0 ? p : unpaired;
                    behind = p + UNIT_LENGTH;
                }
                p = behind;
                copied = p;
            } else {
                checkControl(b, p);
                p++;
            }
        }
        throw unterminated(from);
    }

    /**
     * Passes a string, checking JSON's grammar only.
     *
     * @param from its opening quote
     */
    void skip(int from) throws Fault {
        byte[] bytes = json.bytes();
        int end = json.end();
        int p = from + 1;
        while (p < end) {
            byte b = bytes[p];
            if (b == '"') {
                json.seek(p + 1);
                return;
            }
            if (b == '\\') {
                p = skipEscape(p);
            } else {
                checkControl(b, p);
                p++;
            }
        }
        throw unterminated(from);
    }

    private void checkControl(byte b, int p) throws Fault {
        if (b >= 0 && b < ' ') {
            json.seek(p);
            throw Fault.malformed(
                    "expected control characters in a string to be escaped, found " + JsonReader.describeByte(b),
                    json.offset(p));
        }
    }

    private Fault unterminated(int from) {
        return Fault.malformed("expected '\"' at the end of a string, found the end", json.offset(from));
    }

    /** The place behind the escape at {@code p}. */
    private int skipEscape(int p) throws Fault {
        if (p + 1 >= json.end()) {
            throw unterminated(p);
        }
        byte kind = json.bytes()[p + 1];
        if (kind == 'u') {
            unit(p);
            return p + UNIT_LENGTH;
        }
        simple(kind, p);
        return p + 2;
    }

    /** Writes what the escape at {@code p} stands for; the place behind it, or -1 if it is a surrogate without its other half. */
    private int escape(int p, Arena arena) throws Fault {
        int behind = skipEscape(p);
        byte kind = json.bytes()[p + 1];
        if (kind != 'u') {
            arena.put(simple(kind, p));
            return behind;
        }
        int codePoint = unit(p);
        if (codePoint >= 0xD800 && codePoint < 0xE000) {
            codePoint = pair(codePoint, p);
            behind = codePoint == REPLACEMENT ? -1 : p + 2 * UNIT_LENGTH;
        }
        int target = arena.reserve(4);
        arena.advance(Utf8.encodeCodePoint(codePoint, arena.array(), target));
        return behind;
    }

    /** The code point of a pair, or {@link #REPLACEMENT}. */
    private int pair(int high, int p) throws Fault {
        byte[] bytes = json.bytes();
        int second = p + UNIT_LENGTH;
        if (high < 0xDC00 && second + 1 < json.end() && bytes[second] == '\\' && bytes[second + 1] == 'u') {
            int low = unit(second);
            if (low >= 0xDC00 && low < 0xE000) {
                return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
            }
        }
        return REPLACEMENT;
    }

    /** The UTF-16 code unit that the escape at {@code p}, a backslash before a u, stands for. */
    private int unit(int p) throws Fault {
        byte[] bytes = json.bytes();
        int unit = 0;
        for (int i = p + 2; i < p + UNIT_LENGTH; i++) {
            int digit = i < json.end() ? Hex.digit(bytes[i]) : -1;
            if (digit < 0) {
                int found = i < json.end() ? bytes[i] & 0xFF : -1;
                throw Fault.malformed(
                        "expected 4 hex digits after \\u, found " + JsonReader.describeByte(found), json.offset(i));
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }

    private int simple(byte kind, int p) throws Fault {
        return switch (kind) {
            case '"', '\\', '/' -> kind;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default ->
                throw Fault.malformed(
                        "expected an escape of JSON, found '\\' and " + JsonReader.describeByte(kind & 0xFF),
                        json.offset(p));
        };
    }
}
