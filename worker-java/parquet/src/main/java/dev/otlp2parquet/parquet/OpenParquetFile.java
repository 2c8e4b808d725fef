package dev.otlp2parquet.parquet;

import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.column.RowSelection;
import dev.otlp2parquet.parquet.internal.file.BatchRowGroups;
import dev.otlp2parquet.parquet.internal.file.FileBytes;

/**
 * A file that is written from several batches, one after the other: each adds row groups of its own, and can be dropped
 * afterwards. The file holds its encoded bytes only. Made by {@link ParquetFileWriter#open}; several files of one writer may be
 * open together. Not thread-safe.
 */
public final class OpenParquetFile {

    private final FileAssembly file;

    OpenParquetFile(FileAssembly file) {
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
        BatchRowGroups groups = file.begin(batch, rows);
        boolean more = true;
        while (more) {
            more = file.writeRowGroup(groups) != null;
        }
    }

    /** Bytes of memory that the file takes. */
    public int retainedBytes() {
        return file.bytes().capacity();
    }

    /** Ends the file, to which at least one batch was appended. Called once, as the last call. */
    public ParquetFile finish() {
        boolean more = true;
        while (more) {
            more = file.writeBloomFilters();
        }
        FileDescription description = file.writeFooter();
        FileBytes bytes = file.bytes();
        return new ParquetFile(bytes.sink().array(), bytes.sink().size(), description);
    }
}
