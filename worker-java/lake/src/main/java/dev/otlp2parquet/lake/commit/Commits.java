package dev.otlp2parquet.lake.commit;

import dev.otlp2parquet.lake.file.StoredFile;
import java.util.List;

/** Commits stored files to their tables, or hands them to a committer. */
public interface Commits {

    /**
     * Commits files of any tables. Blocks until the result is known, or cannot be known in time. It is safe to pass the
     * same files again: no file gets into its table twice.
     *
     * @return never null; includes failures
     */
    CommitReport commit(List<StoredFile> files);
}
