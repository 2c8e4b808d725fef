package dev.otlp2parquet.server.config;

import dev.otlp2parquet.ingest.config.Config;
import dev.otlp2parquet.ingest.config.ConfigException;
import dev.otlp2parquet.ingest.config.Settings;
import java.util.LinkedHashMap;
import java.util.Map;

/** Has the core check its part of a configuration. The core stops at its first problem; here it goes on where it can. */
final class CoreCheck {

    private static final String MODE = "OTLP2PARQUET_CATALOG_MODE";
    private static final String ENABLED = "OTLP2PARQUET_ICEBERG_ENABLED";
    private static final String SOME_SECRET = "x";

    private CoreCheck() {}

    /** @param variables for the core */
    static void check(Map<String, String> variables, Effective effective, Findings findings) {
        Map<String, String> left = new LinkedHashMap<>(variables);
        while (true) {
            try {
                Config.from(new Settings(left));
                return;
            } catch (ConfigException e) {
                String message = e.getMessage();
                findings.problem(effective.withSources(message) + hint(message));
                // A wrong value gives way, so that the next problem shows. After a contradiction nothing else is
                // certain.
                String wrong = wrongValue(message, left);
                if (wrong == null || !giveWay(wrong, left)) {
                    return;
                }
            }
        }
    }

    private static String wrongValue(String message, Map<String, String> variables) {
        for (String name : variables.keySet()) {
            if ((message.startsWith(name + "=") || message.startsWith(name + " ("))
                    && message.contains(": expected ")) {
                return name;
            }
        }
        return null;
    }

    /** Removes a wrong value, or replaces it if its absence would be a problem too. */
    private static boolean giveWay(String wrong, Map<String, String> variables) {
        if (wrong.equals(MODE)) {
            variables.remove(ENABLED);
            return !"none".equals(variables.put(MODE, "none"));
        }
        Setting setting = ServerSettings.named(wrong);
        if (setting != null && setting.secret()) {
            return !SOME_SECRET.equals(variables.put(wrong, SOME_SECRET));
        }
        return variables.remove(wrong) != null;
    }

    private static String hint(String message) {
        return message.startsWith("no credentials are configured")
                ? "; to try the server on this machine, start it with --dev, which makes a token"
                : "";
    }
}
