package dev.otlp2parquet.parquet.internal.file;

import dev.otlp2parquet.parquet.internal.format.ConvertedType;
import dev.otlp2parquet.parquet.internal.format.SchemaElement;
import dev.otlp2parquet.parquet.internal.format.ThriftLogicalType;
import dev.otlp2parquet.parquet.internal.format.ThriftLogicalType.TimeUnit;
import dev.otlp2parquet.parquet.schema.Field;
import dev.otlp2parquet.parquet.schema.GroupAnnotation;
import dev.otlp2parquet.parquet.schema.GroupField;
import dev.otlp2parquet.parquet.schema.LogicalType.Int;
import dev.otlp2parquet.parquet.schema.LogicalType.JsonText;
import dev.otlp2parquet.parquet.schema.LogicalType.StringText;
import dev.otlp2parquet.parquet.schema.LogicalType.Timestamp;
import dev.otlp2parquet.parquet.schema.LogicalType.TimestampUnit;
import dev.otlp2parquet.parquet.schema.PrimitiveField;
import dev.otlp2parquet.parquet.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * A schema as the footer has it: depth first, each group with the number of its children (parquet.thrift, {@code
 * SchemaElement}). Logical types come with the older converted types that say the same, for older readers.
 */
final class SchemaElements {

    private final List<SchemaElement> elements = new ArrayList<>();

    private SchemaElements() {}

    static List<SchemaElement> of(Schema schema) {
        SchemaElements all = new SchemaElements();
        int children = schema.fields().size();
        all.elements.add(new SchemaElement(null, 0, null, schema.name(), children, null, Field.NO_ID, null));
        for (Field field : schema.fields()) {
            all.add(field);
        }
        return all.elements;
    }

    private void add(Field field) {
        if (field instanceof GroupField group) {
            elements.add(element(group));
            for (Field child : group.children()) {
                add(child);
            }
        } else if (field instanceof PrimitiveField primitive) {
            elements.add(element(primitive));
        }
    }

    private static SchemaElement element(GroupField group) {
        ConvertedType converted = null;
        ThriftLogicalType logical = null;
        if (group.annotation() == GroupAnnotation.LIST) {
            converted = ConvertedType.LIST;
            logical = ThriftLogicalType.LIST;
        } else if (group.annotation() == GroupAnnotation.MAP) {
            converted = ConvertedType.MAP;
            logical = ThriftLogicalType.MAP;
        }
        int children = group.children().size();
        return new SchemaElement(
                null, 0, group.repetition(), group.name(), children, converted, group.fieldId(), logical);
    }

    private static SchemaElement element(PrimitiveField field) {
        ConvertedType converted = null;
        ThriftLogicalType logical = null;
        if (field.logicalType() instanceof StringText) {
            converted = ConvertedType.UTF8;
            logical = ThriftLogicalType.STRING;
        } else if (field.logicalType() instanceof JsonText) {
            converted = ConvertedType.JSON;
            logical = ThriftLogicalType.JSON;
        } else if (field.logicalType() instanceof Timestamp timestamp) {
            boolean micros = timestamp.unit() == TimestampUnit.MICROS;
            converted = micros ? ConvertedType.TIMESTAMP_MICROS : null;
            logical = ThriftLogicalType.timestamp(true, micros ? TimeUnit.MICROS : TimeUnit.NANOS);
        } else if (field.logicalType() instanceof Int integer) {
            converted = converted(integer);
            logical = ThriftLogicalType.integer(integer.bits(), integer.signed());
        }
        return new SchemaElement(
                field.type(),
                field.typeLength(),
                field.repetition(),
                field.name(),
                0,
                converted,
                field.fieldId(),
                logical);
    }

    private static ConvertedType converted(Int integer) {
        return switch (integer.bits()) {
            case 8 -> integer.signed() ? ConvertedType.INT_8 : ConvertedType.UINT_8;
            case 16 -> integer.signed() ? ConvertedType.INT_16 : ConvertedType.UINT_16;
            case 32 -> integer.signed() ? ConvertedType.INT_32 : ConvertedType.UINT_32;
            default -> integer.signed() ? ConvertedType.INT_64 : ConvertedType.UINT_64;
        };
    }
}
