package dev.otlp2parquet.parquet.internal.format;

import dev.otlp2parquet.parquet.compress.Codec;
import dev.otlp2parquet.parquet.schema.PhysicalType;
import java.util.List;

/**
 * The footer's description of a column chunk's pages (parquet.thrift, {@code ColumnMetaData}).
 *
 * @param numValues nulls included
 * @param totalUncompressedSize of all pages with their headers, as the next
 * @param dictionaryPageOffset -1 for none
 * @param bloomFilter header and bits, null for none
 */
public record ColumnMetaData(
        PhysicalType type,
        List<Encoding> encodings,
        List<String> pathInSchema,
        Codec codec,
        long numValues,
        long totalUncompressedSize,
        long totalCompressedSize,
        long dataPageOffset,
        long dictionaryPageOffset,
        Statistics statistics,
        List<PageEncodingStats> encodingStats,
        ColumnChunk.Extent bloomFilter)
        implements ThriftStruct {

    /** Returns the same chunk with the place of its Bloom filter. */
    public ColumnMetaData withBloomFilter(ColumnChunk.Extent extent) {
        return new ColumnMetaData(
                type,
                encodings,
                pathInSchema,
                codec,
                numValues,
                totalUncompressedSize,
                totalCompressedSize,
                dataPageOffset,
                dictionaryPageOffset,
                statistics,
                encodingStats,
                extent);
    }

    @Override
    public void writeFields(CompactWriter out) {
        out.i32(1, type.thriftValue());
        out.enumerations(2, encodings);
        out.strings(3, pathInSchema);
        out.i32(4, codec.thriftValue());
        out.i64(5, numValues);
        out.i64(6, totalUncompressedSize);
        out.i64(7, totalCompressedSize);
        out.i64(9, dataPageOffset);
        if (dictionaryPageOffset >= 0) {
            out.i64(11, dictionaryPageOffset);
        }
        out.struct(12, statistics);
        out.structs(13, encodingStats);
        if (bloomFilter != null) {
            out.i64(14, bloomFilter.offset());
            out.i32(15, bloomFilter.length());
        }
    }
}
