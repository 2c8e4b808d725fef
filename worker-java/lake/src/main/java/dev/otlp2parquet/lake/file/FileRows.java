package dev.otlp2parquet.lake.file;

import dev.otlp2parquet.parquet.ParquetFile;
import dev.otlp2parquet.parquet.column.RowSelection;

/** Rows of a batch that belong in one file. Each layout has its own subclass, which knows where the file goes. */
public abstract class FileRows {

    private final String partition;
    private final RowSelection rows;
    private final long firstMicros;

    /**
     * Makes the rows of a file.
     *
     * @param partition identifies the file within its table: every batch gives the same text for the same file
     * @param rows in the order of the file
     * @param firstMicros earliest timestamp of the rows in microseconds since the epoch; 0 where the layout does not
     *     use it
     */
    protected FileRows(String partition, RowSelection rows, long firstMicros) {
        this.partition = partition;
        this.rows = rows;
        this.firstMicros = firstMicros;
    }

    public final String partition() {
        return partition;
    }

    public final RowSelection rows() {
        return rows;
    }

    public final long firstMicros() {
        return firstMicros;
    }

    /**
     * Gives a file its place. The file has these rows, and perhaps more of the same partition.
     *
     * @param earliestMicros earliest timestamp of all its rows
     */
    public abstract NamedFile named(ParquetFile file, long earliestMicros);
}
