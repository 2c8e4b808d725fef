package dev.otlp2parquet.otlp;

import dev.otlp2parquet.otlp.internal.decode.Containment;
import dev.otlp2parquet.otlp.internal.decode.Fault;
import dev.otlp2parquet.otlp.internal.decode.Scratch;
import dev.otlp2parquet.otlp.internal.json.JsonDecoder;
import dev.otlp2parquet.otlp.internal.protobuf.ProtobufDecoder;
import dev.otlp2parquet.otlp.model.AttributeLimits;
import java.util.Objects;

/**
 * Decodes OTLP export requests and passes their records to a sink. Decoding allocates no String and no object per record.
 *
 * <p>An instance reuses its scratch objects from record to record and from request to request. It serves one caller at a time.
 * It never blocks.
 *
 * <p>A fault costs the smallest of record, metric, scope and resource that contains it: a bad trace ID costs its log record, a
 * bad scope name costs the records of that scope. The decoder counts the lost records as rejected and keeps the rest of the
 * request. A request that is malformed as a whole throws.
 */
public final class OtlpDecoder {
    /** After a longer body, scratch objects are replaced: they hold much memory and references to the body. */
    private static final int RETAINED_BODY_BYTES = 1 << 18;

    private final AttributeLimits limits;
    private Scratch scratch;
    private JsonDecoder json;
    private ProtobufDecoder protobuf;

    /** A decoder of trusted requests, with {@link AttributeLimits#DEFAULT}. */
    public OtlpDecoder() {
        this(AttributeLimits.DEFAULT);
    }

    /** @param limits of each set of attributes; they neither decide which records are accepted nor whether a request is malformed */
    public OtlpDecoder(AttributeLimits limits) {
        this.limits = limits;
        forget();
    }

    /**
     * Decodes one body.
     *
     * @param signal the signal of the export request
     * @param body contains the request; not modified, and slices passed to the sink refer to it
     * @param offset index of the first byte of the request
     * @param length of the request, in bytes
     * @param sink receives the records; its content must be dropped if this throws
     * @throws InvalidRequestException if the request is malformed as a whole
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
