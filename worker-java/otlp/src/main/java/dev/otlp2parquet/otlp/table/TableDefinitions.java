package dev.otlp2parquet.otlp.table;

import java.util.EnumMap;
import java.util.Map;

/** The definitions of all seven tables under the same options; made once and shared by all requests. Immutable. */
public final class TableDefinitions {
    private final TableOptions options;
    private final Map<Table, TableDefinition> definitions = new EnumMap<>(Table.class);

    public TableDefinitions(TableOptions options) {
        this.options = options;
        for (Table table : Table.values()) {
            definitions.put(table, TableDefinition.of(table, options));
        }
    }

    public TableOptions options() {
        return options;
    }

    public TableDefinition of(Table table) {
        return definitions.get(table);
    }
}
