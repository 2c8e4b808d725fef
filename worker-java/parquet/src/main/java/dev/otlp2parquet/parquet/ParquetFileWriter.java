package dev.otlp2parquet.parquet;

import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.column.RowSelection;
import dev.otlp2parquet.parquet.compress.Compressor;
import dev.otlp2parquet.parquet.internal.file.RowGroupOptions;
import dev.otlp2parquet.parquet.internal.file.RowGroupWriter;
import dev.otlp2parquet.parquet.io.OutputFile;
import dev.otlp2parquet.parquet.schema.Schema;
import java.io.IOException;

/**
 * Writes rows of a batch as one Parquet file. A writer reuses its working memory for the next file. Not thread-safe.
 * The same rows, options and codec always give the same bytes.
 */
public final class ParquetFileWriter {

    private static final int MIN_CAPACITY = 1 << 14;

    /** Above this size the array grows as needed, because an estimate must not take much memory. */
    private static final int MAX_CAPACITY = 1 << 24;

    private final WriterOptions options;
    private final RowGroupWriter rowGroups;
    private int lastRows;
    private int lastSize;

    public ParquetFileWriter(WriterOptions options, Compressor compressor) {
        this.options = options;
        RowGroupOptions limits = new RowGroupOptions(
                options.encodings() == EncodingProfile.MODERN,
                options.rowGroupRows(),
                options.rowGroupBytes(),
                options.pageBytes(),
                options.boundBytes());
        this.rowGroups = new RowGroupWriter(limits, compressor);
    }

    /**
     * Writes a file.
     *
     * @param batch not changed; may be written again with another selection
     * @param rows any rows of the batch, or none
     * @throws IllegalStateException if the batch is not complete: {@link RowBatch#rows()}
     * @throws IllegalArgumentException if the schema lacks a sorting column of the options, or it is a group or
     *     repeated
     */
    public ParquetFile write(RowBatch batch, RowSelection rows) {
        return write(batch, rows, batch.schema());
    }

    /**
     * Writes a file with some of the columns, and with other field ids than the batch, for an existing table.
     *
     * @param schema its leaves are matched to those of the batch by path, and must have the same type and levels;
     *     sorting columns are positions in it
     * @throws IllegalStateException if the batch is not complete: {@link RowBatch#rows()}
     * @throws IllegalArgumentException if the batch lacks a leaf, or as above
     */
    public ParquetFile write(RowBatch batch, RowSelection rows, Schema schema) {
        OpenParquetFile file = new OpenParquetFile(assemble(schema, expectedSize(rows.size())));
        file.append(batch, rows);
        ParquetFile written = file.finish();
        lastRows = rows.size();
        lastSize = written.length();
        return written;
    }

    /**
     * Begins a file that is written from several batches.
     *
     * @param schema as above
     * @throws IllegalArgumentException if the schema lacks a sorting column of the options, or it is a group or
     *     repeated
     */
    public OpenParquetFile open(Schema schema) {
        return new OpenParquetFile(assemble(schema, MIN_CAPACITY));
    }

    /**
     * Begins a file that is sent row group by row group, so it may be larger than memory.
     *
     * @param schema as above
     * @param output destination of the file; this method calls its {@link OutputFile#create()}
     * @throws IOException from the output
     * @throws IllegalArgumentException if the schema lacks a sorting column of the options, or it is a group or
     *     repeated
     */
    public StreamedParquetFile stream(Schema schema, OutputFile output) throws IOException {
        return new StreamedParquetFile(assemble(schema, MIN_CAPACITY), output);
    }

    private FileAssembly assemble(Schema schema, int capacity) {
        return new FileAssembly(schema, options, rowGroups, capacity);
    }

    /**
     * Estimates the size from the previous file, if it had as many rows. Growing the array by doubling took a sixth of
     * the time in Wasm, which fills each new array with zeros first.
     */
    private int expectedSize(int rows) {
        long expected = lastRows == 0 ? 0 : (long) lastSize * rows / lastRows;
        return (int) Math.max(MIN_CAPACITY, Math.min(MAX_CAPACITY, expected + expected / 8));
    }
}
