package dev.otlp2parquet.server.config;

import dev.otlp2parquet.ingest.config.ConfigException;
import dev.otlp2parquet.ingest.config.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All values: those of the sources, then the defaults. Each knows where it came from. */
final class Effective {

    private static final String DEFAULT = "default";

    private final Findings findings;
    private final Map<String, Assignment> given = new LinkedHashMap<>();
    private final Map<String, Assignment> defaults = new LinkedHashMap<>();

    /** @param layers the strongest first */
    Effective(List<Layer> layers, Findings findings) {
        this.findings = findings;
        for (Layer layer : layers) {
            layer.values().forEach(given::putIfAbsent);
        }
        for (Setting setting : ServerSettings.all()) {
            if (!setting.fallback().isEmpty()) {
                byDefault(setting.name(), setting.fallback(), DEFAULT);
            }
        }
    }

    /** Whether a source gives a value. */
    boolean isGiven(String name) {
        return given.containsKey(name);
    }

    /** The value, given or by default; empty if there is none. */
    String text(String name) {
        Assignment assignment = assignment(name);
        return assignment == null ? "" : assignment.text();
    }

    /** Name and source, for messages. */
    String named(String name) {
        return name + " (" + assignment(name).source() + ")";
    }

    /** Sets the value that holds if no source gives one. */
    void byDefault(String name, String text, String source) {
        defaults.put(name, new Assignment(name, text, source));
    }

    /** Replaces a given value by what it stands for. */
    void replace(String name, String text) {
        given.put(name, new Assignment(name, text, given.get(name).source()));
    }

    /** Sets a value, such as one that another setting implies. */
    void give(String name, String text, String source) {
        given.put(name, new Assignment(name, text, source));
    }

    boolean flag(String name) {
        return read(name, false, settings -> settings.flag(name, false));
    }

    int number(String name, int min, int max) {
        return read(name, min, settings -> settings.number(name, min, min, max));
    }

    /** The index in {@code allowed}, or -1 if the value is not set or wrong. */
    int choice(String name, String... allowed) {
        return read(name, -1, settings -> settings.choice(name, -1, allowed));
    }

    private <T> T read(String name, T wrong, Reading<T> reading) {
        Assignment assignment = assignment(name);
        Map<String, String> one = assignment == null ? Map.of() : Map.of(name, assignment.text());
        try {
            return reading.of(new Settings(one));
        } catch (ConfigException e) {
            findings.problem(withSources(e.getMessage()));
            return wrong;
        }
    }

    /** Reads one value, which the core's rules check. */
    private interface Reading<T> {
        T of(Settings settings) throws ConfigException;
    }

    /** A message of the core, with the source of each setting that it names. */
    String withSources(String message) {
        StringBuilder sources = new StringBuilder();
        for (Assignment assignment : given.values()) {
            if (names(message, assignment.name())) {
                sources.append(sources.length() == 0 ? " (" : "; ")
                        .append(assignment.name())
                        .append(" is from ")
                        .append(assignment.source());
            }
        }
        return sources.length() == 0 ? message : message + sources.append(')');
    }

    private static boolean names(String message, String name) {
        int at = message.indexOf(name);
        int end = at + name.length();
        while (at >= 0 && end < message.length() && isNamePart(message.charAt(end))) {
            at = message.indexOf(name, end);
            end = at + name.length();
        }
        return at >= 0;
    }

    private static boolean isNamePart(char c) {
        return c == '_' || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    /** All values in the order of {@link ServerSettings}. */
    List<ConfigValue> values() {
        List<ConfigValue> values = new ArrayList<>();
        for (Setting setting : ServerSettings.all()) {
            Assignment assignment = assignment(setting.name());
            if (assignment != null) {
                values.add(new ConfigValue(setting, assignment.text(), assignment.source()));
            }
        }
        return values;
    }

    /** The values of the core's settings, a new map. */
    Map<String, String> core() {
        Map<String, String> core = new LinkedHashMap<>();
        for (ConfigValue value : values()) {
            if (value.setting().core()) {
                core.put(value.setting().name(), value.text());
            }
        }
        return core;
    }

    private Assignment assignment(String name) {
        Assignment assignment = given.get(name);
        return assignment == null ? defaults.get(name) : assignment;
    }
}
