package dev.otlp2parquet.lake.file;

import dev.otlp2parquet.parquet.ParquetFile;
import dev.otlp2parquet.platform.Digest;
import dev.otlp2parquet.platform.text.Hex;
import java.util.Arrays;

/** Names data files, so that the same rows get the same name whenever they are stored again. */
@FunctionalInterface
public interface FileNames {

    /** Half of a SHA-256: 128 bits are enough for names, and they are read by people. */
    int HASH_BYTES = 16;

    /**
     * The name of a file, without folder and suffix.
     *
     * @param distinction what tells it from others of the same rows' hour that the layout gives the same folder; may be empty
     * @return of characters that keys may have, without slashes
     */
    String name(ParquetFile file, String distinction);

    /** By the content alone: the files of a request that is stored on its own, and again under the same names. */
    static FileNames byContent(Digest digest) {
        return (file, distinction) -> Hex.of(sha256(file, digest), HASH_BYTES);
    }

    /** As {@link #byContent}, of one request among those of the same content, by its mark. */
    static FileNames byContentAndMark(byte[] mark, Digest digest) {
        return (file, distinction) -> {
            byte[] sha256 = sha256(file, digest);
            byte[] both = Arrays.copyOf(sha256, sha256.length + mark.length);
            System.arraycopy(mark, 0, both, sha256.length, mark.length);
            return Hex.of(digest.sha256(both, 0, both.length), HASH_BYTES);
        };
    }

    /**
     * By what is stored: the same requests get the same names, even though another version of the program would encode them
     * otherwise.
     *
     * @param stem of characters that keys may have
     */
    static FileNames bySource(String stem) {
        return (file, distinction) -> distinction.isEmpty() ? stem : stem + "-" + distinction;
    }

    /**
     * As {@link #bySource}, and by the content: a table that evolves between two attempts changes it, and a manifest must describe
     * the very bytes.
     */
    static FileNames bySourceAndContent(String stem, Digest digest) {
        return (file, distinction) -> stem + "-" + Hex.of(sha256(file, digest), 8);
    }

    private static byte[] sha256(ParquetFile file, Digest digest) {
        return digest.sha256(file.array(), 0, file.length());
    }
}
