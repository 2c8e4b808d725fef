package dev.otlp2parquet.lake.file;

import java.util.List;

/**
 * What storing a request's rows came to.
 *
 * @param bytes of all files
 * @param encodeNanos time for sorting and encoding
 * @param storeNanos time for hashing, handing over and waiting for the store
 */
public record StoreResult(List<StoredFile> files, long bytes, long encodeNanos, long storeNanos) {

    /** No rows, no files. */
    public static final StoreResult NOTHING = new StoreResult(List.of(), 0, 0, 0);

    public StoreResult {
        files = List.copyOf(files);
    }
}
