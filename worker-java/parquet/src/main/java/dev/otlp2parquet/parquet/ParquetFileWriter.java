package dev.otlp2parquet.parquet;

import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.column.RowSelection;
import dev.otlp2parquet.parquet.compress.Compressor;
import dev.otlp2parquet.parquet.internal.file.FileAssembler;
import dev.otlp2parquet.parquet.schema.Schema;

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
        return assembler.write(batch, rows, batch.schema());
    }

    /**
     * Writes a file of some of the columns, with other field ids than the batch has: as a table that exists already wants it.
     *
     * @param schema leaves are matched to those of the batch by path and must have the same type and levels; sorting columns
     *     count its columns
     * @throws IllegalStateException if the batch is not complete: {@link RowBatch#rows()}
     * @throws IllegalArgumentException if the batch lacks a leaf, or as above
     */
    public ParquetFile write(RowBatch batch, RowSelection rows, Schema schema) {
        return assembler.write(batch, rows, schema);
    }

    /**
     * Begins a file that is written from several batches.
     *
     * @param schema as above
     * @throws IllegalArgumentException if a sorting column of the options is none of the schema's, a group or repeated
     */
    public OpenParquetFile open(Schema schema) {
        return new OpenParquetFile(assembler.open(schema));
    }
}
