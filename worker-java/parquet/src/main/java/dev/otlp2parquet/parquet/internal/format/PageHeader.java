package dev.otlp2parquet.parquet.internal.format;

/**
 * The header of a page (parquet.thrift, {@code PageHeader}).
 *
 * @param uncompressedPageSize bytes without the header, as the next
 * @param dataPageHeader null for a dictionary page
 * @param dictionaryPageHeader null for a data page
 */
public record PageHeader(
        PageType type,
        int uncompressedPageSize,
        int compressedPageSize,
        DataPageHeader dataPageHeader,
        DictionaryPageHeader dictionaryPageHeader)
        implements ThriftStruct {

    @Override
    public void writeFields(CompactWriter out) {
        out.enumeration(1, type);
        out.i32(2, uncompressedPageSize);
        out.i32(3, compressedPageSize);
        if (dataPageHeader != null) {
            out.struct(5, dataPageHeader);
        }
        if (dictionaryPageHeader != null) {
            out.struct(7, dictionaryPageHeader);
        }
    }
}
