package dev.otlp2parquet.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/** The printed configuration can be used as it is. */
class ConnectCommandTest {

    @TempDir
    private Path directory;

    private String connect(String... more) {
        String[] args = new String[more.length + 1];
        args[0] = "connect";
        System.arraycopy(more, 0, args, 1, more.length);
        Run.Ended ended =
                new Run(directory).env("OTLP2PARQUET_AUTH_TOKEN", "some-token").run(args);
        assertEquals("", ended.err());
        assertEquals(0, ended.code());
        return ended.out();
    }

    @Test
    void anSdk() {
        assertEquals("""
                # Environment variables for OpenTelemetry SDKs and agents of every language.
                export OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318
                export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
                export OTEL_EXPORTER_OTLP_COMPRESSION=gzip
                export OTEL_LOGS_EXPORTER=otlp
                export OTEL_TRACES_EXPORTER=otlp
                export OTEL_METRICS_EXPORTER=otlp
                export OTEL_EXPORTER_OTLP_HEADERS="Authorization=Bearer%20$OTLP2PARQUET_AUTH_TOKEN"
                """, connect("sdk"));
    }

    @Test
    void theTokenIsShownOnRequest() {
        assertTrue(connect("sdk", "--show-token")
                .contains("export OTEL_EXPORTER_OTLP_HEADERS=Authorization=Bearer%20some-token\n"));
        assertFalse(connect("sdk", "--no-token").contains("HEADERS"));
    }

    @Test
    void theCollector() {
        assertEquals("""
                # Configuration of the OpenTelemetry Collector. Before version 0.144 the exporter is called otlphttp.
                # Add the exporter to the pipelines that you have.
                exporters:
                  otlp_http/otlp2parquet:
                    endpoint: https://telemetry.example.com
                    compression: zstd
                    headers:
                      Authorization: "Bearer ${env:OTLP2PARQUET_AUTH_TOKEN}"
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
                """, connect("otel-collector", "--url", "https://telemetry.example.com/"));
    }

    @Test
    void claudeCode() {
        String text = connect("claude-code");
        for (String line : List.of(
                "export CLAUDE_CODE_ENABLE_TELEMETRY=1",
                "export OTEL_METRICS_EXPORTER=otlp",
                "export OTEL_LOGS_EXPORTER=otlp",
                "export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
                "export OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318",
                "export OTEL_EXPORTER_OTLP_HEADERS=\"Authorization=Bearer $OTLP2PARQUET_AUTH_TOKEN\"")) {
            assertTrue(text.lines().anyMatch(line::equals), text);
        }
    }

    @Test
    void codex() {
        TomlParseResult toml = Toml.parse(connect("codex", "--show-token"));
        assertEquals(List.of(), toml.errors());
        assertEquals(false, toml.getBoolean("otel.log_user_prompt"));
        for (List<String> exporter : List.of(
                List.of("exporter", "logs"),
                List.of("trace_exporter", "traces"),
                List.of("metrics_exporter", "metrics"))) {
            String table = "otel." + exporter.get(0) + ".otlp-http.";
            assertEquals("http://127.0.0.1:4318/v1/" + exporter.get(1), toml.getString(table + "endpoint"));
            assertEquals("binary", toml.getString(table + "protocol"));
            assertEquals("Bearer some-token", toml.getString(table + "headers.Authorization"));
        }
    }

    @Test
    void anotherProgram() {
        Run.Ended ended = new Run(directory).run("connect", "jaeger");
        assertEquals(1, ended.code());
        assertTrue(ended.err().contains("expected otel-collector, sdk, claude-code or codex"), ended.err());
    }

    @Test
    void noTokenToShow() {
        Run.Ended ended = new Run(directory).run("connect", "sdk", "--show-token");
        assertEquals(1, ended.code());
        assertTrue(ended.err().startsWith("there is no token to show: set OTLP2PARQUET_AUTH_TOKEN"), ended.err());
    }
}
