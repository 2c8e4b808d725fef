package dev.otlp2parquet.ingest;

import dev.otlp2parquet.ingest.http.BodyFault;
import dev.otlp2parquet.ingest.http.BodyRefusedException;
import dev.otlp2parquet.ingest.http.RequestBody;

/** A body that the host does not take. */
record RefusedBody(BodyFault fault) implements RequestBody {

    @Override
    public boolean arrive(int room) throws BodyRefusedException {
        throw new BodyRefusedException(fault, "detail");
    }

    @Override
    public int open() {
        throw new IllegalStateException("there is none");
    }

    @Override
    public void take(byte[] target) {
        throw new IllegalStateException("there is none");
    }
}
