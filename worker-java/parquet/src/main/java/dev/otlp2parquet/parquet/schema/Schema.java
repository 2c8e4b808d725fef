package dev.otlp2parquet.parquet.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/** The columns of a table: top-level fields in the order of the file. Immutable. */
public final class Schema {

    private final String name;
    private final List<Field> fields;
    private final List<LeafColumn> leaves;

    /**
     * @param name name of the message type in the file; readers ignore it
     * @param fields at least one, names distinct
     * @throws IllegalArgumentException if the list is empty or two fields share a name
     */
    public Schema(String name, List<Field> fields) {
        this.name = name;
        this.fields = List.copyOf(fields);
        if (fields.isEmpty()) {
            throw new IllegalArgumentException(name + ": a schema needs at least one field");
        }
        requireDistinctNames(name, fields);
        List<LeafColumn> found = new ArrayList<>();
        for (Field field : this.fields) {
            collect(field, List.of(), 0, 0, found);
        }
        this.leaves = List.copyOf(found);
    }

    public String name() {
        return name;
    }

    public List<Field> fields() {
        return fields;
    }

    /** Returns all leaf columns depth first: the order of the column chunks in a row group. */
    public List<LeafColumn> leaves() {
        return leaves;
    }

    /**
     * Returns the position of a top-level field.
     *
     * @throws IllegalArgumentException if there is no field with that name
     */
    public int indexOf(String fieldName) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(fieldName)) {
                return i;
            }
        }
        throw new IllegalArgumentException(name + " has no column " + fieldName);
    }

    /**
     * Returns the same schema with each field id replaced by {@code ids(id)}, for a catalog that assigns its own ids.
     */
    public Schema withFieldIds(IntUnaryOperator ids) {
        List<Field> renumbered = new ArrayList<>(fields.size());
        for (Field field : fields) {
            renumbered.add(field.withFieldIds(ids));
        }
        return new Schema(name, renumbered);
    }

    private static void collect(
            Field field, List<String> parents, int definitionLevel, int repetitionLevel, List<LeafColumn> into) {
        List<String> path = new ArrayList<>(parents);
        path.add(field.name());
        int definition = definitionLevel + (field.repetition() == Repetition.REQUIRED ? 0 : 1);
        int repetition = repetitionLevel + (field.repetition() == Repetition.REPEATED ? 1 : 0);
        if (field instanceof GroupField group) {
            for (Field child : group.children()) {
                collect(child, path, definition, repetition, into);
            }
        } else if (field instanceof PrimitiveField primitive) {
            into.add(new LeafColumn(path, primitive, definition, repetition));
        }
    }

    static void requireDistinctNames(String parent, List<Field> fields) {
        Set<String> names = new HashSet<>();
        for (Field field : fields) {
            if (!names.add(field.name())) {
                throw new IllegalArgumentException(parent + ": two fields named " + field.name());
            }
        }
    }
}
