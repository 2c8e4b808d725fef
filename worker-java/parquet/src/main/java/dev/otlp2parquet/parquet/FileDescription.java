package dev.otlp2parquet.parquet;

import java.util.List;

/**
 * What a file holds, as table formats ask for it (Iceberg specification, {@code data_file}).
 *
 * @param size bytes of the file
 * @param rowGroupOffsets where each row group begins: Iceberg's {@code split_offsets}
 * @param columns one for each leaf of the schema, in its order
 */
public record FileDescription(long rows, long size, List<Long> rowGroupOffsets, List<ColumnDescription> columns) {

    public FileDescription {
        rowGroupOffsets = List.copyOf(rowGroupOffsets);
        columns = List.copyOf(columns);
    }
}
