package dev.otlp2parquet.parquet.internal.format;

import dev.otlp2parquet.parquet.schema.PhysicalType;
import dev.otlp2parquet.parquet.schema.Repetition;

/**
 * A node of the schema (parquet.thrift, {@code SchemaElement}).
 *
 * @param type null for a group
 * @param typeLength 0 for none
 * @param repetition null for the root
 * @param numChildren of a group
 * @param convertedType null for none
 * @param fieldId -1 for none
 * @param logicalType null for none
 */
public record SchemaElement(
        PhysicalType type,
        int typeLength,
        Repetition repetition,
        String name,
        int numChildren,
        ConvertedType convertedType,
        int fieldId,
        ThriftLogicalType logicalType)
        implements ThriftStruct {

    @Override
    public void writeFields(CompactWriter out) {
        if (type != null) {
            out.i32(1, type.thriftValue());
        }
        if (typeLength != 0) {
            out.i32(2, typeLength);
        }
        if (repetition != null) {
            out.i32(3, repetition.thriftValue());
        }
        out.string(4, name);
        if (type == null) {
            out.i32(5, numChildren);
        }
        if (convertedType != null) {
            out.enumeration(6, convertedType);
        }
        if (fieldId != -1) {
            out.i32(9, fieldId);
        }
        if (logicalType != null) {
            out.struct(10, logicalType);
        }
    }
}
