package dev.otlp2parquet.server.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The list of settings as it is in docs/server-configuration.md. */
final class SettingsDocument {

    static final String START = "<!-- settings: written from ServerSettings -->";
    static final String END = "<!-- end of settings -->";

    private SettingsDocument() {}

    static String of(List<Setting> settings) {
        Map<String, StringBuilder> tables = new LinkedHashMap<>();
        for (Setting setting : settings) {
            String title = setting.secret()
                    ? "Secrets"
                    : "`["
                            + setting.keys()
                                    .get(0)
                                    .substring(0, setting.keys().get(0).indexOf('.')) + "]`";
            tables.computeIfAbsent(title, SettingsDocument::start).append(row(setting));
        }
        return START + "\n" + String.join("", tables.values()) + "\n" + END;
    }

    private static StringBuilder start(String title) {
        String header = title.equals("Secrets")
                ? "| environment variable | |\n|---|---|\n"
                : "| TOML | environment variable, flag | default | |\n|---|---|---|---|\n";
        return new StringBuilder("\n### " + title + "\n\n" + header);
    }

    private static String row(Setting setting) {
        String name = "`" + setting.name() + "`";
        if (setting.secret()) {
            return "| " + name + " | " + setting.help() + " |\n";
        }
        String keys = setting.keys().stream()
                .map(key -> "`" + (key.equals(setting.keys().get(0)) ? key.substring(key.indexOf('.') + 1) : key) + "`")
                .collect(Collectors.joining(" or "));
        String flag = setting.flag() == null ? "" : ", `" + setting.flag() + "`";
        String fallback = setting.fallback().isEmpty() ? "" : "`" + setting.fallback() + "`";
        return "| " + keys + " | " + name + flag + " | " + fallback + " | " + setting.help() + " |\n";
    }
}
