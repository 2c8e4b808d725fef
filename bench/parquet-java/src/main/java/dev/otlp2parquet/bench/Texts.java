package dev.otlp2parquet.bench;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import org.apache.parquet.io.api.Binary;

/** Values as UTF-8 text, without a String where protobuf has bytes already. */
final class Texts {

    private static final byte[] DIGITS = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };

    private Texts() {}

    static Binary of(ByteString text) {
        return Binary.fromConstantByteArray(text.toByteArray());
    }

    /** A text, or null when it is empty. */
    static Binary optional(ByteString text) {
        return text.isEmpty() ? null : of(text);
    }

    /** A string as it is, a number or a truth value as its JSON; null when unset. */
    static Binary of(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> of(value.getStringValueBytes());
            case INT_VALUE -> Binary.fromString(Long.toString(value.getIntValue()));
            case BOOL_VALUE -> Binary.fromString(value.getBoolValue() ? "true" : "false");
            case DOUBLE_VALUE -> Binary.fromString(number(value.getDoubleValue()));
            case VALUE_NOT_SET -> null;
            default -> throw new IllegalArgumentException("the workload has no " + value.getValueCase());
        };
    }

    /** Lower-case hex, or null when the id is empty. */
    static Binary hex(ByteString id) {
        if (id.isEmpty()) {
            return null;
        }
        byte[] text = new byte[2 * id.size()];
        for (int i = 0; i < id.size(); i++) {
            text[2 * i] = DIGITS[(id.byteAt(i) >> 4) & 0xF];
            text[2 * i + 1] = DIGITS[id.byteAt(i) & 0xF];
        }
        return Binary.fromConstantByteArray(text);
    }

    /** JSON has no fraction where there is none. */
    private static String number(double value) {
        String text = Double.toString(value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
