package dev.otlp2parquet.worker;

import dev.otlp2parquet.batching.BatchingPorts;
import dev.otlp2parquet.ingest.Admission;
import dev.otlp2parquet.ingest.http.RequestBody;

/** The rest of a request, behind its head. */
record HostedRest(Application application, HostRequest request) implements Admission.Rest {

    @Override
    public BatchingPorts ports() {
        return application.ports(request);
    }

    @Override
    public RequestBody body(Admission.ReadBody admitted) {
        return new HostBody(request, admitted);
    }
}
