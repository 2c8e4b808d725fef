package dev.otlp2parquet.ingest.config;

/** An invalid configuration. The message names the variable, its value unless it is secret, and the allowed values. */
public final class ConfigException extends Exception {

    private static final long serialVersionUID = 1L;

    public ConfigException(String message) {
        super(message);
    }
}
