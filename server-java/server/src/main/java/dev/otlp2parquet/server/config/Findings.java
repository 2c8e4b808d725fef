package dev.otlp2parquet.server.config;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with a configuration, and what will change. Collected while it is read. */
final class Findings {

    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    void problem(String text) {
        if (!problems.contains(text)) {
            problems.add(text);
        }
    }

    void warning(String text) {
        if (!warnings.contains(text)) {
            warnings.add(text);
        }
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }
}
