package dev.otlp2parquet.parquet;

import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.column.RowSelection;
import dev.otlp2parquet.parquet.compress.Compressor;
import dev.otlp2parquet.parquet.file.FileAssembler;

/**
 * Writes rows of a batch as one Parquet file. A writer keeps its working memory for the next file; not thread-safe. The same
 * rows, options and codec always give the same bytes.
 */
public final class ParquetFileWriter {

    private final FileAssembler assembler;

    public ParquetFileWriter(WriterOptions options, Compressor compressor) {
        this.assembler = new FileAssembler(options, compressor);
    }

    /**
     * Writes a file.
     *
     * @param batch read only; may be written again with another selection
     * @param rows any rows of the batch, also none
     * @throws IllegalStateException if the batch is not complete: {@link RowBatch#rows()}
     * @throws IllegalArgumentException if a sorting column of the options is none of the schema's, a group or repeated
     */
    public ParquetFile write(RowBatch batch, RowSelection rows) {
        return assembler.write(batch, rows);
    }
}
