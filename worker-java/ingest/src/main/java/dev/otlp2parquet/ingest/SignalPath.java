package dev.otlp2parquet.ingest;

import dev.otlp2parquet.otlp.Signal;

/**
 * The paths that requests are sent to. Slashes too many mean nothing: they come from an endpoint that ends with one, to which an
 * exporter appends a path that begins with one.
 */
final class SignalPath {

    private SignalPath() {}

    /** The signal that is sent to a path, or null. */
    static Signal signalAt(String path) {
        return switch (canonical(path)) {
            case "/v1/logs" -> Signal.LOGS;
            case "/v1/traces" -> Signal.TRACES;
            case "/v1/metrics" -> Signal.METRICS;
            default -> null;
        };
    }

    /** A path with one slash where it has several, and none at its end. */
    static String canonical(String path) {
        if (!path.endsWith("/") && !path.contains("//")) {
            return path;
        }
        StringBuilder canonical = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            boolean redundant = path.charAt(i) == '/' && (i + 1 == path.length() || path.charAt(i + 1) == '/');
            if (!redundant) {
                canonical.append(path.charAt(i));
            }
        }
        return canonical.toString();
    }
}
