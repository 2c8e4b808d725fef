package dev.otlp2parquet.iceberg.schema;

/**
 * A primitive type.
 *
 * @param name as in JSON: {@code long}, {@code fixed[16]}, {@code decimal(9, 2)}
 * @param length bytes of a {@code fixed}, precision of a {@code decimal}, else 0
 * @param scale scale of a {@code decimal}, else 0
 */
public record PrimitiveType(Kind kind, String name, int length, int scale) implements Type {

    /** The kind of a primitive type, without its parameters. */
    public enum Kind {
        BOOLEAN("boolean"),
        INT("int"),
        LONG("long"),
        FLOAT("float"),
        DOUBLE("double"),
        DECIMAL("decimal"),
        DATE("date"),
        TIME("time"),
        TIMESTAMP("timestamp"),
        TIMESTAMPTZ("timestamptz"),
        TIMESTAMP_NS("timestamp_ns"),
        TIMESTAMPTZ_NS("timestamptz_ns"),
        STRING("string"),
        UUID("uuid"),
        FIXED("fixed"),
        BINARY("binary"),
        /**
         * A type that this library neither writes nor interprets: {@code variant}, {@code geometry}, or a future one.
         */
        OTHER("");

        private final String json;

        Kind(String json) {
            this.json = json;
        }
    }

    public static final PrimitiveType BOOLEAN = simple(Kind.BOOLEAN);
    public static final PrimitiveType INT = simple(Kind.INT);
    public static final PrimitiveType LONG = simple(Kind.LONG);
    public static final PrimitiveType FLOAT = simple(Kind.FLOAT);
    public static final PrimitiveType DOUBLE = simple(Kind.DOUBLE);
    public static final PrimitiveType DATE = simple(Kind.DATE);
    public static final PrimitiveType TIMESTAMPTZ = simple(Kind.TIMESTAMPTZ);
    public static final PrimitiveType TIMESTAMPTZ_NS = simple(Kind.TIMESTAMPTZ_NS);
    public static final PrimitiveType STRING = simple(Kind.STRING);
    public static final PrimitiveType BINARY = simple(Kind.BINARY);

    private static PrimitiveType simple(Kind kind) {
        return new PrimitiveType(kind, kind.json, 0, 0);
    }

    public static PrimitiveType fixed(int length) {
        return new PrimitiveType(Kind.FIXED, "fixed[" + length + "]", length, 0);
    }

    public static PrimitiveType decimal(int precision, int scale) {
        return new PrimitiveType(Kind.DECIMAL, "decimal(" + precision + ", " + scale + ")", precision, scale);
    }

    /** Returns the type with a JSON name. An unknown name gives {@link Kind#OTHER}. */
    public static PrimitiveType parse(String name) {
        String text = name.trim();
        int bracket = text.indexOf('[');
        if (text.startsWith("fixed[") && text.endsWith("]")) {
            int length = positive(text.substring(bracket + 1, text.length() - 1));
            if (length > 0) {
                return fixed(length);
            }
        }
        int comma = text.indexOf(',');
        if (text.startsWith("decimal(") && text.endsWith(")") && comma > 0) {
            int precision = positive(text.substring("decimal(".length(), comma));
            int scale = positive(text.substring(comma + 1, text.length() - 1));
            if (precision > 0 && scale >= 0) {
                return decimal(precision, scale);
            }
        }
        for (Kind kind : Kind.values()) {
            if (kind.json.equals(text) && kind != Kind.DECIMAL && kind != Kind.FIXED) {
                return simple(kind);
            }
        }
        return new PrimitiveType(Kind.OTHER, name, 0, 0);
    }

    /** Returns whether values are instants or wall clocks with date and time. */
    public boolean isTimestamp() {
        return switch (kind) {
            case TIMESTAMP, TIMESTAMPTZ, TIMESTAMP_NS, TIMESTAMPTZ_NS -> true;
            default -> false;
        };
    }

    /** Returns whether a timestamp counts nanoseconds. Other timestamps count microseconds. */
    public boolean isNanos() {
        return kind == Kind.TIMESTAMP_NS || kind == Kind.TIMESTAMPTZ_NS;
    }

    /**
     * Returns whether values of this type may be stored where the table has {@code wider} (specification, "Schema
     * Evolution": int to long, float to double, a decimal with more precision).
     */
    public boolean promotesTo(PrimitiveType wider) {
        return switch (kind) {
            case INT -> wider.kind == Kind.LONG;
            case FLOAT -> wider.kind == Kind.DOUBLE;
            case DECIMAL -> wider.kind == Kind.DECIMAL && scale == wider.scale && length <= wider.length;
            default -> false;
        };
    }

    private static int positive(String digits) {
        try {
            return Integer.parseInt(digits.trim());
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
