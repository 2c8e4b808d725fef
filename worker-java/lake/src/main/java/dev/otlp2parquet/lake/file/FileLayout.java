package dev.otlp2parquet.lake.file;

import dev.otlp2parquet.parquet.OpenParquetFile;
import dev.otlp2parquet.parquet.ParquetFile;
import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.platform.bucket.ObjectStore;
import dev.otlp2parquet.table.TableShape;
import java.util.List;

/**
 * Decides how the rows of one table become files: which rows go together, how they are written, and what the files are
 * called.
 */
public interface FileLayout {

    TableShape table();

    /** Returns where the files go. Their names are its keys. */
    ObjectStore store();

    /**
     * Divides rows of a batch. The same rows always give the same files.
     *
     * @param chosen whether each row counts; null for all rows
     */
    List<FileRows> split(RowBatch batch, boolean[] chosen);

    /**
     * As {@link #split}, of all rows of one request.
     *
     * @param before files of the request's other tables
     * @throws TooManyFilesException if there would be too many, before anything is made of most of them
     */
    List<FileRows> splitRequest(RowBatch batch, int before);

    /** Writes a file from one batch. */
    ParquetFile write(RowBatch batch, FileRows rows);

    /** Begins a file that is written from several batches. */
    OpenParquetFile open();

    /** Returns the UUID of the table, or an empty text for plain files. */
    String tableUuid();

    /**
     * Returns the last known sequence number of the table, 0 for plain files. No snapshot up to it contains a new file.
     */
    long sequenceNumber();
}
