package dev.otlp2parquet.parquet;

import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.column.RowSelection;
import dev.otlp2parquet.parquet.internal.file.BatchRowGroups;
import dev.otlp2parquet.parquet.internal.file.FileBytes;

/**
 * A file that is written from several batches, one after the other. Each batch adds its own row groups and is free
 * afterwards. The file holds only its encoded bytes. {@link ParquetFileWriter#open} makes it; several files of one
 * writer may be open at the same time. Not thread-safe.
 */
public final class OpenParquetFile {

    private final FileAssembly file;

    OpenParquetFile(FileAssembly file) {
        this.file = file;
    }

    /**
     * Adds rows. A file written from one batch has the same bytes as from {@link ParquetFileWriter#write}.
     *
     * @param batch with the same columns each time; not changed
     * @param rows any rows of the batch, or none
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

    /** Returns the bytes of memory that the file takes. */
    public int retainedBytes() {
        return file.bytes().capacity();
    }

    /** Finishes the file after at least one batch. Called once, as the last call. */
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
