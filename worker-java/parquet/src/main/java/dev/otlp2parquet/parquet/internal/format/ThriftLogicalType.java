package dev.otlp2parquet.parquet.internal.format;

/**
 * The footer's description of the values of a column or the children of a group (parquet.thrift, union
 * {@code LogicalType}). A schema has {@link dev.otlp2parquet.parquet.schema.LogicalType} and
 * {@link dev.otlp2parquet.parquet.schema.GroupAnnotation} for it.
 */
public final class ThriftLogicalType implements ThriftStruct {

    public static final ThriftLogicalType STRING = new ThriftLogicalType(1, out -> {});
    public static final ThriftLogicalType MAP = new ThriftLogicalType(2, out -> {});
    public static final ThriftLogicalType LIST = new ThriftLogicalType(3, out -> {});
    public static final ThriftLogicalType JSON = new ThriftLogicalType(12, out -> {});

    private final int id;
    private final ThriftStruct type;

    private ThriftLogicalType(int id, ThriftStruct type) {
        this.id = id;
        this.type = type;
    }

    /** {@code TimestampType}. */
    public static ThriftLogicalType timestamp(boolean isAdjustedToUtc, TimeUnit unit) {
        return new ThriftLogicalType(8, out -> {
            out.bool(1, isAdjustedToUtc);
            out.struct(2, unit);
        });
    }

    /** {@code IntType}. */
    public static ThriftLogicalType integer(int bitWidth, boolean isSigned) {
        return new ThriftLogicalType(10, out -> {
            out.i8(1, bitWidth);
            out.bool(2, isSigned);
        });
    }

    @Override
    public void writeFields(CompactWriter out) {
        out.struct(id, type);
    }

    /** parquet.thrift, union {@code TimeUnit}: the id is the unit, the structure is empty. */
    public enum TimeUnit implements ThriftStruct {
        MICROS(2),
        NANOS(3);

        private final int id;

        TimeUnit(int id) {
            this.id = id;
        }

        @Override
        public void writeFields(CompactWriter out) {
            out.struct(id, empty -> {});
        }
    }
}
