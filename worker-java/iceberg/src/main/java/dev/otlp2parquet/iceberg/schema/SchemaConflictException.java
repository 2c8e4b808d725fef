package dev.otlp2parquet.iceberg.schema;

import java.util.List;

/** The table's schema and the writer's columns contradict each other: nothing can be written until one of them is changed. */
public final class SchemaConflictException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> conflicts;

    public SchemaConflictException(List<String> conflicts) {
        super("the table's schema does not fit: " + String.join("; ", conflicts));
        this.conflicts = List.copyOf(conflicts);
    }

    /** One sentence for each column that does not fit, beginning with its path. */
    public List<String> conflicts() {
        return conflicts;
    }
}
