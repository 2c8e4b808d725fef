package dev.otlp2parquet.iceberg.table;

import java.util.List;

/**
 * The name of a table in a catalog.
 *
 * @param namespace levels from the outermost, at least one
 */
public record TableIdentifier(List<String> namespace, String name) {

    public TableIdentifier {
        namespace = List.copyOf(namespace);
        if (namespace.isEmpty() || namespace.contains("") || name.isEmpty()) {
            throw new IllegalArgumentException("a table needs a namespace and a name, found '"
                    + String.join("'.'", namespace) + "' and '" + name + "'");
        }
    }

    public static TableIdentifier of(String namespace, String name) {
        return new TableIdentifier(List.of(namespace), name);
    }

    @Override
    public String toString() {
        return String.join(".", namespace) + "." + name;
    }
}
