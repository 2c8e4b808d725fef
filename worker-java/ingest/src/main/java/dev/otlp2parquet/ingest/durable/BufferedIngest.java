package dev.otlp2parquet.ingest.durable;

import dev.otlp2parquet.iceberg.rest.Backoff;
import dev.otlp2parquet.ingest.config.Batching;
import dev.otlp2parquet.ingest.port.BatchingPorts;
import dev.otlp2parquet.ingest.port.Digest;
import dev.otlp2parquet.ingest.port.ObjectCallException;
import dev.otlp2parquet.ingest.port.ObjectKind;
import dev.otlp2parquet.otlp.RequestFormat;
import dev.otlp2parquet.otlp.Signal;

/** Hands the body of an accepted request to the buffer that is for it. Made for one request. */
public final class BufferedIngest {

    /** What a call of an object takes; the host's own limit is 32 MiB. */
    private static final int MAX_MESSAGE_BYTES = 16 << 20;

    private static final int CALLS = 4;
    private static final Backoff BETWEEN_CALLS = new Backoff(100, 1_000);
    private static final int RETRY_AFTER_OVERLOAD = 5;

    private final Batching batching;
    private final BatchingPorts ports;
    private final Digest digest;

    public BufferedIngest(Batching batching, BatchingPorts ports, Digest digest) {
        this.batching = batching;
        this.ports = ports;
        this.digest = digest;
    }

    /** What became of a body. */
    public sealed interface Outcome {

        /**
         * It is durable, now or since an earlier request with the same body.
         *
         * @param storedBytes of it, compressed; 0 when it was there already
         */
        record Kept(int storedBytes) implements Outcome {}

        /** It is not known to be durable; the same body sent again is kept once. */
        record Unavailable(int retryAfterSecs, String reason, Throwable cause) implements Outcome {}

        /** It is too large for a buffer, however often it is sent. */
        record TooLarge(int compressedBytes, int maxBytes) implements Outcome {}
    }

    /**
     * Keeps a body.
     *
     * @param body has it in its first {@code length} bytes; not used any more when the buffer is called
     * @param rows that it was accepted with, at least 1
     */
    public Outcome accept(Signal signal, RequestFormat format, byte[] body, int length, int rows, long receivedNanos) {
        byte[] hash = digest.sha256(body, 0, length);
        // The same bytes mean something else in another encoding.
        byte[] key = new byte[hash.length + 1];
        System.arraycopy(hash, 0, key, 0, hash.length);
        key[hash.length] = (byte) StoredRequest.code(format);
        byte[] compressed = ports.bodies().compress(body, 0, length);
        if (compressed.length > MAX_MESSAGE_BYTES) {
            return new Outcome.TooLarge(compressed.length, MAX_MESSAGE_BYTES);
        }
        String name = BufferName.of(signal, BufferName.shard(hash, batching.shards()));
        byte[] message = MessageOutput.request(Operation.ACCEPT, name, compressed.length + 256)
                .bytes(key)
                .number(StoredRequest.code(format))
                .number(rows)
                .number(length)
                .number(receivedNanos / 1000)
                .bytes(compressed)
                .toByteArray();
        return call(name, message, compressed.length);
    }

    private Outcome call(String name, byte[] message, int storedBytes) {
        for (int call = 1; ; call++) {
            try {
                MessageInput answer = new MessageInput(ports.objects().call(ObjectKind.BUFFER, name, message));
                Accepting accepting = Accepting.of(answer.number());
                int retryAfterSecs = (int) answer.number();
                String reason = answer.text();
                return switch (accepting) {
                    case ACCEPTED -> new Outcome.Kept(storedBytes);
                    case DUPLICATE -> new Outcome.Kept(0);
                    case FULL ->
                        new Outcome.Unavailable(
                                retryAfterSecs,
                                "buffer " + name + " is full: OTLP2PARQUET_BATCH_MAX_BACKLOG_BYTES wait in it"
                                        + (reason.isEmpty() ? "" : " (" + reason + ")"),
                                null);
                    case FAILED -> new Outcome.Unavailable(retryAfterSecs, reason, null);
                };
            } catch (ObjectCallException e) {
                if (!e.retryable() || e.overloaded() || call == CALLS) {
                    return new Outcome.Unavailable(RETRY_AFTER_OVERLOAD, e.getMessage(), e);
                }
                ports.clock().sleep(BETWEEN_CALLS.millis(call - 1, ports.random()));
            }
        }
    }
}
