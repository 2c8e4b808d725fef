package dev.otlp2parquet.otlp.internal.json;

import dev.otlp2parquet.otlp.internal.decode.Fault;
import dev.otlp2parquet.otlp.internal.decode.Scratch;
import dev.otlp2parquet.otlp.model.LogsSink;
import dev.otlp2parquet.otlp.model.MetricsSink;
import dev.otlp2parquet.otlp.model.TracesSink;

/** Decodes OTLP/JSON requests, one a body or one a line. The containment of the scratch holds the result. */
public final class JsonDecoder {
    private final Scratch scratch;
    private final JsonReader json;
    private final JsonLogs logs;
    private final JsonTraces traces;
    private final JsonMetrics metrics;

    public JsonDecoder(Scratch scratch) {
        this.scratch = scratch;
        json = new JsonReader(scratch.repair);
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
        scratch.repair.begin();
        int end = offset + length;
        if (!lines) {
            checkNoByteOrderMark(body, offset, length);
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
                try {
                    checkNoByteOrderMark(body, offset, line == 1 ? to - from : 0);
                    requests.readRequest();
                } catch (Fault fault) {
                    scratch.containment.rejectLine(fault);
                }
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
