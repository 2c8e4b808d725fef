package dev.otlp2parquet.server.http;

/** A PEM file that cannot be used. The message names the file and what was expected, and holds nothing of its content. */
final class PemException extends Exception {

    private static final long serialVersionUID = 1L;

    PemException(String message) {
        super(message);
    }
}
