package dev.otlp2parquet.lake.file;

import dev.otlp2parquet.parquet.ParquetFile;
import dev.otlp2parquet.parquet.column.RowSelection;

/** Rows of a batch that belong into one file. Each layout has its own kind, which knows where the file goes. */
public abstract class FileRows {

    private final String partition;
    private final RowSelection rows;
    private final long firstMicros;

    /**
     * Rows of a file.
     *
     * @param partition tells files of a table apart, in every batch the same text for the same file
     * @param rows in the order of the file
     * @param firstMicros the least timestamp of the rows, in microseconds since the epoch; 0 where the layout has no use for it
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
     * Gives a file of these rows, and perhaps of more of the same partition, its place.
     *
     * @param earliestMicros the least timestamp of all its rows
     */
    public abstract NamedFile named(ParquetFile file, long earliestMicros);
}
