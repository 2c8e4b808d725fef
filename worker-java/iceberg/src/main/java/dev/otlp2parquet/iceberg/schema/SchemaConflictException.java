package dev.otlp2parquet.iceberg.schema;

import java.util.List;

/**
 * The table's schema and the writer's columns contradict each other. Nothing can be written until one of them changes.
 */
public final class SchemaConflictException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> conflicts;

    public SchemaConflictException(List<String> conflicts) {
        super("the table's schema does not fit: " + String.join("; ", conflicts));
        this.conflicts = List.copyOf(conflicts);
    }

    /** Returns one sentence per column that does not fit. It begins with the column's path. */
    public List<String> conflicts() {
        return conflicts;
    }
}
