package dev.otlp2parquet.ingest.config;

import dev.otlp2parquet.platform.text.Ascii;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Variables by name. Each read checks the value, and its message names the variable. A blank value counts as not set. */
public final class Settings {

    private final Map<String, String> values = new TreeMap<>();
    private final List<String> warnings = new ArrayList<>();
    private String contradiction;

    /** @param variables environment variables, or Worker variables and secrets; copied */
    public Settings(Map<String, String> variables) {
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            String value = trim(variable.getValue());
            if (!value.isEmpty()) {
                values.put(variable.getKey(), value);
            }
        }
        for (String name : names()) {
            String present = Aliases.presentName(name);
            if (present != null) {
                String other = values.putIfAbsent(present, values.get(name));
                if (other != null && !other.equals(values.get(name))) {
                    contradiction = name + " and " + present + " have different values; remove " + name;
                }
                values.remove(name);
                warnings.add(Aliases.warning(name, present));
            }
        }
    }

    /** What works, but should be changed, one line each. */
    List<String> warnings() {
        return warnings;
    }

    /** @throws ConfigException if a variable contradicts the same one under its earlier name */
    void checkAliases() throws ConfigException {
        if (contradiction != null) {
            throw new ConfigException(contradiction);
        }
    }

    /** Names of all variables that are set, sorted. */
    List<String> names() {
        return new ArrayList<>(values.keySet());
    }

    /** Whether the variable is set. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** The value, or {@code fallback} if it is not set. */
    public String text(String name, String fallback) {
        String value = values.get(name);
        return value == null ? fallback : value;
    }

    /**
     * Whether the value is {@code true}.
     *
     * @throws ConfigException if it is neither {@code true} nor {@code false}
     */
    public boolean flag(String name, boolean fallback) throws ConfigException {
        String value = values.get(name);
        if (value == null) {
            return fallback;
        }
        if (Ascii.equalsIgnoreCase(value, "true")) {
            return true;
        }
        if (Ascii.equalsIgnoreCase(value, "false")) {
            return false;
        }
        throw refused(name, "true or false");
    }

    /**
     * The value as a number.
     *
     * @throws ConfigException if it is not a whole number from {@code min} to {@code max}
     */
    public int number(String name, int fallback, int min, int max) throws ConfigException {
        String value = values.get(name);
        if (value == null) {
            return fallback;
        }
        long number = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            number = c < '0' || c > '9' || number > max ? Long.MAX_VALUE : number * 10 + (c - '0');
        }
        if (number < min || number > max) {
            throw refused(name, "a whole number from " + min + " to " + max);
        }
        return (int) number;
    }

    /**
     * The index in {@code allowed} of the value, compared without regard to case.
     *
     * @throws ConfigException if it is none of them
     */
    public int choice(String name, int fallback, String... allowed) throws ConfigException {
        String value = values.get(name);
        if (value == null) {
            return fallback;
        }
        for (int i = 0; i < allowed.length; i++) {
            if (Ascii.equalsIgnoreCase(allowed[i], value)) {
                return i;
            }
        }
        throw refused(name, String.join(", ", allowed));
    }

    /** A list, split at commas, with trimmed elements, which may be empty. A variable that is not set has no elements. */
    List<String> list(String name) {
        List<String> elements = new ArrayList<>();
        String value = values.get(name);
        if (value == null) {
            return elements;
        }
        int from = 0;
        while (from <= value.length()) {
            int comma = value.indexOf(',', from);
            int end = comma < 0 ? value.length() : comma;
            elements.add(trim(value.substring(from, end)));
            from = end + 1;
        }
        return elements;
    }

    /** The refusal of a variable that is not secret. */
    public ConfigException refused(String name, String allowed) {
        return new ConfigException(name + "=" + values.get(name) + ": expected " + allowed);
    }

    /** Trims line ends too: a secret that was piped in often ends with one. */
    private static String trim(String value) {
        return value.trim();
    }
}
