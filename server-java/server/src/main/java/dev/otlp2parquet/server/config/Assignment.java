package dev.otlp2parquet.server.config;

/**
 * A value that a source gives to a setting.
 *
 * @param name of the setting
 * @param text without surrounding white space, never empty. May be secret
 * @param source for people, such as {@code config.toml:12:3}
 */
record Assignment(String name, String text, String source) {

    /** Without the value, which may be secret. */
    @Override
    public String toString() {
        return name + " from " + source;
    }
}
