package dev.otlp2parquet.parquet.file;

import dev.otlp2parquet.parquet.schema.Field;
import dev.otlp2parquet.parquet.schema.GroupAnnotation;
import dev.otlp2parquet.parquet.schema.GroupField;
import dev.otlp2parquet.parquet.schema.LogicalType.Int;
import dev.otlp2parquet.parquet.schema.LogicalType.JsonText;
import dev.otlp2parquet.parquet.schema.LogicalType.StringText;
import dev.otlp2parquet.parquet.schema.LogicalType.Timestamp;
import dev.otlp2parquet.parquet.schema.LogicalType.TimestampUnit;
import dev.otlp2parquet.parquet.schema.PhysicalType;
import dev.otlp2parquet.parquet.schema.PrimitiveField;
import dev.otlp2parquet.parquet.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.IntType;
import org.apache.parquet.format.JsonType;
import org.apache.parquet.format.ListType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MapType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.NanoSeconds;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;

/**
 * A schema as the footer has it: depth first, each group with the number of its children (parquet.thrift, {@code
 * SchemaElement}). Logical types come with the older converted types that say the same, for older readers.
 */
final class SchemaElements {

    private final List<SchemaElement> elements = new ArrayList<>();

    private SchemaElements() {}

    static List<SchemaElement> of(Schema schema) {
        SchemaElements all = new SchemaElements();
        SchemaElement root = new SchemaElement(schema.name());
        root.setNum_children(schema.fields().size());
        all.elements.add(root);
        for (Field field : schema.fields()) {
            all.add(field);
        }
        return all.elements;
    }

    private void add(Field field) {
        SchemaElement element = new SchemaElement(field.name());
        element.setRepetition_type(
                switch (field.repetition()) {
                    case REQUIRED -> FieldRepetitionType.REQUIRED;
                    case OPTIONAL -> FieldRepetitionType.OPTIONAL;
                    case REPEATED -> FieldRepetitionType.REPEATED;
                });
        if (field.fieldId() != Field.NO_ID) {
            element.setField_id(field.fieldId());
        }
        elements.add(element);
        if (field instanceof GroupField group) {
            describe(group, element);
            for (Field child : group.children()) {
                add(child);
            }
        } else if (field instanceof PrimitiveField primitive) {
            describe(primitive, element);
        }
    }

    private static void describe(GroupField group, SchemaElement element) {
        element.setNum_children(group.children().size());
        if (group.annotation() == GroupAnnotation.LIST) {
            element.setConverted_type(ConvertedType.LIST);
            element.setLogicalType(LogicalType.LIST(new ListType()));
        } else if (group.annotation() == GroupAnnotation.MAP) {
            element.setConverted_type(ConvertedType.MAP);
            element.setLogicalType(LogicalType.MAP(new MapType()));
        }
    }

    private static void describe(PrimitiveField field, SchemaElement element) {
        element.setType(type(field.type()));
        if (field.typeLength() != 0) {
            element.setType_length(field.typeLength());
        }
        if (field.logicalType() instanceof StringText) {
            element.setConverted_type(ConvertedType.UTF8);
            element.setLogicalType(LogicalType.STRING(new StringType()));
        } else if (field.logicalType() instanceof JsonText) {
            element.setConverted_type(ConvertedType.JSON);
            element.setLogicalType(LogicalType.JSON(new JsonType()));
        } else if (field.logicalType() instanceof Timestamp timestamp) {
            boolean micros = timestamp.unit() == TimestampUnit.MICROS;
            if (micros) {
                element.setConverted_type(ConvertedType.TIMESTAMP_MICROS);
            }
            TimeUnit unit = micros ? TimeUnit.MICROS(new MicroSeconds()) : TimeUnit.NANOS(new NanoSeconds());
            element.setLogicalType(LogicalType.TIMESTAMP(new TimestampType(true, unit)));
        } else if (field.logicalType() instanceof Int integer) {
            element.setConverted_type(converted(integer));
            element.setLogicalType(LogicalType.INTEGER(new IntType((byte) integer.bits(), integer.signed())));
        }
    }

    static Type type(PhysicalType type) {
        return switch (type) {
            case BOOLEAN -> Type.BOOLEAN;
            case INT32 -> Type.INT32;
            case INT64 -> Type.INT64;
            case DOUBLE -> Type.DOUBLE;
            case BYTE_ARRAY -> Type.BYTE_ARRAY;
            case FIXED_LEN_BYTE_ARRAY -> Type.FIXED_LEN_BYTE_ARRAY;
        };
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
