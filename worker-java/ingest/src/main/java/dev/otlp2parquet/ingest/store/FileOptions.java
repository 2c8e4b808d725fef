package dev.otlp2parquet.ingest.store;

import dev.otlp2parquet.ingest.config.Config;
import dev.otlp2parquet.otlp.table.FileMetadata;
import dev.otlp2parquet.otlp.table.TableDefinition;
import dev.otlp2parquet.parquet.WriterOptions;

/** What all data files have in common, wherever they are stored. */
public final class FileOptions {

    private FileOptions() {}

    /** Options without sorting columns, to be completed. */
    public static WriterOptions.Builder of(Config config, TableDefinition definition) {
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
