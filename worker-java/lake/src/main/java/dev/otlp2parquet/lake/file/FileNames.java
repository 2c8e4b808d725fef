package dev.otlp2parquet.lake.file;

import dev.otlp2parquet.parquet.ParquetFile;
import dev.otlp2parquet.platform.Digest;
import dev.otlp2parquet.platform.text.Hex;

/** Names data files. The same rows get the same name each time they are stored. */
@FunctionalInterface
public interface FileNames {

    /** Half of a SHA-256: 128 bits are enough for a name, and people read names. */
    int HASH_BYTES = 16;

    /**
     * Returns the name of a file, without folder and suffix.
     *
     * @param distinction distinguishes the file from others in the same folder; may be empty
     * @return characters that are allowed in keys, without slashes
     */
    String name(ParquetFile file, String distinction);

    /**
     * Names files by their content, for requests that are stored on their own. Storing a request again gives the same
     * names.
     */
    static FileNames byContent(Digest digest) {
        return (file, distinction) -> Hex.of(sha256(file, digest), HASH_BYTES);
    }

    /** As {@link #byContent}, but with the request's mark, for one request among several with the same content. */
    static FileNames byContentAndMark(byte[] mark, Digest digest) {
        return (file, distinction) -> Hex.of(digest.sha256(sha256(file, digest), mark), HASH_BYTES);
    }

    /**
     * Names files by the source of their rows. The same requests give the same names, even if another version of the
     * program encodes them differently.
     *
     * @param stem characters that are allowed in keys
     */
    static FileNames bySource(String stem) {
        return (file, distinction) -> distinction.isEmpty() ? stem : stem + "-" + distinction;
    }

    /**
     * As {@link #bySource}, but with the content. If a table changes between two attempts, so does the content, and a
     * manifest must describe the exact bytes.
     */
    static FileNames bySourceAndContent(String stem, Digest digest) {
        return (file, distinction) -> stem + "-" + Hex.of(sha256(file, digest), 8);
    }

    private static byte[] sha256(ParquetFile file, Digest digest) {
        return digest.sha256(file.array(), 0, file.length());
    }
}
