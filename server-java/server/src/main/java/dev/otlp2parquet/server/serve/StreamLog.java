package dev.otlp2parquet.server.serve;

import dev.otlp2parquet.platform.json.JsonException;
import dev.otlp2parquet.platform.json.JsonObject;
import dev.otlp2parquet.platform.json.JsonParser;
import dev.otlp2parquet.platform.json.JsonValue;
import dev.otlp2parquet.platform.json.JsonWriter;
import dev.otlp2parquet.platform.log.LogLevel;
import dev.otlp2parquet.platform.log.LogSink;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.Supplier;

/** Writes log lines to a stream, each with its time. Many threads may use it. */
final class StreamLog implements LogSink {

    private final PrintStream stream;
    private final boolean json;
    private final Supplier<Instant> clock;

    /** @param json one JSON object a line; otherwise text for people */
    StreamLog(PrintStream stream, boolean json, Supplier<Instant> clock) {
        this.stream = stream;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public void line(LogLevel level, String line) {
        String time = clock.get().truncatedTo(ChronoUnit.MILLIS).toString();
        String text = json ? "{\"time\":\"" + time + "\"," + line.substring(1) : time + " " + text(level, line);
        synchronized (stream) {
            stream.println(text);
        }
    }

    /** {@code INFO  message name=value name=value}. */
    private static String text(LogLevel level, String line) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%-5s", level.text().toUpperCase(Locale.ROOT)));
        JsonObject object;
        try {
            object = new JsonParser(line.getBytes(StandardCharsets.UTF_8)).readObject();
        } catch (JsonException e) {
            // The core writes JSON; a line that is none is shown as it is.
            return text.append(' ').append(line).toString();
        }
        text.append(' ').append(object.stringOr("message", ""));
        String stack = null;
        for (String name : object.names()) {
            switch (name) {
                case "level", "message" -> {
                    // Shown already.
                }
                case "stack" -> stack = object.stringOr(name, "");
                default -> text.append(' ').append(name).append('=').append(text(object.get(name)));
            }
        }
        return stack == null
                ? text.toString()
                : text.append('\n').append(stack.stripTrailing()).toString();
    }

    /** A value as JSON; a text without blanks and quotes stands for itself. */
    private static String text(JsonValue value) {
        JsonWriter json = new JsonWriter();
        value.write(json);
        String text = json.toString();
        boolean plain = text.length() > 2 && text.indexOf(' ') < 0 && text.indexOf('\\') < 0 && text.startsWith("\"");
        return plain ? text.substring(1, text.length() - 1) : text;
    }
}
