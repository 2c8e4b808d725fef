package dev.otlp2parquet.server.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All settings of the server. The TOML file, the flags, {@code config check} and docs/server-configuration.md follow this list. */
public final class ServerSettings {

    private static final List<Setting> ALL = SettingList.ALL;

    private ServerSettings() {}

    /** All settings, in the order in which people read them. */
    public static List<Setting> all() {
        return ALL;
    }

    /** The setting with the name of an environment variable, or null. */
    public static Setting named(String name) {
        for (Setting setting : ALL) {
            if (setting.name().equals(name)) {
                return setting;
            }
        }
        return null;
    }

    /** The setting with a TOML key such as {@code server.listen_addr}, or null. */
    static Setting withKey(String key) {
        for (Setting setting : ALL) {
            if (setting.keys().contains(key)) {
                return setting;
            }
        }
        return null;
    }

    /** All TOML keys. */
    static List<String> keys() {
        List<String> keys = new ArrayList<>();
        for (Setting setting : ALL) {
            keys.addAll(setting.keys());
        }
        return keys;
    }

    /** All environment variables, with those that name files of secrets. */
    static List<String> variables() {
        List<String> names = new ArrayList<>();
        for (Setting setting : ALL) {
            names.add(setting.name());
            if (setting.secret()) {
                names.add(setting.fileVariable());
            }
        }
        return names;
    }

    /**
     * The secret that somebody may mean by a word such as {@code auth_token}, {@code secret-access-key} or {@code password}; null if
     * there is none.
     */
    public static Setting secretLike(String word) {
        String wanted = word.replace('-', '_').toLowerCase(Locale.ROOT);
        for (Setting setting : ALL) {
            String name = setting.shortName();
            if (setting.secret() && (name.equals(wanted) || name.endsWith("_" + wanted))) {
                return setting;
            }
        }
        return null;
    }

    /** What to do instead of writing a secret down where others can read it. */
    public static String cure(Setting secret) {
        return "set the environment variable " + secret.name() + ", or " + secret.fileVariable()
                + " to the path of a file that holds it";
    }
}
