package dev.otlp2parquet.parquet.large;

import dev.otlp2parquet.parquet.FileDescription;
import dev.otlp2parquet.parquet.ParquetFileWriter;
import dev.otlp2parquet.parquet.StreamedParquetFile;
import dev.otlp2parquet.parquet.WriterOptions;
import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.column.RowSelection;
import dev.otlp2parquet.parquet.compress.SnappyCompressor;
import dev.otlp2parquet.parquet.jvm.FileInParts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes a large file in a process of its own, whose heap the test limits, and prints what the file took of it. */
final class LargeFileProgram {

    static final int ROW_GROUP_ROWS = 4_000;
    static final int ROW_GROUP_BYTES = 16 << 20;

    /** R2 and S3 take parts of 5 MiB and more. */
    static final int PART_BYTES = 8 << 20;

    private LargeFileProgram() {}

    /**
     * What the process says of itself, a number a line.
     *
     * @param size bytes of the file
     * @param mostRetained bytes that the file retained, at most
     * @param outputRetained bytes that the output held, at most
     * @param heap bytes that the process may take for objects
     */
    record Report(long size, long mostRetained, long outputRetained, long heap, List<Long> rowGroupOffsets) {

        String print() {
            StringBuilder lines = new StringBuilder();
            for (long number : List.of(size, mostRetained, outputRetained, heap)) {
                lines.append(number).append('\n');
            }
            rowGroupOffsets.forEach(offset -> lines.append(offset).append('\n'));
            return lines.toString();
        }

        static Report parse(String printed) {
            List<Long> all = printed.lines().map(Long::valueOf).toList();
            return new Report(all.get(0), all.get(1), all.get(2), all.get(3), all.subList(4, all.size()));
        }
    }

    /**
     * Writes the file and prints the report.
     *
     * @param arguments the path of the file, and how many rows it gets
     */
    public static void main(String[] arguments) throws IOException {
        int rows = Integer.parseInt(arguments[1]);
        FileInParts output = new FileInParts(Path.of(arguments[0]), PART_BYTES);
        WriterOptions options = WriterOptions.builder()
                .rowGroupRows(ROW_GROUP_ROWS)
                .rowGroupBytes(ROW_GROUP_BYTES)
                .bloomFilterColumns(List.of("digest"))
                .build();
        ParquetFileWriter writer = new ParquetFileWriter(options, new SnappyCompressor());
        RowBatch batch = new RowBatch(LargeRows.SCHEMA);
        long most = 0;
        FileDescription description;
        try (StreamedParquetFile file = writer.stream(LargeRows.SCHEMA, output)) {
            for (int from = 0; from < rows; from += ROW_GROUP_ROWS) {
                LargeRows.fill(batch, from, Math.min(ROW_GROUP_ROWS, rows - from));
                file.append(batch, RowSelection.all(batch));
                most = Math.max(most, file.retainedBytes());
            }
            description = file.finish();
            most = Math.max(most, file.retainedBytes());
        }
        Report report = new Report(
                description.size(),
                most,
                output.retainedBytes(),
                Runtime.getRuntime().maxMemory(),
                description.rowGroupOffsets());
        System.out.print(report.print());
    }
}
