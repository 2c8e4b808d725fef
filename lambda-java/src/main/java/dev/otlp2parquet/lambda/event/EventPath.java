package dev.otlp2parquet.lambda.event;

import dev.otlp2parquet.platform.json.JsonObject;
import java.util.Set;

/**
 * The path of a request as the core knows it. Before it may stand the stage of an API, or the base path that a custom domain maps to
 * it. The greedy parameter of a route, <code>{proxy+}</code>, and a route without parameters have neither.
 */
final class EventPath {

    /** These are never shortened: a stage may be called v1. */
    private static final Set<String> SIGNALS = Set.of("/v1/logs", "/v1/traces", "/v1/metrics");

    private EventPath() {}

    /** Of a REST API: {@code path} has the base path of a custom domain, but no stage. */
    static String ofV1(JsonObject event, JsonObject context) {
        String path = event.string("path");
        String routed = routed(event, event.stringOr("resource", ""), path);
        return routed != null ? routed : withoutStage(path, context.stringOr("stage", ""));
    }

    /** Of an HTTP API: {@code rawPath} begins with the stage, unless it is {@code $default}. */
    static String ofV2(JsonObject event, JsonObject context) {
        String path = event.string("rawPath");
        String routeKey = event.stringOr("routeKey", "");
        String routed = routed(event, routeKey.substring(routeKey.indexOf(' ') + 1), path);
        return routed != null ? routed : withoutStage(path, context.stringOr("stage", ""));
    }

    /**
     * Returns what a route says about the path, or null.
     *
     * @param route as {@code /v1/logs} or <code>/{proxy+}</code>
     */
    private static String routed(JsonObject event, String route, String path) {
        String rest = event.strings("pathParameters").get(greedyParameter(route));
        if (rest != null) {
            return rest.startsWith("/") ? rest : "/" + rest;
        }
        boolean plain = route.startsWith("/") && route.length() > 1 && route.indexOf('{') < 0;
        return plain && path.endsWith(route) ? route : null;
    }

    /** The name of the parameter that takes the rest of a path, which is the last part of a route; empty if there is none. */
    private static String greedyParameter(String route) {
        int begin = route.lastIndexOf('{');
        return begin >= 0 && route.endsWith("+}") ? route.substring(begin + 1, route.length() - 2) : "";
    }

    private static String withoutStage(String path, String stage) {
        String prefix = "/" + stage;
        if (stage.isEmpty() || SIGNALS.contains(path) || !path.startsWith(prefix)) {
            return path;
        }
        String rest = path.substring(prefix.length());
        return rest.isEmpty() ? "/" : rest.startsWith("/") ? rest : path;
    }
}
