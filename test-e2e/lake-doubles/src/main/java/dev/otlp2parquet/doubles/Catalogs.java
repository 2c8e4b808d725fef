package dev.otlp2parquet.doubles;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** How the catalogs of the doubles are set up. */
final class Catalogs {

    private Catalogs() {}

    /**
     * Properties of a JdbcCatalog with its tables in a file of SQLite.
     *
     * @param folder gets the file
     * @param warehouse location below which tables are created
     */
    static Map<String, String> properties(ObjectStorage storage, Path folder, String warehouse) {
        Map<String, String> properties = new LinkedHashMap<>(storage.innerProperties());
        properties.put("uri", "jdbc:sqlite:" + folder.resolve("tables.sqlite").toAbsolutePath());
        properties.put("jdbc.schema-version", "V1");
        // A table needs a namespace that exists.
        properties.put("jdbc.strict-mode", "true");
        // SQLite has one writer.
        properties.put("clients", "1");
        properties.put("warehouse", warehouse);
        return properties;
    }
}
