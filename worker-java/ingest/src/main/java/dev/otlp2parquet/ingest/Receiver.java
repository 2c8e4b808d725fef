package dev.otlp2parquet.ingest;

import dev.otlp2parquet.ingest.config.Config;
import dev.otlp2parquet.ingest.http.Answers;
import dev.otlp2parquet.ingest.http.HttpResponse;
import dev.otlp2parquet.ingest.port.BodyFault;
import dev.otlp2parquet.ingest.port.Ports;
import dev.otlp2parquet.ingest.port.RequestBody;

/**
 * Takes an admitted request: decodes its body, stores its rows, answers. Blocking; made for one request, over that request's ports.
 *
 * <p>It never throws: whatever goes wrong becomes an answer that tells an exporter the right thing to do, and a log line.
 */
public final class Receiver {

    private final Config config;
    private final Ports ports;

    Receiver(Config config, Ports ports) {
        this.config = config;
        this.ports = ports;
    }

    /**
     * Reads, decodes and stores the body, then answers: 200 once every accepted row is durable, 400 for a body that is no OTLP or of which
     * every record is refused, 413 for one that is too large, 503 with Retry-After when it could not be stored.
     */
    public HttpResponse receive(Admission.ReadBody admitted, RequestBody body) {
        config.keyPrefix();
        ports.clock().unixNanos();
        throw new UnsupportedOperationException("the pipeline follows with the table sinks");
    }

    /** The answer for a body that the host found unusable before it called {@link #receive}; logged as any other. */
    public HttpResponse refuse(Admission.ReadBody admitted, BodyFault fault, String detail) {
        return BodyRefusal.answer(new Answers(admitted.context()), fault, detail, admitted.maxBytes());
    }
}
