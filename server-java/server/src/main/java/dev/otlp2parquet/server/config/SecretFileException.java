package dev.otlp2parquet.server.config;

/** A file of a secret cannot be used. The message says why and what to do, without the path and the secret. */
public final class SecretFileException extends Exception {

    private static final long serialVersionUID = 1L;

    SecretFileException(String message) {
        super(message);
    }
}
