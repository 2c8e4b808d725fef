package dev.otlp2parquet.batching.client;

import dev.otlp2parquet.batching.Batching;
import dev.otlp2parquet.batching.BatchingPorts;
import dev.otlp2parquet.batching.actor.MessageInput;
import dev.otlp2parquet.batching.actor.MessageOutput;
import dev.otlp2parquet.batching.actor.Operation;
import dev.otlp2parquet.batching.buffer.Accepting;
import dev.otlp2parquet.batching.buffer.BufferName;
import dev.otlp2parquet.batching.buffer.Recognition;
import dev.otlp2parquet.batching.buffer.RequestIdentity;
import dev.otlp2parquet.platform.Backoff;
import dev.otlp2parquet.platform.actor.ActorCallException;
import dev.otlp2parquet.platform.actor.ActorKind;
import java.util.List;

/** Hands the body of an accepted request to its buffer. Made for one request. */
public final class BufferedIngest {

    /** The limit of this program for one call of an actor. The host's own limit is 32 MiB. */
    private static final int MAX_MESSAGE_BYTES = 16 << 20;

    private static final byte[] NOTHING = new byte[0];
    private static final int CALLS = 4;
    private static final Backoff BETWEEN_CALLS = new Backoff(100, 1_000);
    private static final int RETRY_AFTER_OVERLOAD = 5;

    private final Batching batching;
    private final BatchingPorts ports;
    private final UnansweredAttempts unanswered;

    /** @param unanswered shared by the requests of the isolate */
    public BufferedIngest(Batching batching, BatchingPorts ports, UnansweredAttempts unanswered) {
        this.batching = batching;
        this.ports = ports;
        this.unanswered = unanswered;
    }

    /** The result of handing over a body. */
    public sealed interface Outcome {

        /** One constant for each implementation, so that a switch is exhaustive. */
        enum Kind {
            KEPT,
            UNAVAILABLE,
            TOO_LARGE
        }

        Kind kind();

        /**
         * The body is durable.
         *
         * @param storedBytes bytes of it, compressed; 0 if the buffer had it already
         * @param repeat whether the buffer had it already from an earlier request, of which this one is a repeat
         */
        record Kept(int storedBytes, boolean repeat) implements Outcome {
            @Override
            public Kind kind() {
                return Kind.KEPT;
            }
        }

        /**
         * The body is not known to be durable.
         *
         * @param cause the call that failed, after which the body may be durable nevertheless; null if it certainly is not
         */
        record Unavailable(int retryAfterSecs, String reason, Throwable cause) implements Outcome {
            @Override
            public Kind kind() {
                return Kind.UNAVAILABLE;
            }
        }

        /** The body is too large for a buffer, however often it is sent. */
        record TooLarge(int compressedBytes, int maxBytes) implements Outcome {
            @Override
            public Kind kind() {
                return Kind.TOO_LARGE;
            }
        }
    }

    /**
     * Hands over a body. Blocks.
     *
     * @param identity by which the buffer recognises a repeat
     * @param body the first {@code length} bytes are the body; not used any more once the buffer is called
     * @param rows accepted rows of the body, at least 1
     */
    public Outcome accept(
            String feed, int format, RequestIdentity identity, byte[] body, int length, int rows, long receivedNanos) {
        byte[] compressed = ports.bodies().compress(body, 0, length);
        if (compressed.length > MAX_MESSAGE_BYTES) {
            return new Outcome.TooLarge(compressed.length, MAX_MESSAGE_BYTES);
        }
        String name = BufferName.of(feed, BufferName.shard(identity.sha256(), batching.shards()));
        boolean excusable = identity.recognition() == Recognition.EXCUSABLE;
        List<byte[]> earlier = excusable ? unanswered.take(identity, UnansweredAttempts.MAX_ATTEMPTS) : List.of();
        MessageOutput message = MessageOutput.request(Operation.ACCEPT, name, compressed.length + 1024)
                .bytes(identity.mark())
                .number(format)
                .number(rows)
                .number(length)
                .number(receivedNanos / 1000)
                .bytes(compressed)
                .bytes(excusable ? identity.contentMark() : NOTHING)
                .number(earlier.size());
        for (byte[] attempt : earlier) {
            message.bytes(attempt);
        }
        return excusable
                ? callExcusable(identity, earlier, name, message.toByteArray(), compressed.length)
                : call(name, message.toByteArray(), compressed.length);
    }

    /** Makes sure that a repeat can be recognised if the client gets no answer to this request. */
    private Outcome callExcusable(
            RequestIdentity identity, List<byte[]> earlier, String name, byte[] message, int storedBytes) {
        byte[] ended = MessageOutput.request(Operation.UNANSWERED, name)
                .bytes(identity.contentMark())
                .bytes(identity.mark())
                .toByteArray();
        ports.answers().ifUnanswered(ActorKind.BUFFER, name, ended);
        boolean known = false;
        try {
            Outcome outcome = call(name, message, storedBytes);
            known = !(outcome instanceof Outcome.Unavailable unavailable) || unavailable.cause() == null;
            return outcome;
        } finally {
            if (!known) {
                for (byte[] attempt : earlier) {
                    unanswered.add(identity, attempt);
                }
                unanswered.add(identity, identity.mark());
                ports.answers().unanswered();
            }
        }
    }

    private Outcome call(String name, byte[] message, int storedBytes) {
        ActorCallException failure = null;
        for (int call = 1; ; call++) {
            try {
                MessageInput answer = new MessageInput(ports.actors().call(ActorKind.BUFFER, name, message));
                Accepting accepting = Accepting.of(answer.number());
                int retryAfterSecs = (int) answer.number();
                String reason = answer.text();
                return switch (accepting) {
                    case ACCEPTED -> new Outcome.Kept(storedBytes, false);
                    // After a failed call it is most likely the request of that call.
                    case DUPLICATE -> call == 1 ? new Outcome.Kept(0, true) : new Outcome.Kept(storedBytes, false);
                    case FULL ->
                        new Outcome.Unavailable(
                                retryAfterSecs,
                                "buffer " + name + " is full: its requests reach OTLP2PARQUET_BATCH_MAX_BACKLOG_BYTES"
                                        + (reason.isEmpty() ? "" : " (" + reason + ")"),
                                failure);
                    case FAILED -> new Outcome.Unavailable(retryAfterSecs, reason, failure);
                };
            } catch (ActorCallException e) {
                failure = e;
                if (!e.retryable() || e.overloaded() || call == CALLS) {
                    return new Outcome.Unavailable(RETRY_AFTER_OVERLOAD, e.getMessage(), e);
                }
                ports.clock().sleep(BETWEEN_CALLS.millis(call - 1, ports.random()));
            }
        }
    }
}
