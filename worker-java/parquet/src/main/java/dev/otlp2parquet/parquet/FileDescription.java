package dev.otlp2parquet.parquet;

import java.util.List;

/**
 * The content of a file, as table formats need it (Iceberg specification, {@code data_file}).
 *
 * @param size bytes of the file
 * @param rowGroupOffsets offset of each row group: Iceberg's {@code split_offsets}
 * @param columns one for each leaf of the schema, in its order
 */
public record FileDescription(long rows, long size, List<Long> rowGroupOffsets, List<ColumnDescription> columns) {

    public FileDescription {
        rowGroupOffsets = List.copyOf(rowGroupOffsets);
        columns = List.copyOf(columns);
    }
}
