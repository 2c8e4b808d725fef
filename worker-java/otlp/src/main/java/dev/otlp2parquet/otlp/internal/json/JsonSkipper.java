package dev.otlp2parquet.otlp.internal.json;

import dev.otlp2parquet.otlp.internal.decode.Fault;
import dev.otlp2parquet.otlp.internal.number.DecimalNumber;
import java.util.Arrays;

/** Passes values of any nesting without recursion, one bit for each open object or array. */
final class JsonSkipper {
    private final JsonReader json;
    private final DecimalNumber number = new DecimalNumber();
    /** Bit {@code depth & 63} of word {@code depth >> 6}: 1 for an object. */
    private long[] objects = new long[1];

    JsonSkipper(JsonReader json) {
        this.json = json;
    }

    void skip() throws Fault {
        int depth = 0;
        do {
            boolean entered = value();
            if (entered) {
                boolean object = json.bytes()[json.position()] == '{';
                if (object ? enterObject() : json.enterArray()) {
                    push(depth++, object);
                    continue;
                }
            }
            // A value has ended, and with it perhaps some of the objects and arrays around it.
            while (depth > 0 && !(isObject(depth - 1) ? nextMember() : json.nextElement())) {
                depth--;
            }
        } while (depth > 0);
        if (objects.length > 64) {
            objects = new long[1];
        }
    }

    /** Whether an object or array begins here; any other value is passed. */
    private boolean value() throws Fault {
        int b = json.peek();
        switch (b) {
            case '{', '[' -> {
                return true;
            }
            case '"' -> json.escapes().skip(json.position());
            case 't', 'f', 'n' -> json.skipLiteral();
            default -> {
                int end = number.scan(json.bytes(), json.position(), json.end());
                if (end < 0) {
                    boolean begun = -1 - end > json.position();
                    json.seek(-1 - end);
                    throw json.malformed(begun ? "a digit" : "a value");
                }
                json.seek(end);
            }
        }
        return false;
    }

    private boolean enterObject() throws Fault {
        return json.enterObject() && name();
    }

    private boolean nextMember() throws Fault {
        return json.nextMember() && name();
    }

    private boolean name() throws Fault {
        json.escapes().skip(json.position());
        if (json.peek() != ':') {
            throw json.malformed("':'");
        }
        json.seek(json.position() + 1);
        return true;
    }

    private void push(int depth, boolean object) {
        int word = depth >> 6;
        if (word == objects.length) {
            objects = Arrays.copyOf(objects, word * 2);
        }
        long bit = 1L << depth;
        objects[word] = object ? objects[word] | bit : objects[word] & ~bit;
    }

    private boolean isObject(int depth) {
        return (objects[depth >> 6] & 1L << depth) != 0;
    }
}
