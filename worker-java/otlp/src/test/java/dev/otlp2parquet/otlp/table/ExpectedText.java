package dev.otlp2parquet.otlp.table;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How an AnyValue must read as text, computed slowly and plainly from protobuf-java's messages. */
final class ExpectedText {
    private ExpectedText() {}

    /**
     * The text of a value on its own: a string as it is, bytes as bare base64, NaN and infinities as their names, anything else as
     * JSON; null when absent.
     */
    static String bare(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case BYTES_VALUE -> base64(value);
            case VALUE_NOT_SET, STRING_VALUE_STRINDEX -> null;
            case DOUBLE_VALUE -> number(value.getDoubleValue()).replace("\"", "");
            default -> json(value);
        };
    }

    static String json(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> quoted(value.getStringValue());
            case BOOL_VALUE -> value.getBoolValue() ? "true" : "false";
            case INT_VALUE -> Long.toString(value.getIntValue());
            case DOUBLE_VALUE -> number(value.getDoubleValue());
            case BYTES_VALUE -> quoted(base64(value));
            case ARRAY_VALUE -> {
                List<String> elements = new ArrayList<>();
                for (AnyValue element : value.getArrayValue().getValuesList()) {
                    elements.add(json(element));
                }
                yield "[" + String.join(",", elements) + "]";
            }
            case KVLIST_VALUE -> object(value.getKvlistValue().getValuesList());
            case VALUE_NOT_SET, STRING_VALUE_STRINDEX -> "null";
        };
    }

    /** A set of attributes as a JSON object: a repeated key keeps its last value, at the place of the first. */
    static String attributes(List<KeyValue> attributes) {
        Map<String, String> last = new LinkedHashMap<>();
        for (KeyValue attribute : attributes) {
            last.put(attribute.getKey(), json(attribute.getValue()));
        }
        List<String> members = new ArrayList<>();
        last.forEach((key, value) -> members.add(quoted(key) + ":" + value));
        return "{" + String.join(",", members) + "}";
    }

    /** A key-value list within a value: a repeated key stays repeated. */
    private static String object(List<KeyValue> list) {
        List<String> members = new ArrayList<>();
        for (KeyValue member : list) {
            members.add(quoted(member.getKey()) + ":" + json(member.getValue()));
        }
        return "{" + String.join(",", members) + "}";
    }

    /** As ECMAScript's JSON.stringify quotes. */
    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }

    private static String base64(AnyValue value) {
        return Base64.getEncoder().encodeToString(value.getBytesValue().toByteArray());
    }

    /** As ECMAScript's Number::toString, but NaN and the infinities quoted, as protobuf's JSON does, and -0 kept. */
    static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return "\"" + value + "\"";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        BigDecimal shortest = shortest(Math.abs(value)).stripTrailingZeros();
        String digits = shortest.unscaledValue().toString();
        int point = digits.length() - shortest.scale();
        String sign = value < 0 ? "-" : "";
        if (point > 0 && point <= 21) {
            return sign
                    + (digits.length() <= point
                            ? digits + "0".repeat(point - digits.length())
                            : digits.substring(0, point) + "." + digits.substring(point));
        }
        if (point > -6 && point <= 0) {
            return sign + "0." + "0".repeat(-point) + digits;
        }
        int exponent = point - 1;
        return sign
                + digits.charAt(0)
                + (digits.length() > 1 ? "." + digits.substring(1) : "")
                + "e"
                + (exponent < 0 ? "-" : "+")
                + Math.abs(exponent);
    }

    /** The decimal of the fewest digits that reads back as the same double; of those the closest, of two as close the even one. */
    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        for (int precision = 1; precision <= 17; precision++) {
            BigDecimal best = null;
            for (RoundingMode mode :
                    new RoundingMode[] {RoundingMode.HALF_EVEN, RoundingMode.FLOOR, RoundingMode.CEILING}) {
                BigDecimal candidate = exact.round(new MathContext(precision, mode));
                if (candidate.doubleValue() == value
                        && (best == null
                                || candidate
                                                .subtract(exact)
                                                .abs()
                                                .compareTo(best.subtract(exact).abs())
                                        < 0)) {
                    best = candidate;
                }
            }
            if (best != null) {
                return best;
            }
        }
        throw new AssertionError("17 digits identify every double: " + value);
    }
}
