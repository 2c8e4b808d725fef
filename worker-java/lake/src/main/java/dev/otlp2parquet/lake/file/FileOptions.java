package dev.otlp2parquet.lake.file;

import dev.otlp2parquet.lake.LakeConfig;
import dev.otlp2parquet.otlp.table.FileMetadata;
import dev.otlp2parquet.otlp.table.TableDefinition;
import dev.otlp2parquet.parquet.SortingColumn;
import dev.otlp2parquet.parquet.WriterOptions;
import java.util.ArrayList;
import java.util.List;

/** What all data files have in common, wherever they are stored. */
public final class FileOptions {

    private FileOptions() {}

    /** Options of plain files. */
    static WriterOptions plain(LakeConfig config, TableDefinition definition) {
        List<SortingColumn> sorting = new ArrayList<>();
        for (String column : definition.sortColumns()) {
            sorting.add(SortingColumn.ascending(definition.schema().indexOf(column)));
        }
        return of(config, definition).sortingColumns(sorting).build();
    }

    /** Options without sorting columns, to be completed. */
    public static WriterOptions.Builder of(LakeConfig config, TableDefinition definition) {
        return WriterOptions.builder()
                .encodings(config.encodings())
                .rowGroupRows(config.rowGroupRows())
                .bloomFilterColumns(definition.bloomFilterColumns())
                .createdBy("otlp2parquet version " + FileMetadata.VERSION)
                .keyValue(FileMetadata.VERSION_KEY, FileMetadata.VERSION)
                .keyValue(FileMetadata.SCHEMA_VERSION_KEY, FileMetadata.SCHEMA_VERSION)
                .keyValue(
                        FileMetadata.SIGNAL_KEY,
                        FileMetadata.signal(definition.table().signal()));
    }
}
