package dev.otlp2parquet.parquet;

import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.column.RowSelection;
import dev.otlp2parquet.parquet.internal.file.FileAssembler;

/**
 * A file that is written from several batches, one after the other: each adds row groups of its own, and can be dropped
 * afterwards. The file holds its encoded bytes only. Made by {@link ParquetFileWriter#open}; several files of one writer may be
 * open together. Not thread-safe.
 */
public final class OpenParquetFile {

    private final FileAssembler.Open file;

    OpenParquetFile(FileAssembler.Open file) {
        this.file = file;
    }

    /**
     * Adds rows. Written from one batch, a file has the bytes that {@link ParquetFileWriter#write} gives.
     *
     * @param batch of the same columns each time; read only
     * @param rows any rows of the batch, also none
     * @throws IllegalStateException if the batch is not complete: {@link RowBatch#rows()}
     * @throws IllegalArgumentException if the batch lacks a leaf of the file's schema
     */
    public void append(RowBatch batch, RowSelection rows) {
        file.append(batch, rows);
    }

    /** Bytes of memory that the file takes. */
    public int retainedBytes() {
        return file.retainedBytes();
    }

    /** Ends the file, to which at least one batch was appended. Called once, as the last call. */
    public ParquetFile finish() {
        return file.finish();
    }
}
