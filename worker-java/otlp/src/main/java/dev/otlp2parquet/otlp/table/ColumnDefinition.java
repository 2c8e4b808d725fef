package dev.otlp2parquet.otlp.table;

import java.util.List;

/**
 * One column of a table, or one field nested in it, before {@link TableOptions} give it a spelling and a physical shape.
 *
 * @param name the name in Pascal case; the element of a list has the name that the Parquet specification gives it
 * @param type what it holds
 * @param required whether every row has a value; sets of attributes and lists are always required, being empty instead
 * @param children the fields of a struct, or the one element of a list
 */
record ColumnDefinition(String name, ColumnType type, boolean required, List<ColumnDefinition> children) {

    static ColumnDefinition required(String name, ColumnType type) {
        return new ColumnDefinition(name, type, true, List.of());
    }

    static ColumnDefinition optional(String name, ColumnType type) {
        return new ColumnDefinition(name, type, false, List.of());
    }

    static ColumnDefinition attributes(String name) {
        return required(name, ColumnType.ATTRIBUTES);
    }

    static ColumnDefinition listOf(String name, ColumnType element) {
        return new ColumnDefinition(name, ColumnType.LIST, true, List.of(required("element", element)));
    }

    static ColumnDefinition listOfStructs(String name, ColumnDefinition... fields) {
        ColumnDefinition element = new ColumnDefinition("element", ColumnType.STRUCT, true, List.of(fields));
        return new ColumnDefinition(name, ColumnType.LIST, true, List.of(element));
    }

    /**
     * The position of the field with this name in Pascal case.
     *
     * @throws IllegalArgumentException when there is none
     */
    static int indexOf(List<ColumnDefinition> fields, String name) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("there is no column " + name);
    }
}
