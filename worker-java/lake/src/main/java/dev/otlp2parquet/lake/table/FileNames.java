package dev.otlp2parquet.lake.table;

import dev.otlp2parquet.lake.file.ContentNames;
import dev.otlp2parquet.otlp.table.Table;

/** Names data files, so that the same content gets the same name whenever it is stored again. */
@FunctionalInterface
public interface FileNames {

    /** Half of a SHA-256: 128 bits are enough for names, and they are read by people. */
    int HASH_BYTES = 16;

    /** Of a request that is stored on its own. */
    static FileNames of(ContentNames names) {
        return (table, sha256) -> names.name(sha256) + ".parquet";
    }

    /**
     * The name of a file below the table's folder of data.
     *
     * @param sha256 of its bytes
     * @return without slashes
     */
    String name(Table table, byte[] sha256);
}
