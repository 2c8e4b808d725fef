package dev.otlp2parquet.iceberg.avro;

import java.util.List;

/** A node of the schema of a file. */
public sealed interface AvroType {

    /** Types without parameters. */
    enum Primitive implements AvroType {
        NULL,
        BOOLEAN,
        INT,
        LONG,
        FLOAT,
        DOUBLE,
        BYTES,
        STRING
    }

    /**
     * Bytes of one length.
     *
     * @param size bytes of a value
     */
    record Fixed(int size) implements AvroType {}

    /** Values are positions in {@code symbols}. */
    record Enumeration(List<String> symbols) implements AvroType {}

    record Array(AvroType items) implements AvroType {}

    /** A map. Its keys are strings. */
    record Mapping(AvroType values) implements AvroType {}

    record Union(List<AvroType> branches) implements AvroType {}

    /** A record. Its fields are set once, after its creation, because a record may contain itself. */
    final class RecordType implements AvroType {

        private List<Field> fields = List.of();

        void setFields(List<Field> fields) {
            this.fields = List.copyOf(fields);
        }

        public List<Field> fields() {
            return fields;
        }

        /** Returns the position of the field with an Iceberg field id, or -1. */
        public int indexOf(int fieldId) {
            for (int i = 0; i < fields.size(); i++) {
                if (fields.get(i).fieldId() == fieldId) {
                    return i;
                }
            }
            return -1;
        }
    }

    /**
     * A field of a record.
     *
     * @param fieldId the attribute {@code field-id} of Iceberg's appendix A, "Avro", or -1
     */
    record Field(String name, int fieldId, AvroType type) {}
}
