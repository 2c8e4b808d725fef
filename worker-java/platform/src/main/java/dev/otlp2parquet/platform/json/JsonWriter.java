package dev.otlp2parquet.platform.json;

/**
 * Writes one JSON document (RFC 8259) on one line. Sets commas and escapes by itself. The caller balances begin and end
 * calls.
 *
 * <p>Escapes every control character and lone surrogate, so the result is always one line and valid UTF-8.
 */
public final class JsonWriter {

    private static final String HEX = "0123456789abcdef";

    private final StringBuilder out = new StringBuilder(256);
    private final boolean document;
    private boolean first = true;

    /** A writer for log lines and answers: one line in any reader's view, and always valid UTF-8. */
    public JsonWriter() {
        this(false);
    }

    private JsonWriter(boolean document) {
        this.document = document;
    }

    /** A writer that escapes only what RFC 8259, section 7, demands: for documents of others, which keep their characters. */
    static JsonWriter ofDocument() {
        return new JsonWriter(true);
    }

    public JsonWriter beginObject() {
        separate();
        out.append('{');
        first = true;
        return this;
    }

    public JsonWriter endObject() {
        out.append('}');
        first = false;
        return this;
    }

    public JsonWriter beginArray() {
        separate();
        out.append('[');
        first = true;
        return this;
    }

    public JsonWriter endArray() {
        out.append(']');
        first = false;
        return this;
    }

    /** Writes the name of the next value of an object. */
    public JsonWriter name(String name) {
        separate();
        quote(name);
        out.append(':');
        first = true;
        return this;
    }

    public JsonWriter value(String value) {
        separate();
        quote(value);
        return this;
    }

    public JsonWriter value(long value) {
        separate();
        out.append(value);
        return this;
    }

    /** Writes a whole document, or a part of one. */
    public JsonWriter value(JsonValue value) {
        value.write(this);
        return this;
    }

    /** Writes a value that is already JSON, on one line. */
    public JsonWriter raw(String json) {
        separate();
        out.append(json);
        return this;
    }

    /** Writes a number with three decimals: {@code 1234} becomes {@code 1.234}. */
    public JsonWriter thousandths(long value) {
        separate();
        if (value < 0) {
            out.append('-');
        }
        out.append(Math.abs(value / 1000)).append('.');
        long rest = Math.abs(value % 1000);
        out.append(rest < 100 ? "0" : "").append(rest < 10 ? "0" : "").append(rest);
        return this;
    }

    public JsonWriter field(String name, String value) {
        return name(name).value(value);
    }

    public JsonWriter field(String name, long value) {
        return name(name).value(value);
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private void separate() {
        if (!first) {
            out.append(',');
        }
        first = false;
    }

    private void quote(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c == '\n') {
                out.append("\\n");
            } else if (document && c == '\r') {
                out.append("\\r");
            } else if (document && c == '\t') {
                out.append("\\t");
            } else if (c < 0x20) {
                escape(c);
            } else if (document) {
                out.append(c);
            } else if (c == 0x7f || c == 0x2028 || c == 0x2029) {
                escape(c);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                out.append(c).append(text.charAt(++i));
            } else if (Character.isSurrogate(c)) {
                escape(c);
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private void escape(char c) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(HEX.charAt((c >> shift) & 15));
        }
    }
}
