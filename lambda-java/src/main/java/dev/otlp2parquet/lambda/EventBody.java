package dev.otlp2parquet.lambda;

import dev.otlp2parquet.host.codec.BodyDecompressor;
import dev.otlp2parquet.ingest.Admission;
import dev.otlp2parquet.ingest.http.BodyFault;
import dev.otlp2parquet.ingest.http.BodyRefusedException;
import dev.otlp2parquet.ingest.http.RequestBody;
import dev.otlp2parquet.platform.Binary;

/** The body of a request, which came with its event. */
final class EventBody implements RequestBody {

    private final Admission.ReadBody admitted;
    private byte[] bytes;

    /** @param bytes as the client sent them; belong to this object from now on */
    EventBody(byte[] bytes, Admission.ReadBody admitted) {
        this.bytes = bytes;
        this.admitted = admitted;
    }

    @Override
    public boolean arrive(int room) throws BodyRefusedException {
        if (bytes.length > admitted.maxBytes()) {
            throw new BodyRefusedException(BodyFault.TOO_LARGE, Integer.toString(bytes.length));
        }
        return bytes.length <= room;
    }

    @Override
    public int open() throws BodyRefusedException {
        if (!admitted.codings().isEmpty()) {
            bytes = BodyDecompressor.decompress(Binary.of(bytes), admitted.codings(), admitted.maxBytes())
                    .array();
        }
        return bytes.length;
    }

    @Override
    public void take(byte[] target) {
        System.arraycopy(bytes, 0, target, 0, bytes.length);
        bytes = new byte[0];
    }
}
