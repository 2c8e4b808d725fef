package dev.otlp2parquet.otlp.internal.json;

/** The fields of {@code KeyValue} and {@code AnyValue}. */
final class ValueFields {
    static final FieldNames KEY_VALUE = new FieldNames("key", "value");
    static final int KEY = 0;
    static final int VALUE = 1;

    static final FieldNames ANY_VALUE = new FieldNames(
            "stringValue",
            "boolValue",
            "intValue",
            "doubleValue",
            "arrayValue",
            "kvlistValue",
            "bytesValue",
            "stringValueStrindex");
    static final int STRING_VALUE = 0;
    static final int BOOL_VALUE = 1;
    static final int INT_VALUE = 2;
    static final int DOUBLE_VALUE = 3;
    static final int ARRAY_VALUE = 4;
    static final int KVLIST_VALUE = 5;
    static final int BYTES_VALUE = 6;
    static final int STRING_VALUE_STRINDEX = 7;

    private ValueFields() {}
}
