package dev.otlp2parquet.server.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A setting of the server. {@link ServerSettings} lists all of them.
 *
 * @param name of the environment variable
 * @param keys of the TOML file, such as {@code server.listen_addr}, the preferred one first; empty for a secret
 * @param flag of the command line, or null. {@code --set} takes every setting that is not secret
 * @param kind of value
 * @param core whether the core reads it. Other settings are the server's own
 * @param fallback the value if it is not set; empty if there is none, or if it depends on others
 * @param help one line for people, as Markdown
 */
public record Setting(
        String name, List<String> keys, String flag, Kind kind, boolean core, String fallback, String help) {

    /** What all names start with. */
    public static final String PREFIX = "OTLP2PARQUET_";

    /** A kind of value. */
    public enum Kind {
        TEXT,
        NUMBER,
        /** {@code true} or {@code false}. */
        FLAG,
        /** Texts separated by commas; in TOML an array too. */
        LIST,
        /** A text that is never shown. It comes from the environment or from a file that the environment names. */
        SECRET
    }

    public Setting {
        keys = List.copyOf(keys);
    }

    /** Whether its value is never shown. */
    public boolean secret() {
        return kind == Kind.SECRET;
    }

    /** The environment variable with the path of a file that holds the secret. */
    public String fileVariable() {
        return name + "_FILE";
    }

    /** The same setting with one more key. */
    Setting withKey(String key) {
        List<String> all = new ArrayList<>(keys);
        all.add(key);
        return new Setting(name, all, flag, kind, core, fallback, help);
    }

    /** The same setting with a flag. */
    Setting withFlag(String value) {
        return new Setting(name, keys, value, kind, core, fallback, help);
    }

    /** The name in lower case without the prefix, such as {@code auth_token}. */
    String shortName() {
        return name.substring(PREFIX.length()).toLowerCase(Locale.ROOT);
    }
}
