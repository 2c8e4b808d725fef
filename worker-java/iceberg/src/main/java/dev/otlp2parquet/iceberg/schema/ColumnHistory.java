package dev.otlp2parquet.iceberg.schema;

import dev.otlp2parquet.parquet.schema.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Finds out which columns of a table are a writer's, from the schemas that the table has had. A field is identified by
 * its id (Iceberg specification, "Schema Evolution"). The first column with a writer's name is the writer's column. It
 * stays so when it is renamed, even if another column gets its old name. If it is dropped, the next column with the
 * name takes its place, and finally the one with that name now. A column of another name that cannot hold the writer's
 * values never was the writer's. A column of the table belongs to at most one of the writer's columns.
 */
final class ColumnHistory {

    /** No field has this id. */
    static final int TOP_LEVEL = -1;

    private final List<IcebergSchema> schemas;

    /**
     * Makes the history of a table.
     *
     * @param schemas the oldest first
     */
    ColumnHistory(List<IcebergSchema> schemas) {
        this.schemas = schemas;
    }

    /**
     * Returns the table's field for each of a writer's fields in a struct, null where there is none.
     *
     * @param current the struct now
     * @param parentId id of the column, element, key or value that the struct is, or {@link #TOP_LEVEL}
     */
    List<NestedField> targets(List<Field> writer, Type.StructType current, int parentId) {
        List<Type.StructType> versions = structs(parentId);
        versions.add(current);
        List<NestedField> targets = new ArrayList<>(Collections.nCopies(writer.size(), null));
        for (Type.StructType version : versions) {
            for (int i = 0; i < targets.size(); i++) {
                if (targets.get(i) == null) {
                    NestedField target = ours(writer.get(i), version, current);
                    targets.set(i, targets.contains(target) ? null : target);
                }
            }
        }
        return targets;
    }

    /**
     * Returns the present form of the column with a writer's name in an earlier version. Null if it was dropped, or
     * never was the writer's.
     */
    private static NestedField ours(Field field, Type.StructType version, Type.StructType current) {
        NestedField target = present(version.field(field.name()), current);
        boolean ours =
                target != null && (target.name().equals(field.name()) || ParquetTypes.fits(field, target.type()));
        return ours ? target : null;
    }

    /** Returns the present form of a field of an earlier schema, or null if it was dropped. */
    private static NestedField present(NestedField past, Type.StructType current) {
        for (NestedField field : current.fields()) {
            if (past != null && field.id() == past.id()) {
                return field;
            }
        }
        return null;
    }

    private List<Type.StructType> structs(int parentId) {
        List<Type.StructType> structs = new ArrayList<>(schemas.size());
        for (IcebergSchema schema : schemas) {
            if (parentId == TOP_LEVEL) {
                structs.add(schema.struct());
                continue;
            }
            NestedField parent = schema.find(parentId);
            if (parent != null && parent.type() instanceof Type.StructType struct) {
                structs.add(struct);
            }
        }
        return structs;
    }
}
