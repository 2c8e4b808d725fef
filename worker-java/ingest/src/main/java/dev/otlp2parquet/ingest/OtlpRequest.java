package dev.otlp2parquet.ingest;

import dev.otlp2parquet.batching.BatchingPorts;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.ingest.http.RequestBody;
import dev.otlp2parquet.otlp.RequestFormat;
import dev.otlp2parquet.otlp.Signal;

/**
 * An admitted OTLP request.
 *
 * @param idempotencyKey the key by which its sender marks the repeats of a request, or null
 */
record OtlpRequest(Signal signal, RequestFormat format, String idempotencyKey, Isolate isolate)
        implements Admission.BodyReceiver {

    @Override
    public HttpAnswer receive(Admission.ReadBody admitted, RequestBody body, BatchingPorts ports) {
        return new Receiver(this, admitted, ports).receive(body);
    }
}
