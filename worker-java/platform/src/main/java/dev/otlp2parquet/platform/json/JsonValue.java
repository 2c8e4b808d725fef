package dev.otlp2parquet.platform.json;

import dev.otlp2parquet.platform.text.Utf8;

/** A value of a JSON document. */
public sealed interface JsonValue
        permits JsonObject,
                JsonArray,
                JsonValue.JsonString,
                JsonValue.JsonNumber,
                JsonValue.JsonBoolean,
                JsonValue.JsonNull {

    /** The literal {@code null}. */
    enum JsonNull implements JsonValue {
        NULL;

        @Override
        public void write(JsonWriter json) {
            json.raw("null");
        }
    }

    /** The literal {@code true} or {@code false}. */
    record JsonBoolean(boolean value) implements JsonValue {
        @Override
        public void write(JsonWriter json) {
            json.raw(value ? "true" : "false");
        }
    }

    /**
     * A number in its written form, so that no digit is lost.
     *
     * @param literal the characters of the number
     */
    record JsonNumber(String literal) implements JsonValue {

        /** Returns the number if it is an integer of 64 bits without fraction and exponent. */
        public long int64() {
            try {
                return Long.parseLong(literal);
            } catch (NumberFormatException e) {
                throw new JsonException("expected an integer of 64 bits, found " + literal);
            }
        }

        @Override
        public void write(JsonWriter json) {
            json.raw(literal);
        }
    }

    /** A string without escapes. */
    record JsonString(String value) implements JsonValue {
        @Override
        public void write(JsonWriter json) {
            json.value(value);
        }
    }

    /** Writes this value, without a comma or a name before it. */
    void write(JsonWriter json);

    static JsonValue of(long value) {
        return new JsonNumber(Long.toString(value));
    }

    static JsonValue of(boolean value) {
        return new JsonBoolean(value);
    }

    static JsonValue of(String value) {
        return new JsonString(value);
    }

    /** Parses a whole document. */
    static JsonValue parse(byte[] utf8) {
        JsonParser reader = new JsonParser(utf8);
        JsonValue value = reader.readValue();
        reader.endDocument();
        return value;
    }

    /** Parses a whole document. */
    static JsonValue parse(String text) {
        return parse(Utf8.encode(text));
    }

    /** Parses a whole document, which must be an object. */
    static JsonObject parseObject(byte[] utf8) {
        JsonValue value = parse(utf8);
        if (value instanceof JsonObject object) {
            return object;
        }
        throw new JsonException("expected an object, found " + describe(value));
    }

    /** Returns the document without white space. */
    default String toJson() {
        return JsonWriter.ofDocument().value(this).toString();
    }

    /** Returns {@link #toJson()} as UTF-8. */
    default byte[] toUtf8() {
        return Utf8.encode(toJson());
    }

    /** Returns the beginning of the document, for error messages. */
    static String describe(JsonValue value) {
        if (value == null) {
            return "nothing";
        }
        String text = value.toJson();
        return text.length() <= 100 ? text : text.substring(0, 100) + "...";
    }
}
