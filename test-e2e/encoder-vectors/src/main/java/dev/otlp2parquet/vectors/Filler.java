package dev.otlp2parquet.vectors;

import dev.otlp2parquet.parquet.column.BinaryColumn;
import dev.otlp2parquet.parquet.column.BooleanColumn;
import dev.otlp2parquet.parquet.column.ColumnBuilder;
import dev.otlp2parquet.parquet.column.DoubleColumn;
import dev.otlp2parquet.parquet.column.IntColumn;
import dev.otlp2parquet.parquet.column.ListColumn;
import dev.otlp2parquet.parquet.column.LongColumn;
import dev.otlp2parquet.parquet.column.MapColumn;
import dev.otlp2parquet.parquet.column.RepeatedColumn;
import dev.otlp2parquet.parquet.column.StructColumn;
import dev.otlp2parquet.parquet.schema.PrimitiveField;
import dev.otlp2parquet.parquet.schema.Repetition;
import dev.otlp2parquet.platform.text.Utf8;

/** Appends generated values to columns of any shape. */
final class Filler {

    private static final int[] INTS = {0, -1, 1, Integer.MAX_VALUE, Integer.MIN_VALUE, 127, -128, 65_536};
    private static final long[] LONGS = {0, -1, 1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 53, -(1L << 32), 0xFFFF_FFFFL};
    private static final double[] DOUBLES = {
        0.0,
        -0.0,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MAX_VALUE,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        0.1,
        1e300
    };
    private static final String LAST_CODE_POINT = "\udbff\udfff";
    private static final String[] TEXTS = {"", "a", "\u0000", "grüße", "\u20ac\ud83d\ude00", "\uffff", LAST_CODE_POINT};

    private final Style style;
    private final Dice dice;
    private int step;

    Filler(Style style, Dice dice) {
        this.style = style;
        this.dice = dice;
    }

    void append(ColumnBuilder column) {
        boolean repeated = column instanceof RepeatedColumn;
        if (!repeated && column.field().repetition() == Repetition.OPTIONAL && dice.oneIn(4)) {
            column.appendNull();
        } else {
            appendPresent(column);
        }
    }

    private void appendPresent(ColumnBuilder column) {
        if (column instanceof BooleanColumn booleans) {
            booleans.append(dice.oneIn(2));
        } else if (column instanceof IntColumn ints) {
            ints.append(nextInt());
        } else if (column instanceof LongColumn longs) {
            longs.append(nextLong());
        } else if (column instanceof DoubleColumn doubles) {
            doubles.append(nextDouble());
        } else if (column instanceof BinaryColumn binaries) {
            byte[] bytes = nextBytes((PrimitiveField) column.field());
            binaries.append(bytes, 0, bytes.length);
        } else if (column instanceof StructColumn struct) {
            struct.begin();
            for (int i = 0; i < struct.childCount(); i++) {
                append(struct.child(i));
            }
            struct.end();
        } else if (column instanceof ListColumn list) {
            list.begin();
            for (int i = length(); i > 0; i--) {
                append(list.element());
            }
            list.end();
        } else if (column instanceof MapColumn map) {
            map.begin();
            for (int i = length(); i > 0; i--) {
                append(map.key());
                append(map.value());
            }
            map.end();
        } else {
            RepeatedColumn repeated = column.asRepeated();
            repeated.begin();
            for (int i = length(); i > 0; i--) {
                appendPresent(repeated.occurrence());
            }
            repeated.end();
        }
    }

    private int length() {
        return dice.oneIn(20) ? dice.below(40) : dice.below(4);
    }

    private int nextInt() {
        return switch (style) {
            case FEW -> dice.below(10) * 1000;
            case MANY -> dice.nextInt();
            case ASCENDING -> step++ + dice.below(3);
            case BOUNDARY -> INTS[dice.below(INTS.length)];
        };
    }

    private long nextLong() {
        return switch (style) {
            case FEW -> dice.below(10) * 10_000_000_000L;
            case MANY -> dice.nextLong();
            case ASCENDING -> 1_763_719_200_000_000L + 1000L * step++ + dice.below(1000);
            case BOUNDARY -> LONGS[dice.below(LONGS.length)];
        };
    }

    private double nextDouble() {
        return switch (style) {
            case FEW -> dice.below(10) / 4.0;
            case MANY -> dice.nextInt() / 3.0;
            case ASCENDING -> step++ * 0.25;
            case BOUNDARY -> DOUBLES[dice.below(DOUBLES.length)];
        };
    }

    private byte[] nextBytes(PrimitiveField field) {
        if (field.typeLength() > 0) {
            return repeated((byte) (style == Style.FEW ? dice.below(5) : dice.nextInt()), field.typeLength());
        }
        if (style == Style.BOUNDARY && !field.isText()) {
            return repeated((byte) (dice.oneIn(2) ? 0xFF : 0), dice.below(200));
        }
        return Utf8.encode(
                switch (style) {
                    case FEW -> "service-" + dice.below(10);
                    case MANY -> "id-" + dice.nextInt() + "-" + dice.nextInt();
                    case ASCENDING -> "host-" + (1_000_000 + step++);
                    case BOUNDARY ->
                        dice.oneIn(3)
                                ? LAST_CODE_POINT.repeat(dice.below(40))
                                : TEXTS[dice.below(TEXTS.length)].repeat(1 + dice.below(30));
                });
    }

    private static byte[] repeated(byte value, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = value;
        }
        return bytes;
    }
}
