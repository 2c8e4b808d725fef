package dev.otlp2parquet.server.config;

/**
 * A value in force.
 *
 * @param text may be secret; {@link #shown} is for people
 * @param source for people, such as {@code config.toml:12:3} or {@code default}
 */
public record ConfigValue(Setting setting, String text, String source) {

    /** The value, or instead of a secret where it was set. */
    public String shown() {
        // An address with a user or a query is refused, but it is shown before that, and it may hold a password.
        boolean hidden = setting.secret() || text.contains("@") || (text.contains("://") && text.contains("?"));
        return hidden ? "(hidden, set by " + source + ")" : text;
    }

    /** As {@link #shown}. */
    @Override
    public String toString() {
        return setting.name() + "=" + shown();
    }
}
