package dev.otlp2parquet.host.isolate;

import dev.otlp2parquet.host.Exchange;
import dev.otlp2parquet.host.codec.BodyDecompressor;
import dev.otlp2parquet.host.turn.Blocking;
import dev.otlp2parquet.ingest.Admission;
import dev.otlp2parquet.ingest.http.BodyFault;
import dev.otlp2parquet.ingest.http.BodyRefusedException;
import dev.otlp2parquet.ingest.http.RequestBody;
import dev.otlp2parquet.platform.Binary;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Arrays;

/** The body of a request, read and decompressed without the turn. */
final class ExchangeBody implements RequestBody {

    private static final int FIRST_BYTES = 16 << 10;

    private final Exchange exchange;
    private final Admission.ReadBody admitted;
    private final Blocking blocking;
    private byte[] bytes = new byte[0];
    private int length;
    private boolean whole;

    ExchangeBody(Exchange exchange, Admission.ReadBody admitted, Blocking blocking) {
        this.exchange = exchange;
        this.admitted = admitted;
        this.blocking = blocking;
    }

    @Override
    public boolean arrive(int room) throws BodyRefusedException {
        return blocking.<Boolean, BodyRefusedException>during(() -> read(room));
    }

    private boolean read(int room) throws BodyRefusedException {
        int maxBytes = admitted.maxBytes();
        try {
            while (!whole && length <= room) {
                if (length == bytes.length) {
                    bytes = Arrays.copyOf(bytes, larger());
                }
                int count = exchange.read(bytes, length, bytes.length - length);
                whole = count < 0;
                length += Math.max(0, count);
                if (length > maxBytes) {
                    throw new BodyRefusedException(BodyFault.TOO_LARGE, "");
                }
            }
        } catch (SocketTimeoutException e) {
            throw new BodyRefusedException(BodyFault.SLOW, text(e));
        } catch (IOException e) {
            throw new BodyRefusedException(BodyFault.INCOMPLETE, text(e));
        }
        return whole;
    }

    /** As much again as has come, and a byte more than the announced length, so that the end is seen without growing. */
    private int larger() {
        long doubled = Math.max(FIRST_BYTES, 2L * length);
        return (int) Math.min(doubled, Math.max(admitted.sentBytes(), length) + 1L);
    }

    private static String text(IOException failure) {
        return failure.getMessage() == null ? "" : failure.getMessage();
    }

    @Override
    public int open() throws BodyRefusedException {
        if (!admitted.codings().isEmpty()) {
            Binary sent = Binary.of(length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
            Binary opened = blocking.<Binary, BodyRefusedException>during(
                    () -> BodyDecompressor.decompress(sent, admitted.codings(), admitted.maxBytes()));
            bytes = opened.array();
            length = bytes.length;
        }
        return length;
    }

    @Override
    public void take(byte[] target) {
        System.arraycopy(bytes, 0, target, 0, length);
        bytes = new byte[0];
    }
}
