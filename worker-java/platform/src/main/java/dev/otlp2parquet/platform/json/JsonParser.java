package dev.otlp2parquet.platform.json;

import dev.otlp2parquet.platform.text.Utf8;

/**
 * Pulls values out of a UTF-8 document, so that the large parts of a table's metadata need not become objects. Strict:
 * no comments, no trailing commas. Errors are {@link JsonException}s with the byte offset.
 */
public final class JsonParser {

    /** Limit of nesting. Schemas take about three levels for each of their own. */
    private static final int MAX_DEPTH = 200;

    /**
     * Limit of a string, in bytes of the document. A string takes several times its length while it is made. The
     * longest string that a catalog has a reason to send is a table's schema as a property: some kilobytes.
     */
    private static final int MAX_STRING_BYTES = 1 << 20;

    private final byte[] bytes;
    private final int maxStringBytes;
    private int at;
    private int depth;
    /** Whether the open container has had no member or element yet. */
    private boolean first;

    /**
     * Starts at the beginning of a document.
     *
     * @param bytes the document; the parser reads it without a copy
     */
    public JsonParser(byte[] bytes) {
        this(bytes, 0);
    }

    /** As {@link #JsonParser(byte[])}, at a value: the {@link #position()} of another parser. */
    public JsonParser(byte[] bytes, int position) {
        this(bytes, position, MAX_STRING_BYTES);
    }

    private JsonParser(byte[] bytes, int position, int maxStringBytes) {
        this.bytes = bytes;
        this.at = position;
        this.maxStringBytes = maxStringBytes;
    }

    /** Starts at the beginning of a document whose strings may be as long as it is. The caller limits its length. */
    public static JsonParser ofLongStrings(byte[] bytes) {
        return new JsonParser(bytes, 0, bytes.length);
    }

    /**
     * Returns the offset of the next byte. After {@link #nextName()} or {@link #hasNext()} it is the offset of a value.
     */
    public int position() {
        return at;
    }

    /** Enters an object. Call {@link #nextName()} until it returns null. */
    public void beginObject() {
        open('{', "an object");
    }

    /** Enters an array. Call {@link #hasNext()} until it returns false. */
    public void beginArray() {
        open('[', "an array");
    }

    /**
     * Returns the name of the next member, whose value is read next. At the end of the object, leaves it and returns
     * null.
     */
    public String nextName() {
        if (!advance('}')) {
            return null;
        }
        if (peek() != '"') {
            throw unexpected("a member name");
        }
        String name = readString();
        if (peek() != ':') {
            throw unexpected("':'");
        }
        at++;
        return name;
    }

    /** Returns whether an element follows. At the end of the array, leaves it. */
    public boolean hasNext() {
        return advance(']');
    }

    /** Returns whether the next value is the literal {@code null}. */
    public boolean peekNull() {
        return peek() == 'n';
    }

    /** Reads a whole value as a tree. */
    public JsonValue readValue() {
        switch (peek()) {
            case '{' -> {
                JsonObject object = new JsonObject();
                beginObject();
                for (String name = nextName(); name != null; name = nextName()) {
                    object.put(name, readValue());
                }
                return object;
            }
            case '[' -> {
                JsonArray array = new JsonArray();
                beginArray();
                while (hasNext()) {
                    array.add(readValue());
                }
                return array;
            }
            case '"' -> {
                return JsonValue.of(readString());
            }
            case 't' -> {
                literal("true");
                return JsonValue.of(true);
            }
            case 'f' -> {
                literal("false");
                return JsonValue.of(false);
            }
            case 'n' -> {
                literal("null");
                return JsonValue.JsonNull.NULL;
            }
            default -> {
                return new JsonValue.JsonNumber(readNumber());
            }
        }
    }

    /** Reads an integer of 64 bits. */
    public long readInt64() {
        if (readValue() instanceof JsonValue.JsonNumber number) {
            return number.int64();
        }
        throw new JsonException("byte " + at + ": expected an integer");
    }

    /** Reads an object. */
    public JsonObject readObject() {
        if (readValue() instanceof JsonObject object) {
            return object;
        }
        throw new JsonException("byte " + at + ": expected an object");
    }

    /** Reads an array. */
    public JsonArray readArray() {
        if (readValue() instanceof JsonArray array) {
            return array;
        }
        throw new JsonException("byte " + at + ": expected an array");
    }

    /** Reads a string. */
    public String readText() {
        if (readValue() instanceof JsonValue.JsonString string) {
            return string.value();
        }
        throw new JsonException("byte " + at + ": expected a string");
    }

    /** Skips a whole value. */
    public void skipValue() {
        switch (peek()) {
            case '{' -> {
                beginObject();
                while (advance('}')) {
                    skipString();
                    if (peek() != ':') {
                        throw unexpected("':'");
                    }
                    at++;
                    skipValue();
                }
            }
            case '[' -> {
                beginArray();
                while (hasNext()) {
                    skipValue();
                }
            }
            case '"' -> skipString();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> readNumber();
        }
    }

