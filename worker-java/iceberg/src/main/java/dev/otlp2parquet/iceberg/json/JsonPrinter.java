package dev.otlp2parquet.iceberg.json;

/** Prints values without white space. Only what RFC 8259, section 7, demands is escaped. */
final class JsonPrinter {

    private static final String HEX = "0123456789abcdef";

    private JsonPrinter() {}

    static void print(JsonValue value, StringBuilder out) {
        if (value instanceof JsonObject object) {
            printObject(object, out);
        } else if (value instanceof JsonArray array) {
            printArray(array, out);
        } else if (value instanceof JsonValue.JsonString string) {
            printString(string.value(), out);
        } else if (value instanceof JsonValue.JsonNumber number) {
            out.append(number.literal());
        } else if (value instanceof JsonValue.JsonBoolean bool) {
            out.append(bool.value());
        } else {
            out.append("null");
        }
    }

    private static void printObject(JsonObject object, StringBuilder out) {
        out.append('{');
        for (int i = 0; i < object.names().size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            printString(object.names().get(i), out);
            out.append(':');
            print(object.values().get(i), out);
        }
        out.append('}');
    }

    private static void printArray(JsonArray array, StringBuilder out) {
        out.append('[');
        for (int i = 0; i < array.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            print(array.get(i), out);
        }
        out.append(']');
    }

    private static void printString(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20) {
                        out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xF));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
