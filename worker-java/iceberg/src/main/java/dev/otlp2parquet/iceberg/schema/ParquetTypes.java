package dev.otlp2parquet.iceberg.schema;

import dev.otlp2parquet.parquet.schema.Field;
import dev.otlp2parquet.parquet.schema.GroupAnnotation;
import dev.otlp2parquet.parquet.schema.GroupField;
import dev.otlp2parquet.parquet.schema.LogicalType;
import dev.otlp2parquet.parquet.schema.PrimitiveField;
import dev.otlp2parquet.parquet.schema.Repetition;
import dev.otlp2parquet.parquet.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/** Converts Parquet columns to Iceberg types: the specification's appendix A, "Parquet", from right to left. */
public final class ParquetTypes {

    private ParquetTypes() {}

    /**
     * Returns the Iceberg schema of a Parquet schema, with the same names and ids.
     *
     * @throws IllegalArgumentException if a field has no id, or a type that Iceberg lacks; the message names its path
     */
    public static IcebergSchema icebergSchema(int schemaId, Schema schema) {
        List<NestedField> fields = new ArrayList<>(schema.fields().size());
        for (Field field : schema.fields()) {
            fields.add(nestedField(field, field.name()));
        }
        return IcebergSchema.of(schemaId, fields);
    }

    private static NestedField nestedField(Field field, String path) {
        if (field.fieldId() == Field.NO_ID) {
            throw new IllegalArgumentException(path + ": a column of an Iceberg table needs a field id");
        }
        return new NestedField(
                field.fieldId(), field.name(), field.repetition() == Repetition.REQUIRED, typeOf(field, path));
    }

    /** Returns the Iceberg type of a field, with nested ids. */
    private static Type typeOf(Field field, String path) {
        if (field.repetition() == Repetition.REPEATED) {
            throw new IllegalArgumentException(path + ": Iceberg has no repeated fields outside of lists and maps");
        }
        if (field instanceof PrimitiveField primitive) {
            return primitiveType(primitive, path);
        }
        GroupField group = (GroupField) field;
        if (group.annotation() == GroupAnnotation.NONE) {
            List<NestedField> fields = new ArrayList<>();
            for (Field child : group.children()) {
                fields.add(nestedField(child, path + "." + child.name()));
            }
            return new Type.StructType(fields);
        }
        List<Field> inner = ((GroupField) group.children().get(0)).children();
        if (group.annotation() == GroupAnnotation.LIST) {
            return new Type.ListType(nestedField(inner.get(0), path + ".element"));
        }
        return new Type.MapType(nestedField(inner.get(0), path + ".key"), nestedField(inner.get(1), path + ".value"));
    }

    /**
     * Returns whether a column of the type can hold the written values. Of nested columns only the outermost type is
     * compared.
     */
    static boolean fits(Field field, Type type) {
        if (field instanceof PrimitiveField primitive) {
            PrimitiveType written = primitiveType(primitive, field.name());
            return type instanceof PrimitiveType target && (target.equals(written) || written.promotesTo(target));
        }
        return switch (((GroupField) field).annotation()) {
            case LIST -> type instanceof Type.ListType;
            case MAP -> type instanceof Type.MapType;
            case NONE -> type instanceof Type.StructType;
        };
    }

    static PrimitiveType primitiveType(PrimitiveField field, String path) {
        if (field.isUnsigned()) {
            throw new IllegalArgumentException(path + ": Iceberg has no unsigned integers");
        }
        if (field.logicalType() instanceof LogicalType.Timestamp timestamp) {
            return timestamp.unit() == LogicalType.TimestampUnit.NANOS
                    ? PrimitiveType.TIMESTAMPTZ_NS
                    : PrimitiveType.TIMESTAMPTZ;
        }
        return switch (field.type()) {
            case BOOLEAN -> PrimitiveType.BOOLEAN;
            case INT32 -> PrimitiveType.INT;
            case INT64 -> PrimitiveType.LONG;
            case DOUBLE -> PrimitiveType.DOUBLE;
            case BYTE_ARRAY -> field.isText() ? PrimitiveType.STRING : PrimitiveType.BINARY;
            case FIXED_LEN_BYTE_ARRAY -> PrimitiveType.fixed(field.typeLength());
        };
    }
}
