package dev.otlp2parquet.otlp.internal.json;

import dev.otlp2parquet.otlp.internal.decode.Arena;
import dev.otlp2parquet.otlp.internal.decode.Arenas;
import dev.otlp2parquet.otlp.internal.decode.Fault;
import dev.otlp2parquet.otlp.internal.decode.Limits;
import dev.otlp2parquet.otlp.internal.decode.TextRepair;
import dev.otlp2parquet.otlp.model.Slice;
import dev.otlp2parquet.platform.text.Utf8;

/**
 * A pull parser for JSON (RFC 8259) over UTF-8 bytes. It keeps no state but its position, so it can be set back.
 *
 * <p>Objects and arrays are walked by
 * <pre>
 * for (boolean more = json.enterObject(); more; more = json.nextMember()) {
 *     switch (json.name(NAMES)) { case ...: read or skip the value }
 * }
 * for (boolean more = json.enterArray(); more; more = json.nextElement()) { read or skip the value }
 * </pre>
 *
 * Text that is no JSON is a malformed {@link Fault}; a value of another type than the one asked for is a semantic one, and
 * leaves the position undefined: the caller sets it back to a value it knows and skips that.
 */
final class JsonReader {
    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private final JsonSkipper skipper = new JsonSkipper(this);
    private final JsonEscapes escapes = new JsonEscapes(this);
    private final Slice name = new Slice();
    private final TextRepair repair;

    private byte[] bytes = {};
    private int begin;
    private int position;
    private int end;
    /** Takes the strings that have escapes. */
    private Arena arena = new Arena(Integer.MAX_VALUE);

    JsonReader(TextRepair repair) {
        this.repair = repair;
    }

    /**
     * Begins a text.
     *
     * @param body offset 0 of faults is the beginning of {@code body}
     */
    void reset(byte[] array, int body, int from, int to) {
        bytes = array;
        begin = body;
        position = from;
        end = to;
    }

    /** Where strings with escapes, or to be repaired, are written from now on; slices of others refer to the text itself. */
    void use(Arenas arenas) {
        arena = arenas.strings;
        repair.use(arenas);
    }

    byte[] bytes() {
        return bytes;
    }

    /** In the array, not in the body. */
    int position() {
        return position;
    }

    int end() {
        return end;
    }

    /** Sets the position; whoever does knows that a value begins there. */
    void seek(int to) {
        position = to;
    }

