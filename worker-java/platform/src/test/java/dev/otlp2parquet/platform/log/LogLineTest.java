package dev.otlp2parquet.platform.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogLineTest {

    @Test
    void aLineIsOneJsonObject() {
        assertEquals(
                "{\"level\":\"warn\",\"message\":\"m\",\"text\":\"t\",\"number\":3,\"took_ms\":1.234}",
                new LogLine(LogLevel.WARN, "m")
                        .field("text", "t")
                        .field("number", 3)
                        .millis("took_ms", 1_234_567)
                        .json());
    }

    @Test
    void aFailureHasItsStackItsCausesAndWhatFailedBesides() throws InvalidProtocolBufferException {
        Exception failure = new IllegalStateException("outer", new RuntimeException("inner"));
        failure.addSuppressed(new RuntimeException("besides"));

        String json = new LogLine(LogLevel.ERROR, "m").failure(failure).json();

        Struct.Builder line = Struct.newBuilder();
        JsonFormat.parser().merge(json, line);
        assertEquals(
                "java.lang.IllegalStateException: outer",
                line.getFieldsOrThrow("error").getStringValue());
        String stack = line.getFieldsOrThrow("stack").getStringValue();
        assertTrue(
                stack.startsWith("java.lang.IllegalStateException: outer\n  at dev.otlp2parquet.platform.log."), stack);
        assertTrue(stack.contains("\nbesides java.lang.RuntimeException: besides\n"), stack);
        assertTrue(stack.contains("\ncaused by java.lang.RuntimeException: inner\n  at "), stack);
    }

    @Test
    void aCauseThatIsItsOwnCauseEnds() {
        Exception a = new Exception("a");
        Exception b = new Exception("b", a);
        a.initCause(b);

        assertTrue(StackText.of(a).length() < 100_000);
    }

    @Test
    void linesBelowTheLowestLevelAreNotWritten() {
        List<LogLevel> written = new ArrayList<>();
        Log log = new Log(LogLevel.WARN, (level, json) -> written.add(level));

        for (LogLevel level : LogLevel.values()) {
            log.write(new LogLine(level, "m"));
        }

        assertEquals(List.of(LogLevel.WARN, LogLevel.ERROR), written);
    }
}
