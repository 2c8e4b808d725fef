package dev.otlp2parquet.parquet.internal.format;

/** What the values of a column or the children of a group mean (parquet.thrift, union {@code LogicalType}). */
public final class LogicalType implements ThriftStruct {

    public static final LogicalType STRING = new LogicalType(1, out -> {});
    public static final LogicalType MAP = new LogicalType(2, out -> {});
    public static final LogicalType LIST = new LogicalType(3, out -> {});
    public static final LogicalType JSON = new LogicalType(12, out -> {});

    private final int id;
    private final ThriftStruct type;

    private LogicalType(int id, ThriftStruct type) {
        this.id = id;
        this.type = type;
    }

    /** {@code TimestampType}. */
    public static LogicalType timestamp(boolean isAdjustedToUtc, TimeUnit unit) {
        return new LogicalType(8, out -> {
            out.bool(1, isAdjustedToUtc);
            out.struct(2, unit);
        });
    }

    /** {@code IntType}. */
    public static LogicalType integer(int bitWidth, boolean isSigned) {
        return new LogicalType(10, out -> {
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
