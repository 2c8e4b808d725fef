package dev.otlp2parquet.otlp.table;

import dev.otlp2parquet.otlp.Signal;
import dev.otlp2parquet.table.TableShape;
import java.util.ArrayList;
import java.util.List;

/** The definitions of all seven tables under the same options; made once and shared by all requests. Immutable. */
public final class TableDefinitions {
    private final TableOptions options;
    private final List<TableDefinition> definitions;

    public TableDefinitions(TableOptions options) {
        this.options = options;
        List<TableDefinition> all = new ArrayList<>();
        for (OtlpTable table : OtlpTable.values()) {
            all.add(TableDefinition.of(table, options));
        }
        definitions = List.copyOf(all);
    }

    public TableOptions options() {
        return options;
    }

    public TableDefinition of(OtlpTable table) {
        // Not an EnumMap: in the Worker it would cost more code than seven comparisons are worth.
        for (TableDefinition definition : definitions) {
            if (definition.table() == table) {
                return definition;
            }
        }
        throw new IllegalArgumentException("not a table: " + table);
    }

    /** The tables that requests of a signal fill. */
    public List<TableShape> shapes(Signal signal) {
        List<TableShape> shapes = new ArrayList<>();
        for (TableDefinition definition : definitions) {
            if (definition.table().signal() == signal) {
                shapes.add(definition.shape());
            }
        }
        return shapes;
    }
}
