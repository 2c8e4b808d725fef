package dev.otlp2parquet.table;

import java.util.ArrayList;
import java.util.List;

/** Tables with distinct names, in a fixed order. Immutable. */
public final class Tables {
    private final List<TableShape> shapes;

    /** @throws IllegalArgumentException if two tables have the same name */
    public Tables(List<TableShape> shapes) {
        this.shapes = List.copyOf(shapes);
        List<String> names = new ArrayList<>();
        for (TableShape shape : shapes) {
            if (names.contains(shape.name())) {
                throw new IllegalArgumentException("two tables are called " + shape.name());
            }
            names.add(shape.name());
        }
    }

    public List<TableShape> all() {
        return shapes;
    }

    /** Returns the table with a name, or null. */
    public TableShape find(String name) {
        for (TableShape shape : shapes) {
            if (shape.name().equals(name)) {
                return shape;
            }
        }
        return null;
    }
}
