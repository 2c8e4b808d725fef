package dev.otlp2parquet.ingest.config;

/**
 * A configuration that cannot be used. The message names the variable, its value unless it is a secret, and what is
 * allowed.
 */
public final class ConfigException extends Exception {

    private static final long serialVersionUID = 1L;

    public ConfigException(String message) {
        super(message);
    }
}
