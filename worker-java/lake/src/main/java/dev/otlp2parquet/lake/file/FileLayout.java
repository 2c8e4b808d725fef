package dev.otlp2parquet.lake.file;

import dev.otlp2parquet.otlp.table.Table;
import dev.otlp2parquet.parquet.OpenParquetFile;
import dev.otlp2parquet.parquet.ParquetFile;
import dev.otlp2parquet.parquet.column.RowBatch;
import java.util.List;

/** How the rows of one table become files: which rows go together, how they are written, what a file is called. */
public interface FileLayout {

    Table table();

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

    /**
     * Names a file.
     *
     * @param rows of the file; of one of its batches, if it has several
     * @param firstMicros the least timestamp of all its rows
     */
    NamedFile named(FileRows rows, long firstMicros, ParquetFile file);

    /** The UUID of the table that the files are written for; empty for plain files. */
    String tableUuid();
}
