package dev.otlp2parquet.ingest.lake;

import dev.otlp2parquet.ingest.store.Hex;
import dev.otlp2parquet.otlp.table.Table;

/** Names data files, so that the same content gets the same name whenever it is stored again. */
@FunctionalInterface
public interface FileNames {

    /** Half of a SHA-256: 128 bits are enough for names, and they are read by people. */
    int HASH_BYTES = 16;

    /** By the content alone. */
    FileNames BY_CONTENT = (table, sha256) -> Hex.of(sha256, HASH_BYTES) + ".parquet";

    /**
     * The name of a file below the table's folder of data.
     *
     * @param sha256 of its bytes
     * @return without slashes
     */
    String name(Table table, byte[] sha256);
}
