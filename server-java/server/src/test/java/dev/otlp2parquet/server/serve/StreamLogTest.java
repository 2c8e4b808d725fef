package dev.otlp2parquet.server.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.otlp2parquet.platform.log.LogLevel;
import dev.otlp2parquet.platform.log.LogLine;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StreamLogTest {

    private static final LogLine LINE = new LogLine(LogLevel.WARN, "request")
            .field("signal", "logs")
            .field("rows", 3)
            .millis("total_ms", 1_500_000)
            .flag("tls", false)
            .field("reason", "buffer \"logs-0\" is full")
            .field("empty", "");

    private static final String JSON = LINE.json();

    private static String written(boolean json) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        new StreamLog(stream, json, () -> Instant.parse("2026-11-28T20:58:28.123456Z")).line(LINE.level(), JSON);
        return out.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    @Test
    void textIsForPeople() {
        assertEquals(
                "2026-11-28T20:58:28.123Z WARN  request signal=logs rows=3 total_ms=1.500 tls=false"
                        + " reason=\"buffer \\\"logs-0\\\" is full\" empty=\"\"",
                written(false));
    }

    @Test
    void jsonHasTheTimeFirst() {
        assertEquals("{\"time\":\"2026-11-28T20:58:28.123Z\"," + JSON.substring(1), written(true));
    }
}
