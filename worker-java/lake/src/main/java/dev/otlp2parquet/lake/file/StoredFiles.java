package dev.otlp2parquet.lake.file;

import java.util.ArrayList;
import java.util.List;

/**
 * The result of storing rows. Nothing is committed yet.
 *
 * @param bytes of all files
 * @param encodeNanos time for sorting and encoding
 * @param storeNanos time for hashing, handing over and waiting for the store
 */
public record StoredFiles(List<StoredFile> files, long bytes, long encodeNanos, long storeNanos) {

    /** No rows, no files. */
    public static final StoredFiles NOTHING = new StoredFiles(List.of(), 0, 0, 0);

    public StoredFiles {
        files = List.copyOf(files);
    }

    /** Combines two results. */
    public StoredFiles and(StoredFiles other) {
        List<StoredFile> all = new ArrayList<>(files);
        all.addAll(other.files);
        return new StoredFiles(
                all, bytes + other.bytes, encodeNanos + other.encodeNanos, storeNanos + other.storeNanos);
    }
}
