package dev.otlp2parquet.otlp.table;

import java.util.ArrayList;
import java.util.List;

/** The definitions of all seven tables under the same options; made once and shared by all requests. Immutable. */
public final class TableDefinitions {
    private final TableOptions options;
    private final List<TableDefinition> definitions;

    public TableDefinitions(TableOptions options) {
        this.options = options;
        List<TableDefinition> all = new ArrayList<>();
        for (Table table : Table.values()) {
            all.add(TableDefinition.of(table, options));
        }
        definitions = List.copyOf(all);
    }

    public TableOptions options() {
        return options;
    }

    public TableDefinition of(Table table) {
        // Not an EnumMap: in the Worker it would cost more code than seven comparisons are worth.
        for (TableDefinition definition : definitions) {
            if (definition.table() == table) {
                return definition;
            }
        }
        throw new IllegalArgumentException("not a table: " + table);
    }
}
