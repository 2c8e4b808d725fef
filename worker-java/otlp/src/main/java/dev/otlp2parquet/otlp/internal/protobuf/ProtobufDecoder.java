package dev.otlp2parquet.otlp.internal.protobuf;

import dev.otlp2parquet.otlp.internal.decode.Fault;
import dev.otlp2parquet.otlp.internal.decode.Scratch;
import dev.otlp2parquet.otlp.model.LogsSink;
import dev.otlp2parquet.otlp.model.MetricsSink;
import dev.otlp2parquet.otlp.model.TracesSink;
import java.io.IOException;

/** Decodes OTLP requests in protobuf. The containment of the scratch holds the result. */
public final class ProtobufDecoder {
    private final Scratch scratch;
    private final ProtobufLogs logs;
    private final ProtobufTraces traces;
    private final ProtobufMetrics metrics;

    public ProtobufDecoder(Scratch scratch) {
        this.scratch = scratch;
        logs = new ProtobufLogs(scratch);
        traces = new ProtobufTraces(scratch);
        metrics = new ProtobufMetrics(scratch);
    }

    public void decodeLogs(byte[] body, int offset, int length, LogsSink sink) throws Fault {
        logs.begin(sink);
        decode(logs, body, offset, length);
    }

    public void decodeTraces(byte[] body, int offset, int length, TracesSink sink) throws Fault {
        traces.begin(sink);
        decode(traces, body, offset, length);
    }

    public void decodeMetrics(byte[] body, int offset, int length, MetricsSink sink) throws Fault {
        metrics.begin(sink);
        decode(metrics, body, offset, length);
    }

    private void decode(ProtobufEnvelope requests, byte[] body, int offset, int length) throws Fault {
        scratch.repair.begin();
        ProtobufReader in = new ProtobufReader(body, offset, length, scratch.repair);
        try {
            requests.readRequest(in);
        } catch (IOException e) {
            throw Fault.malformed("malformed or truncated protobuf: " + e.getMessage(), in.offset());
        }
    }
}
