package dev.otlp2parquet.iceberg.schema;

import dev.otlp2parquet.parquet.schema.Field;
import dev.otlp2parquet.parquet.schema.GroupAnnotation;
import dev.otlp2parquet.parquet.schema.GroupField;
import dev.otlp2parquet.parquet.schema.PrimitiveField;
import dev.otlp2parquet.parquet.schema.Repetition;
import dev.otlp2parquet.parquet.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * Maps the columns of a writer to columns of an existing table. The ids are the table's, because a catalog may assign
 * its own. Columns are found by name in all schemas of the table, because it may have evolved (see
 * {@link ColumnHistory}).
 *
 * @param fileSchema the writer's schema for files of this table: with the table's ids, without columns that the table
 *     lacks, and with the writer's names even for renamed columns, because readers use the ids
 * @param leftOut paths of the writer's columns that the table lacks, in the writer's order
 */
public record SchemaMapping(IcebergSchema tableSchema, Schema fileSchema, List<String> leftOut) {

    /**
     * As {@link #of(Schema, IcebergSchema, List)}, for a table without earlier schemas.
     *
     * @throws SchemaConflictException as there
     */
    public static SchemaMapping of(Schema writer, IcebergSchema table) {
        return of(writer, table, List.of(table));
    }

    /**
     * Matches a writer's schema to the schema of a table. A column with a narrower type than the table's (int instead
     * of long) stays as it is: readers promote it.
     *
     * @param history all known schemas of the table, the oldest first
     * @throws SchemaConflictException if types differ, the table requires a column that the writer lacks or may leave
     *     null, or no column is left; the message names every conflict
     */
    public static SchemaMapping of(Schema writer, IcebergSchema table, List<IcebergSchema> history) {
        Matcher matcher = new Matcher(new ColumnHistory(history));
        List<Field> fields = matcher.match(writer.fields(), table.struct(), ColumnHistory.TOP_LEVEL, "");
        if (fields.isEmpty()) {
            matcher.conflicts.add("the table has none of the writer's columns");
        }
        if (!matcher.conflicts.isEmpty()) {
            throw new SchemaConflictException(matcher.conflicts);
        }
        return new SchemaMapping(table, new Schema(writer.name(), fields), List.copyOf(matcher.leftOut));
    }

    private static final class Matcher {

        private final ColumnHistory history;
        private final List<String> leftOut = new ArrayList<>();
        private final List<String> conflicts = new ArrayList<>();

        Matcher(ColumnHistory history) {
            this.history = history;
        }

        List<Field> match(List<Field> writer, Type.StructType table, int parentId, String prefix) {
            List<NestedField> targets = history.targets(writer, table, parentId);
            List<Field> matched = new ArrayList<>();
            for (int i = 0; i < writer.size(); i++) {
                Field field = writer.get(i);
                NestedField target = targets.get(i);
                if (target == null) {
                    leftOut.add(prefix + field.name());
                    continue;
                }
                Field mapped = match(field, target, prefix + field.name());
                if (mapped != null) {
                    matched.add(mapped);
                }
            }
            for (NestedField target : table.fields()) {
                if (target.required() && !targets.contains(target)) {
                    conflicts.add(prefix + target.name() + ": the table requires this column, which is not written");
                }
            }
            return matched;
        }

        /** Returns the field with the table's ids, or null if nothing is left of it. */
        private Field match(Field field, NestedField target, String path) {
            if (target.required() && field.repetition() != Repetition.REQUIRED) {
                conflicts.add(path + ": the table requires a value, the column written may be null");
            }
            if (field instanceof PrimitiveField primitive) {
                return matchPrimitive(primitive, target, path);
            }
            GroupField group = (GroupField) field;
            if (group.annotation() == GroupAnnotation.LIST && target.type() instanceof Type.ListType list) {
                Field element = match(repeated(group).get(0), list.element(), path + ".element");
                return element == null ? null : Field.list(group.name(), group.repetition(), target.id(), element);
            }
            if (group.annotation() == GroupAnnotation.MAP && target.type() instanceof Type.MapType map) {
                Field key = match(repeated(group).get(0), map.key(), path + ".key");
                Field value = match(repeated(group).get(1), map.value(), path + ".value");
                return key == null || value == null
                        ? null
                        : Field.map(group.name(), group.repetition(), target.id(), key, value);
            }
            if (group.annotation() == GroupAnnotation.NONE && target.type() instanceof Type.StructType struct) {
                List<Field> children = match(group.children(), struct, target.id(), path + ".");
                return children.isEmpty()
                        ? null
                        : Field.struct(group.name(), group.repetition(), target.id(), children);
            }
            typeConflict(path, target.type(), written(group));
            return null;
        }

        private Field matchPrimitive(PrimitiveField field, NestedField target, String path) {
            if (!ParquetTypes.fits(field, target.type())) {
                String written = ParquetTypes.primitiveType(field, path).name();
                typeConflict(path, target.type(), written);
                return null;
            }
            return new PrimitiveField(
                    field.name(),
                    field.repetition(),
                    target.id(),
                    field.type(),
                    field.typeLength(),
                    field.logicalType());
        }

        private void typeConflict(String path, Type table, String written) {
            conflicts.add(path + ": the table has the type " + table.describe() + ", written is " + written);
        }

        private static String written(GroupField group) {
            return switch (group.annotation()) {
                case LIST -> "a list";
                case MAP -> "a map";
                case NONE -> "a struct";
            };
        }

        private static List<Field> repeated(GroupField group) {
            return ((GroupField) group.children().get(0)).children();
        }
    }
}
