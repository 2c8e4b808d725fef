package dev.otlp2parquet.otlp.table;

import dev.otlp2parquet.parquet.column.BinaryColumn;
import dev.otlp2parquet.parquet.column.BooleanColumn;
import dev.otlp2parquet.parquet.column.ColumnBuilder;
import dev.otlp2parquet.parquet.column.DoubleColumn;
import dev.otlp2parquet.parquet.column.IntColumn;
import dev.otlp2parquet.parquet.column.ListColumn;
import dev.otlp2parquet.parquet.column.LongColumn;
import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.column.StructColumn;
import java.util.List;

/**
 * The column builders of a table, or of a struct within one, found by their names in Pascal case. Lookups happen once, when a
 * table's appenders are made.
 */
final class BoundFields {
    private final TableOptions options;
    private final List<ColumnDefinition> definitions;
    private final ColumnBuilder[] builders;

    private BoundFields(TableOptions options, List<ColumnDefinition> definitions, ColumnBuilder[] builders) {
        this.options = options;
        this.definitions = definitions;
        this.builders = builders;
    }

    static BoundFields of(TableDefinition table, RowBatch batch) {
        ColumnBuilder[] builders = new ColumnBuilder[batch.columnCount()];
        for (int i = 0; i < builders.length; i++) {
            builders[i] = batch.column(i);
        }
        return new BoundFields(table.options(), table.columns(), builders);
    }

    /** The fields of the structs in a list. */
    BoundFields elements(String listName) {
        int index = indexOf(listName);
        StructColumn struct = builders[index].asList().element().asStruct();
        ColumnBuilder[] children = new ColumnBuilder[struct.childCount()];
        for (int i = 0; i < children.length; i++) {
            children[i] = struct.child(i);
        }
        return new BoundFields(options, definitions.get(index).children().get(0).children(), children);
    }

    TextColumn text(String name) {
        int index = indexOf(name);
        BinaryColumn column = builders[index].asBinary();
        return new TextColumn(column, definitions.get(index).required());
    }

    TimestampColumn timestamp(String name) {
        int index = indexOf(name);
        LongColumn column = builders[index].asLong();
        return new TimestampColumn(
                column, options.timestampUnit(), definitions.get(index).required());
    }

    AttributesColumn attributes(String name) {
        ColumnBuilder column = builders[indexOf(name)];
        return switch (options.attributesStyle()) {
            case MAP -> new AttributesMapColumn(column.asMap());
            case JSON -> new AttributesJsonColumn(column.asBinary());
        };
    }

    DroppedCountColumn droppedCount(String name) {
        return new DroppedCountColumn(ints(name));
    }

    BooleanColumn booleans(String name) {
        return builders[indexOf(name)].asBoolean();
    }

    IntColumn ints(String name) {
        return builders[indexOf(name)].asInt();
    }

    LongColumn longs(String name) {
        return builders[indexOf(name)].asLong();
    }

    DoubleColumn doubles(String name) {
        return builders[indexOf(name)].asDouble();
    }

    ListColumn list(String name) {
        return builders[indexOf(name)].asList();
    }

    private int indexOf(String name) {
        return ColumnDefinition.indexOf(definitions, name);
    }
}
