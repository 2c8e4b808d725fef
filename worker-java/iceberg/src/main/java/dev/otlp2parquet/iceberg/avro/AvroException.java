package dev.otlp2parquet.iceberg.avro;

/** The bytes are not an Avro object container file, or a damaged one. The message says where, and what was expected. */
public final class AvroException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public AvroException(String message) {
        super(message);
    }

    public AvroException(String message, Throwable cause) {
        super(message, cause);
    }
}
