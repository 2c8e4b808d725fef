package dev.otlp2parquet.ingest;

import dev.otlp2parquet.lake.commit.CommitReport;
import dev.otlp2parquet.lake.file.StoredFiles;
import java.util.List;

/**
 * The result of storing the rows of a request.
 *
 * @param commit the result in the catalog; null without a catalog
 * @param commitNanos nanoseconds of committing
 */
record Stored(StoredFiles files, CommitReport commit, long commitNanos) {

    /** No rows, no files. */
    static final Stored NOTHING = new Stored(StoredFiles.NOTHING, null, 0);

    /** A body that a buffer keeps. No file exists yet. */
    static Stored buffered(int bytes, long nanos) {
        return new Stored(new StoredFiles(List.of(), bytes, 0, nanos), null, 0);
    }
}
