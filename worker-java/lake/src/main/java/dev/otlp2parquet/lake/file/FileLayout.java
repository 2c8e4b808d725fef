package dev.otlp2parquet.lake.file;

import dev.otlp2parquet.parquet.OpenParquetFile;
import dev.otlp2parquet.parquet.ParquetFile;
import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.table.TableShape;
import java.util.List;

/** How the rows of one table become files: which rows go together, how they are written, what a file is called. */
public interface FileLayout {

    TableShape table();

    /**
     * Divides rows of a batch; the same rows always give the same files.
     *
     * @param chosen says of each row whether it counts; null for all rows
     */
    List<FileRows> split(RowBatch batch, boolean[] chosen);

    /** Writes a file from one batch. */
    ParquetFile write(RowBatch batch, FileRows rows);

    /** Begins a file that is written from several batches. */
    OpenParquetFile open();

    /** The UUID of the table that the files are written for; empty for plain files. */
    String tableUuid();

    /** The table's last sequence number as far as it is known: no snapshot up to it has a file that is new; 0 for plain files. */
    long sequenceNumber();
}
