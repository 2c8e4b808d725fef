package dev.otlp2parquet.otlp.json;

import dev.otlp2parquet.otlp.LogsSink;
import dev.otlp2parquet.otlp.MetricsSink;
import dev.otlp2parquet.otlp.TracesSink;
import dev.otlp2parquet.otlp.decode.Fault;
import dev.otlp2parquet.otlp.decode.Scratch;

/** Decodes OTLP/JSON requests, one a body or one a line. The containment of the scratch holds the result. */
public final class JsonDecoder {
    private final Scratch scratch;
    private final JsonReader json = new JsonReader();
    private final JsonLogs logs;
    private final JsonTraces traces;
    private final JsonMetrics metrics;

    public JsonDecoder(Scratch scratch) {
        this.scratch = scratch;
        logs = new JsonLogs(json, scratch);
        traces = new JsonTraces(json, scratch);
        metrics = new JsonMetrics(json, scratch);
    }

    public void decodeLogs(byte[] body, int offset, int length, boolean lines, LogsSink sink) throws Fault {
        logs.begin(sink);
        decode(logs, body, offset, length, lines);
    }

    public void decodeTraces(byte[] body, int offset, int length, boolean lines, TracesSink sink) throws Fault {
        traces.begin(sink);
        decode(traces, body, offset, length, lines);
    }

    public void decodeMetrics(byte[] body, int offset, int length, boolean lines, MetricsSink sink) throws Fault {
        metrics.begin(sink);
        decode(metrics, body, offset, length, lines);
    }

    private void decode(JsonEnvelope requests, byte[] body, int offset, int length, boolean lines) throws Fault {
        checkNoByteOrderMark(body, offset, length);
        int end = offset + length;
        if (!lines) {
            json.reset(body, offset, offset, end);
            requests.readRequest();
            return;
        }
        int line = 1;
        for (int from = offset; from < end; line++) {
            int to = from;
            while (to < end && body[to] != '\n') {
                to++;
            }
            json.reset(body, offset, from, to);
            if (json.peek() >= 0) {
                scratch.containment.beginLine(line);
                requests.readRequest();
            }
            from = to + 1;
        }
    }

    /** RFC 8259, section 8.1, forbids it; a parser would only find an unexpected byte. */
    private static void checkNoByteOrderMark(byte[] body, int offset, int length) throws Fault {
        if (length >= 3
                && body[offset] == (byte) 0xEF
                && body[offset + 1] == (byte) 0xBB
                && body[offset + 2] == (byte) 0xBF) {
            throw Fault.malformed("expected JSON in UTF-8 without a byte order mark, found a byte order mark", 0);
        }
    }
}
