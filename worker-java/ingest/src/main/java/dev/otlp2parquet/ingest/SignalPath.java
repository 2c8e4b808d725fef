package dev.otlp2parquet.ingest;

import dev.otlp2parquet.otlp.Signal;

/**
 * The paths of OTLP/HTTP. Redundant slashes are ignored: an exporter appends a path to an endpoint that ends with a slash.
 */
final class SignalPath {

    private SignalPath() {}

    /** The signal of a path, or null. */
    static Signal signalAt(String path) {
        return switch (canonical(path)) {
            case "/v1/logs" -> Signal.LOGS;
            case "/v1/traces" -> Signal.TRACES;
            case "/v1/metrics" -> Signal.METRICS;
            default -> null;
        };
    }

    /** A path without redundant slashes and without a slash at its end. */
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
