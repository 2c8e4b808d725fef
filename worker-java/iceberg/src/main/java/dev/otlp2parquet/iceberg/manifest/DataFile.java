package dev.otlp2parquet.iceberg.manifest;

import dev.otlp2parquet.platform.Binary;
import java.util.List;

/**
 * A file of a table: the struct {@code data_file} of a manifest. A list may be null where the format has an optional
 * field.
 *
 * @param content {@link #DATA}, {@link #POSITION_DELETES} or {@link #EQUALITY_DELETES}
 * @param path full location
 * @param format {@code PARQUET}, {@code AVRO}, {@code ORC} or {@code PUFFIN}
 * @param partition values in the order of the spec's fields; package {@code transform} gives their classes
 * @param sortOrderId null if not recorded
 * @param firstRowId v3: row id of the first row; null until a snapshot assigns it
 */
public record DataFile(
        int content,
        String path,
        String format,
        List<Object> partition,
        long recordCount,
        long fileSize,
        ColumnMetrics metrics,
        Binary keyMetadata,
        List<Long> splitOffsets,
        List<Integer> equalityIds,
        Integer sortOrderId,
        Long firstRowId,
        String referencedDataFile,
        Long contentOffset,
        Long contentSize) {

    public static final int DATA = 0;
    public static final int POSITION_DELETES = 1;
    public static final int EQUALITY_DELETES = 2;

    /** Makes the entry of a new Parquet file with rows. */
    public static DataFile parquet(
            String path,
            List<Object> partition,
            long recordCount,
            long fileSize,
            ColumnMetrics metrics,
            List<Long> splitOffsets,
            Integer sortOrderId) {
        return new DataFile(
                DATA,
                path,
                "PARQUET",
                partition,
                recordCount,
                fileSize,
                metrics,
                null,
                splitOffsets,
                null,
                sortOrderId,
                null,
                null,
                null,
                null);
    }

    DataFile withFirstRowId(Long id) {
        return new DataFile(
                content,
                path,
                format,
                partition,
                recordCount,
                fileSize,
                metrics,
                keyMetadata,
                splitOffsets,
                equalityIds,
                sortOrderId,
                id,
                referencedDataFile,
                contentOffset,
                contentSize);
    }
}
