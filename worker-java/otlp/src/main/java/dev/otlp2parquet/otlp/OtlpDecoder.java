package dev.otlp2parquet.otlp;

import dev.otlp2parquet.otlp.internal.decode.Containment;
import dev.otlp2parquet.otlp.internal.decode.Fault;
import dev.otlp2parquet.otlp.internal.decode.Scratch;
import dev.otlp2parquet.otlp.internal.json.JsonDecoder;
import dev.otlp2parquet.otlp.internal.protobuf.ProtobufDecoder;
import dev.otlp2parquet.otlp.model.AttributeLimits;
import java.util.Objects;

/**
 * Decodes OTLP export requests into sinks, without a String or an object per record on the way.
 *
 * <p>An instance holds the scratch objects it refills from record to record; it can be used again and again, but by one
 * caller at a time. It never blocks.
 *
 * <p>Faults are contained at the smallest of record, metric, scope and resource that they belong to: a bad trace id costs
 * its log record, a bad scope name costs the records of that scope. Both are counted as rejected, and the rest of the
 * request is kept. What makes the request unreadable throws.
 */
public final class OtlpDecoder {
    /** What a body of more bytes leaves behind, in scratch memory and references to the body, is not kept. */
    private static final int RETAINED_BODY_BYTES = 1 << 18;

    private final AttributeLimits limits;
    private Scratch scratch;
    private JsonDecoder json;
    private ProtobufDecoder protobuf;

    /** For requests of one's own: see {@link AttributeLimits#DEFAULT}. */
    public OtlpDecoder() {
        this(AttributeLimits.DEFAULT);
    }

    /** @param limits which rows there are does not depend on it, nor whether a request is malformed */
    public OtlpDecoder(AttributeLimits limits) {
        this.limits = limits;
        forget();
    }

    /**
     * Decodes one body.
     *
     * @param signal what the body is an export request of
     * @param body not modified; slices passed to the sink refer to it
     * @param offset where the body begins in the array
     * @param length the body's length in bytes
     * @param sink takes the records; its content is worthless when this throws
     * @throws InvalidRequestException when the request is malformed as a whole
     */
    public DecodeResult decode(
            Signal signal, RequestFormat format, byte[] body, int offset, int length, TelemetrySink sink)
            throws InvalidRequestException {
        Objects.checkFromIndexSize(offset, length, body.length);
        try {
            if (format == RequestFormat.PROTOBUF) {
                decodeProtobuf(signal, body, offset, length, sink);
            } else {
                decodeJson(signal, body, offset, length, format == RequestFormat.JSON_LINES, sink);
            }
            return result();
        } catch (Fault fault) {
            throw new InvalidRequestException(scratch.containment.describe(fault));
        } finally {
            if (length > RETAINED_BODY_BYTES) {
                forget();
            }
        }
    }

    private void decodeJson(Signal signal, byte[] body, int offset, int length, boolean lines, TelemetrySink sink)
            throws Fault {
        switch (signal) {
            case LOGS -> json.decodeLogs(body, offset, length, lines, sink);
            case TRACES -> json.decodeTraces(body, offset, length, lines, sink);
            case METRICS -> json.decodeMetrics(body, offset, length, lines, sink);
        }
    }

    private void decodeProtobuf(Signal signal, byte[] body, int offset, int length, TelemetrySink sink) throws Fault {
        switch (signal) {
            case LOGS -> protobuf.decodeLogs(body, offset, length, sink);
            case TRACES -> protobuf.decodeTraces(body, offset, length, sink);
            case METRICS -> protobuf.decodeMetrics(body, offset, length, sink);
        }
    }

    private DecodeResult result() {
        Containment outcome = scratch.containment;
        return new DecodeResult(
                outcome.accepted(),
                outcome.rejected(),
                outcome.firstRejection(),
                outcome.warning(),
                outcome.droppedAttributes(),
                outcome.firstDropped());
    }

    private void forget() {
        scratch = new Scratch(limits);
        json = new JsonDecoder(scratch);
        protobuf = new ProtobufDecoder(scratch);
    }
}
