package dev.otlp2parquet.ingest;

import dev.otlp2parquet.lake.commit.CommitReport;
import dev.otlp2parquet.lake.file.StoredFiles;
import java.util.List;

/**
 * What storing the rows of a request came to.
 *
 * @param commit what became of the files in the catalog; null where there is none
 * @param commitNanos time for committing
 */
record Stored(StoredFiles files, CommitReport commit, long commitNanos) {

    /** No rows, no files. */
    static final Stored NOTHING = new Stored(StoredFiles.NOTHING, null, 0);

    /** A body that a buffer has: nothing is in files yet. */
    static Stored buffered(int bytes, long nanos) {
        return new Stored(new StoredFiles(List.of(), bytes, 0, nanos), null, 0);
    }
}
