package dev.otlp2parquet.iceberg.avro;

import java.util.List;

/**
 * A record with its fields by Iceberg field id. A value is null, Boolean, Integer (int, or the position of an enum's
 * symbol), Long, Float, Double, byte[] (bytes, fixed), String, {@code List<Object>} (array),
 * {@code Map<String, Object>} (map) or AvroRecord. A field that the file lacks is null.
 */
public final class AvroRecord {

    private final AvroType.RecordType type;
    private final Object[] values;

    AvroRecord(AvroType.RecordType type, Object[] values) {
        this.type = type;
        this.values = values;
    }

    public Object get(int fieldId) {
        int index = type.indexOf(fieldId);
        return index < 0 ? null : values[index];
    }

    /** Returns an int or long, or null. */
    public Long int64(int fieldId) {
        Object value = get(fieldId);
        if (value == null) {
            return null;
        }
        if (value instanceof Long number) {
            return number;
        }
        if (value instanceof Integer number) {
            return number.longValue();
        }
        throw wrongType(fieldId, "an integer");
    }

    public long int64Or(int fieldId, long absent) {
        Long value = int64(fieldId);
        return value == null ? absent : value;
    }

    /**
     * Returns a value that the format requires.
     *
     * @throws AvroException if the field is missing
     */
    public long requiredInt64(int fieldId) {
        Long value = int64(fieldId);
        if (value == null) {
            throw missing(fieldId);
        }
        return value;
    }

    /** Returns an integer of 32 bits, or null. */
    public Integer int32(int fieldId) {
        Long value = int64(fieldId);
        if (value != null && value != value.intValue()) {
            throw wrongType(fieldId, "an integer of 32 bits");
        }
        return value == null ? null : Integer.valueOf(value.intValue());
    }

    public int int32Or(int fieldId, int absent) {
        Integer value = int32(fieldId);
        return value == null ? absent : value;
    }

    /** Returns a string, or null. */
    public String string(int fieldId) {
        Object value = get(fieldId);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw wrongType(fieldId, "a string");
    }

    /**
     * Returns a value that the format requires.
     *
     * @throws AvroException if the field is missing
     */
    public String requiredString(int fieldId) {
        String value = string(fieldId);
        if (value == null) {
            throw missing(fieldId);
        }
        return value;
    }

    /** Returns bytes, or null. */
    public byte[] bytes(int fieldId) {
        Object value = get(fieldId);
        if (value == null || value instanceof byte[]) {
            return (byte[]) value;
        }
        throw wrongType(fieldId, "bytes");
    }

    /**
     * Returns a value that the format requires.
     *
     * @throws AvroException if the field is missing
     */
    public byte[] requiredBytes(int fieldId) {
        byte[] value = bytes(fieldId);
        if (value == null) {
            throw missing(fieldId);
        }
        return value;
    }

    /** Returns a boolean, or null. */
    public Boolean bool(int fieldId) {
        Object value = get(fieldId);
        if (value == null || value instanceof Boolean) {
            return (Boolean) value;
        }
        throw wrongType(fieldId, "a boolean");
    }

    /** Returns a record, or null. */
    public AvroRecord record(int fieldId) {
        Object value = get(fieldId);
        if (value == null || value instanceof AvroRecord) {
            return (AvroRecord) value;
        }
        throw wrongType(fieldId, "a record");
    }

    /** Returns a list, or null. */
    public List<?> list(int fieldId) {
        Object value = get(fieldId);
        if (value == null || value instanceof List<?>) {
            return (List<?>) value;
        }
        throw wrongType(fieldId, "an array");
    }

    private static AvroException missing(int fieldId) {
        return new AvroException("the field with id " + fieldId + " is required and missing");
    }

    private static AvroException wrongType(int fieldId, String expected) {
        return new AvroException("the field with id " + fieldId + ": expected " + expected + ", found another type");
    }
}