    /** Checks that only white space follows. */
    public void endDocument() {
        skipWhitespace();
        if (at < bytes.length) {
            throw unexpected("the end of the document");
        }
    }

    private void open(char bracket, String what) {
        if (peek() != bracket) {
            throw unexpected(what);
        }
        if (++depth > MAX_DEPTH) {
            throw new JsonException("byte " + at + ": nested deeper than " + MAX_DEPTH);
        }
        at++;
        first = true;
    }

    /** Moves to the next member or element. At the end of the container, leaves it and returns false. */
    private boolean advance(char closing) {
        int next = peek();
        if (next == closing) {
            at++;
            depth--;
            // The container around it has at least this one as an element.
            first = false;
            return false;
        }
        if (!first) {
            if (next != ',') {
                throw unexpected("',' or '" + closing + "'");
            }
            at++;
            if (peek() == closing) {
                throw unexpected("a value");
            }
        }
        first = false;
        return true;
    }

    private int peek() {
        skipWhitespace();
        return at < bytes.length ? bytes[at] : -1;
    }

    private void skipWhitespace() {
        while (at < bytes.length) {
            byte b = bytes[at];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return;
            }
            at++;
        }
    }

    private void literal(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (at + i >= bytes.length || bytes[at + i] != text.charAt(i)) {
                throw unexpected(text);
            }
        }
        at += text.length();
    }

    private String readNumber() {
        int start = at;
        if (at < bytes.length && bytes[at] == '-') {
            at++;
        }
        int integerStart = at;
        digits();
        if (bytes[integerStart] == '0' && at > integerStart + 1) {
            throw new JsonException("byte " + integerStart + ": a number must not begin with 0");
        }
        if (at < bytes.length && bytes[at] == '.') {
            at++;
            digits();
        }
        if (at < bytes.length && (bytes[at] == 'e' || bytes[at] == 'E')) {
            at++;
            if (at < bytes.length && (bytes[at] == '+' || bytes[at] == '-')) {
                at++;
            }
            digits();
        }
        return Utf8.decode(bytes, start, at - start);
    }

    private void digits() {
        int start = at;
        while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        if (at == start) {
            throw unexpected("a value");
        }
    }

    private void skipString() {
        if (peek() != '"') {
            throw unexpected("a string");
        }
        int start = at++;
        while (at < bytes.length) {
            byte b = bytes[at++];
            if (b == '"') {
                return;
            }
            if (b == '\\') {
                at++;
            }
        }
        throw unterminated(start);
    }

    private String readString() {
        int start = ++at;
        while (at < bytes.length) {
            byte b = bytes[at];
            if (b == '"') {
                checkLength(start);
                return Utf8.decode(bytes, start, at++ - start);
            }
            if (b == '\\') {
                return readEscapedString(start);
            }
            if (b >= 0 && b < 0x20) {
                throw unexpected("no control character in a string");
            }
            at++;
        }
        throw unterminated(start - 1);
    }

    private String readEscapedString(int start) {
        StringBuilder text = new StringBuilder();
        int plain = start;
        while (at < bytes.length) {
            byte b = bytes[at];
            if (b == '"') {
                checkLength(start);
                return text.append(Utf8.decode(bytes, plain, at++ - plain)).toString();
            }
            if (b == '\\') {
                checkLength(start);
                text.append(Utf8.decode(bytes, plain, at - plain));
                at++;
                text.append(readEscape());
                plain = at;
            } else if (b >= 0 && b < 0x20) {
                throw unexpected("no control character in a string");
            } else {
                at++;
            }
        }
        throw unterminated(start - 1);
    }

    private void checkLength(int start) {
        if (at - start > maxStringBytes) {
            throw new JsonException("byte " + (start - 1) + ": a string of more than " + maxStringBytes + " bytes");
        }
    }

    private char readEscape() {
        int escape = at < bytes.length ? bytes[at++] : -1;
        return switch (escape) {
            case '"', '\\', '/' -> (char) escape;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> readHex4();
            default -> throw new JsonException("byte " + (at - 1) + ": not an escape of JSON");
        };
    }

    private char readHex4() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = at < bytes.length ? Character.digit((char) bytes[at], 16) : -1;
            if (digit < 0) {
                throw unexpected("4 hexadecimal digits");
            }
            value = value << 4 | digit;
            at++;
        }
        return (char) value;
    }

    private JsonException unterminated(int start) {
        return new JsonException("byte " + start + ": the string does not end");
    }

    private JsonException unexpected(String expected) {
        String found = at < bytes.length ? "'" + (char) (bytes[at] & 0xFF) + "'" : "the end of the document";
        return new JsonException("byte " + at + ": expected " + expected + ", found " + found);
    }
}
