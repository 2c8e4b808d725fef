package dev.otlp2parquet.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;
import dev.otlp2parquet.platform.log.LogLevel;
import dev.otlp2parquet.platform.log.LogSink;
import java.util.ArrayList;
import java.util.List;

/** Log lines as they were written; each must be one JSON object on one line that names its level. */
final class RecordedLog implements LogSink {

    private final List<String> lines = new ArrayList<>();

    @Override
    public void line(LogLevel level, String json) {
        assertEquals(-1, json.indexOf('\n'));
        assertEquals(level.text(), parsed(json).getFieldsOrThrow("level").getStringValue());
        lines.add(json);
    }

    List<String> lines() {
        return lines;
    }

    /** The only line there is. */
    Struct only() {
        assertEquals(1, lines.size(), lines.toString());
        return parsed(lines.get(0));
    }

    /** A text field of the only line. */
    String text(String name) {
        return only().getFieldsOrThrow(name).getStringValue();
    }

    /** A number of the only line. */
    double number(String name) {
        assertTrue(only().getFieldsOrThrow(name).hasNumberValue(), name);
        return only().getFieldsOrThrow(name).getNumberValue();
    }

    private static Struct parsed(String json) {
        Struct.Builder object = Struct.newBuilder();
        try {
            JsonFormat.parser().merge(json, object);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(json, e);
        }
        return object.build();
    }
}
