package dev.otlp2parquet.lake.commit;

import dev.otlp2parquet.lake.file.StoredFile;
import java.util.List;

/** Brings stored files into their tables, or into the hands of who does. */
public interface Commits {

    /**
     * Commits files, of any tables. Blocks until it is known what became of them, or that it cannot be known in time.
     * Giving the same files again is safe: no file gets into its table twice.
     *
     * @return never null; failures are in it
     */
    CommitReport commit(List<StoredFile> files);
}
