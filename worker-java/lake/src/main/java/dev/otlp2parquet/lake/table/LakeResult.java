package dev.otlp2parquet.lake.table;

import java.util.ArrayList;
import java.util.List;

/**
 * What storing rows in tables came to. Nothing of it is committed.
 *
 * @param bytes of all files
 * @param encodeNanos time for sorting and encoding
 * @param storeNanos time for hashing, handing over and waiting for the store
 */
public record LakeResult(List<LakeFile> files, long bytes, long encodeNanos, long storeNanos) {

    public LakeResult {
        files = List.copyOf(files);
    }

    /** Both together. */
    public LakeResult and(LakeResult other) {
        List<LakeFile> all = new ArrayList<>(files);
        all.addAll(other.files);
        return new LakeResult(all, bytes + other.bytes, encodeNanos + other.encodeNanos, storeNanos + other.storeNanos);
    }
}