    /** The first byte of the next token, or -1 at the end; white space before it is passed. */
    int peek() {
        int p = position;
        while (p < end) {
            byte b = bytes[p];
            if (b > ' ' || !isSpace(b)) {
                position = p;
                return b & 0xFF;
            }
            p++;
        }
        position = p;
        return -1;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    /** Checks that only white space follows. */
    void expectEnd() throws Fault {
        if (peek() >= 0) {
            throw malformed("the end of the request");
        }
    }

    /** Enters an object; whether it has a member. */
    boolean enterObject() throws Fault {
        if (peek() != '{') {
            throw wrongType("an object");
        }
        position++;
        int b = peek();
        if (b == '"') {
            return true;
        }
        if (b == '}') {
            position++;
            return false;
        }
        throw malformed("a field name or '}'");
    }

    /** Goes on behind a member's value; whether there is another member. */
    boolean nextMember() throws Fault {
        int b = peek();
        if (b == ',') {
            position++;
            if (peek() == '"') {
                return true;
            }
            throw malformed("a field name");
        }
        if (b == '}') {
            position++;
            return false;
        }
        throw malformed("',' or '}'");
    }

    /** Enters an array; whether it has an element. */
    boolean enterArray() throws Fault {
        if (peek() != '[') {
            throw wrongType("an array");
        }
        position++;
        if (peek() == ']') {
            position++;
            return false;
        }
        return true;
    }

    /** Goes on behind an element; whether there is another one. */
    boolean nextElement() throws Fault {
        int b = peek();
        if (b == ',') {
            position++;
            return true;
        }
        if (b == ']') {
            position++;
            return false;
        }
        throw malformed("',' or ']'");
    }

    /** Reads a member's name and the colon; which of {@code names} it is. */
    int name(FieldNames names) throws Fault {
        return name(names, FieldNames.UNKNOWN);
    }

    /**
     * As {@link #name(FieldNames)}; faster where the name is the one behind {@code previous}, as it mostly is: exporters write
     * fields in the order of the protocol, and so do the lists of names here.
     *
     * @param previous the field before in the same object, or {@link FieldNames#UNKNOWN}: it decides the speed only
     */
    int name(FieldNames names, int previous) throws Fault {
        int field = previous + 1;
        if (names.isAt(field, bytes, position + 1, end)) {
            position += names.length(field) + 2;
        } else {
            field = plainName(names);
        }
        if (position < end && bytes[position] == ':') {
            position++;
            return field;
        }
        if (peek() != ':') {
            throw malformed("':'");
        }
        position++;
        return field;
    }

    private int plainName(FieldNames names) throws Fault {
        int from = position + 1;
        int p = from;
        byte[] text = bytes;
        int to = end;
        while (p < to) {
            byte b = text[p];
            if (b == '"') {
                position = p + 1;
                return names.find(text, from, p - from);
            }
            if (b == '\\' || (b >= 0 && b < ' ')) {
                break;
            }
            p++;
        }
        escapes.read(position, arena, name);
        return names.find(name.array, name.offset, name.length);
    }

    /** Passes a piece of text if it stands at the position; whether it does. */
    boolean skip(byte[] text) {
        byte[] array = bytes;
        int from = position;
        int length = text.length;
        if (end - from < length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (array[from + i] != text[i]) {
                return false;
            }
        }
        position = from + length;
        return true;
    }

    /** Reads the value if it is {@code null}, which in a field means absent; whether it was. */
    boolean skipNull() throws Fault {
        if (peek() != 'n') {
            return false;
        }
        literal(NULL);
        return true;
    }

    boolean readBoolean() throws Fault {
        int b = peek();
        if (b == 't') {
            literal(TRUE);
            return true;
        }
        if (b == 'f') {
            literal(FALSE);
            return false;
        }
        throw wrongType("true or false");
    }

    /** Reads a string, repaired if it has bytes that are no UTF-8, or surrogates that are no pair. */
    void readString(Slice text) throws Fault {
        if (peek() != '"') {
            throw wrongType("a string");
        }
        byte[] array = bytes;
        int to = end;
        int from = position + 1;
        int p = from;
        int firstNonAscii = to;
        while (p < to) {
            byte b = array[p];
            if (b < ' ') {
                if (b >= 0) {
                    break;
                }
                firstNonAscii = Math.min(firstNonAscii, p);
            } else if (b == '"') {
                position = p + 1;
                int bad = firstNonAscii < p ? Utf8.firstMalformed(array, firstNonAscii, p - firstNonAscii) : -1;
                if (bad < 0) {
                    text.set(array, from, p - from);
                } else {
                    repair.count(offset(bad));
                    repair.repair(array, from, p - from, text);
                }
                return;
            } else if (b == '\\') {
                break;
            }
            p++;
        }
        int unpaired = escapes.read(position, arena, text);
        int bad = Utf8.firstMalformed(text.array, text.offset, text.length);
        if (unpaired >= 0 || bad >= 0) {
            repair.count(offset(unpaired >= 0 ? unpaired : from));
        }
        if (bad >= 0) {
            repair.repair(text.array, text.offset, text.length, text);
        }
    }

    private static String hex(byte b) {
        String digits = "0123456789abcdef";
        return "" + digits.charAt(b >> 4 & 15) + digits.charAt(b & 15);
    }

    /** Passes any value, checking that it is JSON. */
    void skipValue() throws Fault {
        skipper.skip();
    }

    /** Passes {@code true}, {@code false} or {@code null}. */
    void literal(byte[] expected) throws Fault {
        for (byte b : expected) {
            if (position == end || bytes[position] != b) {
                throw malformed(Utf8.decode(expected));
            }
            position++;
        }
    }

    void skipLiteral() throws Fault {
        int b = peek();
        literal(b == 't' ? TRUE : b == 'f' ? FALSE : NULL);
    }

    /** Begins a string at the position, which is its quote. */
    JsonEscapes escapes() {
        return escapes;
    }

    /** The offset in the body of a place in the array. */
    int offset(int place) {
        return place - begin;
    }

    /** A value of a type that the field cannot have, or no value at all, at the position. */
    Fault wrongType(String expected) {
        int b = peek();
        if (b < 0 || !beginsValue(b)) {
            return malformed(expected);
        }
        return Fault.semantic("expected " + expected + ", found " + describeValue(), offset(position));
    }

    /** One element more than a repeated field inside a record may have, at the position. */
    Fault tooMany() {
        return Fault.semantic("expected at most " + Limits.MAX_ELEMENTS + " elements, found more", offset(position));
    }

    /** Text that is not JSON, at the position. */
    Fault malformed(String expected) {
        int b = peek();
        return Fault.malformed("expected " + expected + ", found " + describeByte(b), offset(position));
    }

    static String describeByte(int b) {
        if (b < 0) {
            return "the end";
        }
        return b > ' ' && b < 0x7F ? "'" + (char) b + "'" : "byte 0x" + hex((byte) b);
    }

    private static boolean beginsValue(int b) {
        return b == '"'
                || b == '{'
                || b == '['
                || b == 't'
                || b == 'f'
                || b == 'n'
                || b == '-'
                || (b >= '0' && b <= '9');
    }

    /** What the value at the position is, for messages: its type, or its text when that is short. */
    String describeValue() {
        int b = peek();
        return switch (b) {
            case '{' -> "an object";
            case '[' -> "an array";
            case '"' -> snippet(position, true);
            default -> snippet(position, false);
        };
    }

    /** The name whose quote is at {@code place}, in quotes and cut when it is long. */
    String nameAt(int place) {
        return snippet(place, true);
    }

    private String snippet(int from, boolean quoted) {
        int p = quoted ? from + 1 : from;
        int to = Math.min(end, from + 40);
        while (p < to) {
            byte b = bytes[p];
            if (quoted ? b == '"' : b == ',' || b == '}' || b == ']' || b <= ' ') {
                return Utf8.decode(bytes, from, (quoted ? p + 1 : p) - from);
            }
            p++;
        }
        return Utf8.decode(bytes, from, p - from) + (p < end ? "..." : "");
    }
}
