package dev.otlp2parquet.iceberg.transform;

import dev.otlp2parquet.iceberg.schema.PrimitiveType;
import java.util.Arrays;

/** The transform {@code truncate} (specification, "Truncate Transform Details"). */
final class Truncation {

    private Truncation() {}

    static Object truncate(int width, PrimitiveType source, Object value) {
        return switch (source.kind()) {
            case INT -> {
                int number = (Integer) value;
                yield number - Math.floorMod(number, width);
            }
            case LONG -> {
                long number = (Long) value;
                yield number - Math.floorMod(number, (long) width);
            }
            case DECIMAL -> TwosComplement.floorToMultiple((byte[]) value, width);
            case STRING -> cut((String) value, width);
            case BINARY -> {
                byte[] bytes = (byte[]) value;
                yield bytes.length <= width ? bytes : Arrays.copyOf(bytes, width);
            }
            default -> throw new IllegalArgumentException("no partition by truncate from the type " + source.name());
        };
    }

    /** The first {@code width} code points. */
    private static String cut(String text, int width) {
        int at = 0;
        for (int i = 0; i < width && at < text.length(); i++) {
            at += Character.charCount(text.codePointAt(at));
        }
        return text.substring(0, at);
    }
}
