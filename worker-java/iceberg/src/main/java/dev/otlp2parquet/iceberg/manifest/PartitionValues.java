package dev.otlp2parquet.iceberg.manifest;

import dev.otlp2parquet.iceberg.avro.AvroOutput;
import dev.otlp2parquet.iceberg.avro.AvroRecord;
import dev.otlp2parquet.iceberg.partition.PartitionField;
import dev.otlp2parquet.iceberg.schema.PrimitiveType;
import dev.otlp2parquet.iceberg.schema.SingleValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The tuple {@code partition} of a data file in Avro (specification, appendix A, "Avro"). */
final class PartitionValues {

    private PartitionValues() {}

    static void write(AvroOutput out, List<PrimitiveType> types, List<Object> values) {
        for (int i = 0; i < types.size(); i++) {
            if (out.present(values.get(i))) {
                write(out, types.get(i), values.get(i));
            }
        }
    }

    private static void write(AvroOutput out, PrimitiveType type, Object value) {
        switch (type.kind()) {
            case BOOLEAN -> out.bool((Boolean) value);
            case INT, DATE -> out.integer((Integer) value);
            case LONG, TIME, TIMESTAMP, TIMESTAMPTZ, TIMESTAMP_NS, TIMESTAMPTZ_NS -> out.integer((Long) value);
            case FLOAT -> out.float32((Float) value);
            case DOUBLE -> out.float64((Double) value);
            case STRING -> out.string((String) value);
            case BINARY -> out.bytes((byte[]) value);
            case FIXED, UUID -> out.fixed((byte[]) value);
            case DECIMAL -> out.fixed(widen((byte[]) value, AvroSchemas.decimalBytes(type.length())));
            case OTHER -> throw new IllegalArgumentException("values of the type " + type.name() + " are not known");
        }
    }

    /** The values of a spec's fields by field id; a field that the manifest does not have is null. */
    static List<Object> read(AvroRecord partition, List<PartitionField> fields, List<PrimitiveType> types) {
        List<Object> values = new ArrayList<>(fields.size());
        for (int i = 0; i < fields.size(); i++) {
            Object value =
                    partition == null ? null : partition.get(fields.get(i).fieldId());
            values.add(value == null ? null : SingleValue.promote(types.get(i), value));
        }
        return Collections.unmodifiableList(values);
    }

    private static byte[] widen(byte[] number, int size) {
        if (number.length > size) {
            throw new IllegalArgumentException(
                    "a decimal of " + number.length + " bytes where " + size + " are allowed");
        }
        byte[] wide = new byte[size];
        for (int i = 0; i < size - number.length; i++) {
            wide[i] = (byte) (number[0] >> 7);
        }
        System.arraycopy(number, 0, wide, size - number.length, number.length);
        return wide;
    }
}
