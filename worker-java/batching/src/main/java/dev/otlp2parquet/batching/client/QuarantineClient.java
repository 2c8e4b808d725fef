package dev.otlp2parquet.batching.client;

import dev.otlp2parquet.batching.BatchingPorts;
import dev.otlp2parquet.batching.actor.MessageInput;
import dev.otlp2parquet.batching.actor.MessageOutput;
import dev.otlp2parquet.batching.actor.Operation;
import dev.otlp2parquet.batching.buffer.Quarantine;
import dev.otlp2parquet.platform.Binary;
import dev.otlp2parquet.platform.actor.ActorCallException;
import dev.otlp2parquet.platform.actor.ActorKind;

/**
 * Lists, exports, replays and deletes the requests that one buffer has set aside. Each method blocks. An {@link
 * ActorCallException} means that there was no answer.
 */
public final class QuarantineClient {

    private final BatchingPorts ports;
    private final String buffer;

    /** @param ports of a host with actors */
    public QuarantineClient(BatchingPorts ports, String buffer) {
        this.ports = ports;
        this.buffer = buffer;
    }

    /**
     * The first requests that are set aside.
     *
     * @param requests the number of all of them
     * @param json an array of the first ones
     */
    public record Listed(long requests, String json) {}

    /** The answer to a question for one request. */
    public sealed interface Exported {

        /** One constant for each implementation, so that a switch is exhaustive. */
        Quarantine.Export kind();

        /** There is no such request. */
        record Absent() implements Exported {
            @Override
            public Quarantine.Export kind() {
                return Quarantine.Export.ABSENT;
            }
        }

        /** The buffer cannot read what it keeps of the request. */
        record Unreadable(String reason) implements Exported {
            @Override
            public Quarantine.Export kind() {
                return Quarantine.Export.UNREADABLE;
            }
        }

        /**
         * The request.
         *
         * @param format the code of its format
         * @param body as it was sent, or as it is kept
         * @param decompressed whether the body is as it was sent; a damaged body is returned as it is kept
         */
        record Whole(int format, Binary body, boolean decompressed) implements Exported {
            @Override
            public Quarantine.Export kind() {
                return Quarantine.Export.WHOLE;
            }
        }
    }

    public Listed list() throws ActorCallException {
        MessageInput answer = call(Quarantine.Action.LIST, 0);
        return new Listed(answer.number(), answer.text());
    }

    public Exported export(long sequence) throws ActorCallException {
        MessageInput answer = call(Quarantine.Action.EXPORT, sequence);
        return switch (Quarantine.Export.of(answer.number())) {
            case ABSENT -> new Exported.Absent();
            case UNREADABLE -> new Exported.Unreadable(answer.text());
            case WHOLE -> {
                int format = Math.toIntExact(answer.number());
                int length = Math.toIntExact(answer.number());
                byte[] kept = answer.bytes();
                try {
                    yield new Exported.Whole(format, Binary.of(ports.bodies().decompress(kept, length)), true);
                } catch (IllegalArgumentException e) {
                    // A person may be able to rescue some of it.
                    yield new Exported.Whole(format, Binary.of(kept), false);
                }
            }
        };
    }

    /** Puts a request back into the log. Returns its new sequence, or 0 if there is no such request. */
    public long replay(long sequence) throws ActorCallException {
        return call(Quarantine.Action.REPLAY, sequence).number();
    }

    /** Deletes a request. Returns false if there is no such request. */
    public boolean delete(long sequence) throws ActorCallException {
        return call(Quarantine.Action.DELETE, sequence).number() != 0;
    }

    private MessageInput call(Quarantine.Action action, long sequence) throws ActorCallException {
        byte[] message = MessageOutput.request(Operation.QUARANTINE, buffer)
                .number(action.code())
                .number(sequence)
                .toByteArray();
        return new MessageInput(ports.actors().call(ActorKind.BUFFER, buffer, message));
    }
}
