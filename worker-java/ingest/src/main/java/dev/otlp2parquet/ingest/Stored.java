package dev.otlp2parquet.ingest;

import dev.otlp2parquet.lake.commit.CommitReport;
import dev.otlp2parquet.lake.file.StoreResult;
import dev.otlp2parquet.otlp.table.Table;
import java.util.List;

/**
 * What storing the rows of a request came to.
 *
 * @param files number of files
 * @param bytes of all files
 * @param encodeNanos time for sorting and encoding
 * @param storeNanos time for hashing, handing over and waiting for the store
 * @param tables that the files are of, where they are of a catalog
 * @param commit what became of the files in the catalog; null where there is none
 * @param commitNanos time for committing
 */
record Stored(
        int files,
        long bytes,
        long encodeNanos,
        long storeNanos,
        List<Table> tables,
        CommitReport commit,
        long commitNanos) {

    /** No rows, no files. */
    static final Stored NOTHING = new Stored(0, 0, 0, 0, List.of(), null, 0);

    Stored {
        tables = List.copyOf(tables);
    }

    /** A body that a buffer has: nothing is in files yet. */
    static Stored buffered(int bytes, long nanos) {
        return new Stored(0, bytes, 0, nanos, List.of(), null, 0);
    }

    static Stored plain(StoreResult result) {
        return new Stored(
                result.files().size(), result.bytes(), result.encodeNanos(), result.storeNanos(), List.of(), null, 0);
    }
}
