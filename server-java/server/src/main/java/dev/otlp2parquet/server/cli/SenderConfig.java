package dev.otlp2parquet.server.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Configuration of programs that send to a server. */
final class SenderConfig {

    private static final String VARIABLE = "OTLP2PARQUET_AUTH_TOKEN";

    private final String url;
    private final String authorization;
    private final boolean authenticated;

    /**
     * For a server.
     *
     * @param url without a slash at its end
     * @param authorization the value of that header, or null to refer to the environment
     * @param authenticated whether the server needs that header
     */
    SenderConfig(String url, String authorization, boolean authenticated) {
        this.url = url;
        this.authorization = authorization;
        this.authenticated = authenticated;
    }

    /** YAML for the OpenTelemetry Collector. */
    String collector() {
        String value = authorization == null ? "Bearer ${env:" + VARIABLE + "}" : authorization.replace("$", "$$");
        String headers =
                authenticated ? """
                    headers:
                      Authorization: "%s"
                """.formatted(value.replace("\\", "\\\\").replace("\"", "\\\"")) : "";
        return """
                # Configuration of the OpenTelemetry Collector. Before version 0.144 the exporter is called otlphttp.
                # Add the exporter to the pipelines that you have.
                exporters:
                  otlp_http/otlp2parquet:
                    endpoint: %s
                    compression: zstd
                %s\
                    retry_on_failure:
                      max_elapsed_time: 0s
                service:
                  pipelines:
                    logs:
                      receivers: [otlp]
                      exporters: [otlp_http/otlp2parquet]
                    traces:
                      receivers: [otlp]
                      exporters: [otlp_http/otlp2parquet]
                    metrics:
                      receivers: [otlp]
                      exporters: [otlp_http/otlp2parquet]
                """.formatted(url, headers);
    }

    /** Environment variables for every OpenTelemetry SDK. */
    String sdk() {
        // Values of headers are percent-encoded in this variable.
        String value = authorization == null ? "Bearer%20$" + VARIABLE : encoded(authorization);
        return """
                # Environment variables for OpenTelemetry SDKs and agents of every language.
                export OTEL_EXPORTER_OTLP_ENDPOINT=%s
                export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
                export OTEL_EXPORTER_OTLP_COMPRESSION=gzip
                export OTEL_LOGS_EXPORTER=otlp
                export OTEL_TRACES_EXPORTER=otlp
                export OTEL_METRICS_EXPORTER=otlp
                """.formatted(shell(url)) + header("Authorization=" + value);
    }

    /** Environment variables for Claude Code. */
    String claudeCode() {
        String value = authorization == null ? "Bearer $" + VARIABLE : encoded(authorization);
        return """
                # Environment variables for Claude Code. It sends metrics and events (as logs).
                export CLAUDE_CODE_ENABLE_TELEMETRY=1
                export OTEL_METRICS_EXPORTER=otlp
                export OTEL_LOGS_EXPORTER=otlp
                export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
                export OTEL_EXPORTER_OTLP_ENDPOINT=%s
                """.formatted(shell(url)) + header("Authorization=" + value) + """
                # Traces, in beta:
                # export CLAUDE_CODE_ENHANCED_TELEMETRY_BETA=1
                # export OTEL_TRACES_EXPORTER=otlp
                # The texts of prompts, which are left out otherwise:
                # export OTEL_LOG_USER_PROMPTS=1
                """;
    }

    /** TOML for Codex. */
    String codex() {
        String value = authorization == null ? "Bearer <token>" : authorization;
        String headers = authenticated ? "headers = { \"Authorization\" = " + quoted(value) + " }\n" : "";
        StringBuilder text = new StringBuilder("# Add this to ~/.codex/config.toml.\n");
        if (authenticated && authorization == null) {
            text.append("# Replace <token> by the value of ").append(VARIABLE);
            text.append(", or print it with --show-token.\n");
        }
        text.append("[otel]\n# true sends the texts of prompts too.\nlog_user_prompt = false\n");
        String[][] exporters = {{"exporter", "logs"}, {"trace_exporter", "traces"}, {"metrics_exporter", "metrics"}};
        for (String[] exporter : exporters) {
            text.append("\n[otel.").append(exporter[0]).append(".otlp-http]\n");
            text.append("endpoint = ")
                    .append(quoted(url + "/v1/" + exporter[1]))
                    .append('\n');
            text.append("protocol = \"binary\"\n").append(headers);
        }
        return text.toString();
    }

    private String header(String headers) {
        if (!authenticated) {
            return "";
        }
        // Double quotes, so that the shell puts the variable in.
        String value = authorization == null ? "\"" + headers + "\"" : shell(headers);
        return "export OTEL_EXPORTER_OTLP_HEADERS=" + value + "\n";
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A word of a shell. */
    private static String shell(String text) {
        return text.matches("[A-Za-z0-9_@%+=:,./\\[\\]-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    /** A string of TOML. */
    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
