package dev.otlp2parquet.otlp.internal.json;

import dev.otlp2parquet.otlp.internal.decode.Arena;
import dev.otlp2parquet.otlp.internal.decode.Fault;
import dev.otlp2parquet.otlp.internal.decode.JsonText;
import dev.otlp2parquet.otlp.internal.number.DecimalNumber;
import dev.otlp2parquet.otlp.internal.number.DoubleParser;
import dev.otlp2parquet.otlp.model.Slice;

/**
 * Numeric fields of the protobuf JSON mapping: each may be a JSON number or a string holding one; exponents and fractions
 * are legal for integers as long as the value is whole.
 */
final class JsonNumbers {
    private static final FieldNames SPECIAL = new FieldNames("NaN", "Infinity", "-Infinity");

    /** Below this, whatever digit follows, a long holds the number. */
    private static final long ANY_DIGIT_FITS = Long.MAX_VALUE / 10;

    private final JsonReader json;
    private final JsonText writer;
    private final DecimalNumber number = new DecimalNumber();
    private final DoubleParser doubles = new DoubleParser();
    private final Slice string = new Slice();

    /** What {@link #fastInteger} found: the number, and where its text begins and ends. */
    private long fast;

    private int fastStart;
    private int fastEnd;

    JsonNumbers(JsonReader json, JsonText writer) {
        this.json = json;
        this.writer = writer;
    }

    /** uint64 and fixed64: the bits. */
    long readUint64() throws Fault {
        int start = json.position();
        if (fastInteger()) {
            if (fast >= 0) {
                return fast;
            }
            json.seek(start);
        }
        return whole("an integer of 64 bits without a sign", true);
    }

    /** int64 and sfixed64. */
    long readInt64() throws Fault {
        if (fastInteger()) {
            return fast;
        }
        return whole("an integer of 64 bits", false);
    }

    /** uint32 and fixed32: the bits. */
    int readUint32() throws Fault {
        int start = json.position();
        long value = fastInteger() ? fast : whole("an integer of 32 bits without a sign", false);
        if (value >>> 32 != 0) {
            throw outOfRange("an integer of 32 bits without a sign", start);
        }
        return (int) value;
    }

    /** int32 and sint32. */
    int readInt32() throws Fault {
        int start = json.position();
        long value = fastInteger() ? fast : whole("an integer of 32 bits", false);
        if (value != (int) value) {
            throw outOfRange("an integer of 32 bits", start);
        }
        return (int) value;
    }

    private Fault outOfRange(String expected, int start) {
        json.seek(start);
        return json.wrongType(expected);
    }

    /** The number of an enum value given as number or name; a number needs no name. */
    int readEnum(String type, EnumNames names) throws Fault {
        if (json.peek() != '"') {
            return readInt32();
        }
        int start = json.position();
        json.readString(string);
        int value = names.find(string);
        if (value >= 0) {
            return value;
        }
        if (wholeString() && !number.isNegative() && number.wholeMagnitude() >>> 31 == 0) {
            return (int) number.wholeMagnitude();
        }
        json.seek(start);
        throw json.wrongType("a name or number of " + type);
    }

    /** double; also the strings "NaN", "Infinity" and "-Infinity". */
    double readDouble() throws Fault {
        int start = json.position();
        if (json.peek() == '"') {
            json.readString(string);
            int special = SPECIAL.find(string.array, string.offset, string.length);
            if (special != FieldNames.UNKNOWN) {
                return special == 0 ? Double.NaN : special == 1 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
            }
            if (!scanString()) {
                json.seek(start);
                throw json.wrongType("a number, \"NaN\", \"Infinity\" or \"-Infinity\"");
            }
        } else {
            scanNumber("a number");
        }
        double value = doubles.toDouble(number);
        if (Double.isInfinite(value)) {
            json.seek(start);
            throw json.wrongType("a number within the range of a double");
        }
        return value;
    }

    /**
     * Reads an int64 as its canonical decimal text, which is the text in the body if that is canonical, as it always is.
     *
     * @param arena takes the text otherwise
     */
    void readInt64Text(Slice text, Arena arena) throws Fault {
        int start = json.position();
        if (fastInteger()) {
            boolean negativeZero = fast == 0 && json.bytes()[fastStart] == '-';
            if (!negativeZero) {
                text.set(json.bytes(), fastStart, fastEnd - fastStart);
                return;
            }
            json.seek(start);
        }
        long value = whole("an integer of 64 bits", false);
        arena.begin();
        writer.write(value, arena);
        arena.finish(text);
    }

    /**
     * Reads an integer of at most 18 digits, quoted or not, or of 19 if it is below {@link #ANY_DIGIT_FITS} tens: nanoseconds
     * since the epoch are, until 2262. If there is none, nothing is read and the full grammar is to be tried.
     */
    private boolean fastInteger() {
        boolean quoted = json.peek() == '"';
        byte[] bytes = json.bytes();
        int end = json.end();
        int p = quoted ? json.position() + 1 : json.position();
        fastStart = p;
        boolean negative = p < end && bytes[p] == '-';
        if (negative) {
            p++;
        }
        int first = p;
        int stop = Math.min(end, first + 18);
        long value = 0;
        while (p < stop) {
            int digit = bytes[p] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            value = value * 10 + digit;
            p++;
        }
        if (p == stop && p < end && value < ANY_DIGIT_FITS) {
            int digit = bytes[p] - '0';
            if (digit >= 0 && digit <= 9) {
                value = value * 10 + digit;
                p++;
            }
        }
        if (p == first || p == end || (bytes[first] == '0' && p > first + 1)) {
            return false;
        }
        int behind = bytes[p];
        if (quoted) {
            if (behind != '"') {
                return false;
            }
            json.seek(p + 1);
        } else {
            if ((behind >= '0' && behind <= '9') || behind == '.' || behind == 'e' || behind == 'E') {
                return false;
            }
            json.seek(p);
        }
        fast = negative ? -value : value;
        fastEnd = p;
        return true;
    }

    private long whole(String expected, boolean unsigned) throws Fault {
        int start = json.position();
        boolean whole;
        if (json.peek() == '"') {
            json.readString(string);
            whole = wholeString();
        } else {
            scanNumber(expected);
            whole = number.isWhole64();
        }
        if (whole) {
            long magnitude = number.wholeMagnitude();
            if (magnitude == 0) {
                return 0;
            }
            if (unsigned) {
                whole = !number.isNegative();
            } else {
                whole = magnitude > 0 || (number.isNegative() && magnitude == Long.MIN_VALUE);
            }
            if (whole) {
                return number.isNegative() ? -magnitude : magnitude;
            }
        }
        json.seek(start);
        throw json.wrongType(expected);
    }

    private boolean wholeString() {
        return scanString() && number.isWhole64();
    }

    private boolean scanString() {
        int to = string.offset + string.length;
        return number.scan(string.array, string.offset, to) == to && string.length > 0;
    }

    private void scanNumber(String expected) throws Fault {
        int b = json.peek();
        if (b != '-' && (b < '0' || b > '9')) {
            throw json.wrongType(expected);
        }
        int end = number.scan(json.bytes(), json.position(), json.end());
        json.seek(end < 0 ? -1 - end : end);
        if (end < 0) {
            throw json.malformed("a digit");
        }
    }
}
