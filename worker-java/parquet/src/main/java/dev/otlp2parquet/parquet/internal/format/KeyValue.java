package dev.otlp2parquet.parquet.internal.format;

/** parquet.thrift, {@code KeyValue}. */
public record KeyValue(String key, String value) implements ThriftStruct {

    @Override
    public void writeFields(CompactWriter out) {
        out.string(1, key);
        out.string(2, value);
    }
}
