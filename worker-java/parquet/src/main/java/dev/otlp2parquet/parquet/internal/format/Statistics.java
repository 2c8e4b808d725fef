package dev.otlp2parquet.parquet.internal.format;

/**
 * Statistics of a chunk's values (parquet.thrift, {@code Statistics}).
 *
 * @param nullCount number of nulls
 * @param min null for none
 * @param max null for none
 * @param nanCount -1 for none: only floating point has it
 */
public record Statistics(long nullCount, Bound min, Bound max, long nanCount) implements ThriftStruct {

    @Override
    public void writeFields(CompactWriter out) {
        out.i64(3, nullCount);
        if (max != null) {
            out.binary(5, max.bytes());
        }
        if (min != null) {
            out.binary(6, min.bytes());
        }
        if (max != null) {
            out.bool(7, max.isExact());
        }
        if (min != null) {
            out.bool(8, min.isExact());
        }
        if (nanCount >= 0) {
            out.i64(9, nanCount);
        }
    }
}
