package dev.otlp2parquet.batching.committer;

import dev.otlp2parquet.batching.BatchingPorts;
import dev.otlp2parquet.batching.actor.MessageInput;
import dev.otlp2parquet.batching.actor.MessageOutput;
import dev.otlp2parquet.batching.actor.Operation;
import dev.otlp2parquet.lake.file.StoredFile;
import dev.otlp2parquet.platform.actor.ActorCallException;
import dev.otlp2parquet.platform.actor.ActorKind;
import dev.otlp2parquet.platform.json.JsonArray;
import java.util.ArrayList;
import java.util.List;

/** Calls the committer of one table. */
public final class CommitterClient {

    /** The most bytes of files in a message: less than one value of the committer's database may have. */
    private static final int MESSAGE_BYTES = 250_000;

    /** The number of files that always fit into a message, with all their metadata. */
    public static final int FILES_OF_MESSAGE = 60;

    private final BatchingPorts batching;
    private final String name;

    /** @param name of the committer, as {@link CommitterActor#name} returns it */
    public CommitterClient(BatchingPorts batching, String name) {
        this.batching = batching;
        this.name = name;
    }

    /**
     * Hands over the files of a range, all written for one table with one UUID. Safe to repeat: a known range keeps its
     * files.
     *
     * @return the present state of the range
     */
    public RangeState enqueue(String range, List<StoredFile> files) throws ActorCallException {
        String attempt = batching.random().uuid();
        String uuid = files.get(0).tableUuid();
        List<JsonArray> parts = new ArrayList<>();
        JsonArray part = new JsonArray();
        int size = 0;
        for (StoredFile file : files) {
            if (!file.tableUuid().equals(uuid)) {
                throw new IllegalArgumentException(
                        "files of one range were written for two tables: " + uuid + ", " + file.tableUuid());
            }
            var json = file.entry().toJson();
            int length = json.toJson().length();
            if (part.size() > 0 && size + length > MESSAGE_BYTES) {
                parts.add(part);
                part = new JsonArray();
                size = 0;
            }
            part.add(json);
            size += length;
        }
        parts.add(part);
        RangeState state = RangeState.UNKNOWN;
        for (int i = 0; i < parts.size(); i++) {
            MessageOutput message = MessageOutput.request(Operation.ENQUEUE, name, 4096)
                    .text(range)
                    .text(attempt)
                    .text(uuid)
                    .number(i)
                    .number(i + 1 < parts.size() ? 0 : 1)
                    .bytes(parts.get(i).toUtf8());
            state = RangeState.of(call(message).number());
            if (state != RangeState.SENDING) {
                return state;
            }
        }
        return state;
    }

    /**
     * Commits the queued files and waits.
     *
     * @return why not all of them are committed, or empty
     */
    String commit(long waitMillis) throws ActorCallException {
        return call(MessageOutput.request(Operation.COMMIT, name).number(waitMillis))
                .text();
    }

    /** The state of each range. */
    public List<RangeState> states(List<String> ranges) throws ActorCallException {
        MessageOutput message = MessageOutput.request(Operation.STATES, name).number(ranges.size());
        for (String range : ranges) {
            message.text(range);
        }
        MessageInput answer = call(message);
        List<RangeState> states = new ArrayList<>();
        for (int i = 0; i < ranges.size(); i++) {
            states.add(RangeState.of(answer.number()));
        }
        return states;
    }

    private MessageInput call(MessageOutput message) throws ActorCallException {
        return new MessageInput(batching.actors().call(ActorKind.COMMITTER, name, message.toByteArray()));
    }
}
