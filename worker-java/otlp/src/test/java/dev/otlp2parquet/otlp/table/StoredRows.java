package dev.otlp2parquet.otlp.table;

import dev.otlp2parquet.parquet.EncodingProfile;
import dev.otlp2parquet.parquet.ParquetFile;
import dev.otlp2parquet.parquet.ParquetFileWriter;
import dev.otlp2parquet.parquet.WriterOptions;
import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.column.RowSelection;
import dev.otlp2parquet.parquet.compress.Compressor;
import dev.otlp2parquet.testkit.parquet.ParquetJava;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The rows of a table once they have been through a file: written by this project, read by parquet-java. */
final class StoredRows {
    private StoredRows() {}

    static List<Map<String, Object>> of(TableBatches batches, OtlpTable table) throws IOException {
        return of(batches, table, 0);
    }

    /**
     * @param variant which of the writer's profiles is used, and whether row groups and pages are tiny
     */
    static List<Map<String, Object>> of(TableBatches batches, OtlpTable table, long variant) throws IOException {
        RowBatch batch = batches.batch(table);
        if (batch == null) {
            return List.of();
        }
        WriterOptions.Builder options = WriterOptions.builder()
                .encodings((variant & 8) == 0 ? EncodingProfile.COMPATIBLE : EncodingProfile.MODERN);
        if (variant % 5 == 1) {
            options.rowGroupRows(7).pageBytes(200);
        }
        ParquetFile file =
                new ParquetFileWriter(options.build(), Compressor.uncompressed()).write(batch, RowSelection.all(batch));
        return ParquetJava.read(Arrays.copyOf(file.array(), file.length())).namedRows();
    }
}
