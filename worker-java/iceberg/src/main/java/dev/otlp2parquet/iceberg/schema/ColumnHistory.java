package dev.otlp2parquet.iceberg.schema;

import dev.otlp2parquet.parquet.schema.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Which columns of a table are a writer's, by the schemas that the table has had. A field is known by its id (Iceberg specification,
 * "Schema Evolution"): the one that had a writer's name first is the writer's column and stays it when it is renamed, even if
 * another column is given its old name. Where it was dropped, the next that had the name takes its place, and at last the one
 * that has it now. A column of another name that cannot hold the writer's values never was the writer's. No column of the table
 * becomes that of two of the writer's.
 */
final class ColumnHistory {

    /** No field has this id. */
    static final int TOP_LEVEL = -1;

    private final List<IcebergSchema> schemas;

    /**
     * Of a table.
     *
     * @param schemas the oldest first
     */
    ColumnHistory(List<IcebergSchema> schemas) {
        this.schemas = schemas;
    }

    /**
     * The fields of a struct that a writer's fields go to, one for each, null where there is none.
     *
     * @param current what the struct is now
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

    /** What the column of a writer's name in an earlier version is now; null if it was dropped, or never was the writer's. */
    private static NestedField ours(Field field, Type.StructType version, Type.StructType current) {
        NestedField target = present(version.field(field.name()), current);
        boolean ours =
                target != null && (target.name().equals(field.name()) || ParquetTypes.fits(field, target.type()));
        return ours ? target : null;
    }

    /** What a field of an earlier schema is now; null if it was dropped. */
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
