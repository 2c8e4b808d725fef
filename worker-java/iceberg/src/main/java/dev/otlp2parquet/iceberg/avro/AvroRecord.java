package dev.otlp2parquet.iceberg.avro;

import java.util.List;

/**
 * A record as it was read, with its fields by Iceberg field id. A value is null, Boolean, Integer (int, or the position of an
 * enum's symbol), Long, Float, Double, byte[] (bytes, fixed), String, {@code List<Object>} (array), {@code Map<String, Object>}
 * (map) or AvroRecord. A field that the file does not have is null, as is one that is null.
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

    /** An int or long; null if absent. */
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
     * A value that the format requires.
     *
     * @throws AvroException if the field is absent
     */
    public long requiredInt64(int fieldId) {
        Long value = int64(fieldId);
        if (value == null) {
            throw missing(fieldId);
        }
        return value;
    }

    /** An integer of 32 bits; null if absent. */
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

    /** Null if absent. */
    public String string(int fieldId) {
        Object value = get(fieldId);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw wrongType(fieldId, "a string");
    }

    /**
     * A value that the format requires.
     *
     * @throws AvroException if the field is absent
     */
    public String requiredString(int fieldId) {
        String value = string(fieldId);
        if (value == null) {
            throw missing(fieldId);
        }
        return value;
    }

    /** Null if absent. */
    public byte[] bytes(int fieldId) {
        Object value = get(fieldId);
        if (value == null || value instanceof byte[]) {
            return (byte[]) value;
        }
        throw wrongType(fieldId, "bytes");
    }

    /**
     * A value that the format requires.
     *
     * @throws AvroException if the field is absent
     */
    public byte[] requiredBytes(int fieldId) {
        byte[] value = bytes(fieldId);
        if (value == null) {
            throw missing(fieldId);
        }
        return value;
    }

    /** Null if absent. */
    public Boolean bool(int fieldId) {
        Object value = get(fieldId);
        if (value == null || value instanceof Boolean) {
            return (Boolean) value;
        }
        throw wrongType(fieldId, "a boolean");
    }

    /** Null if absent. */
    public AvroRecord record(int fieldId) {
        Object value = get(fieldId);
        if (value == null || value instanceof AvroRecord) {
            return (AvroRecord) value;
        }
        throw wrongType(fieldId, "a record");
    }

    /** Null if absent. */
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
