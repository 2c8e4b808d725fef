package dev.otlp2parquet.batching.buffer;

import dev.otlp2parquet.batching.actor.MessageInput;
import dev.otlp2parquet.batching.actor.MessageOutput;
import dev.otlp2parquet.batching.actor.Operation;
import dev.otlp2parquet.platform.actor.SqlRows;
import dev.otlp2parquet.platform.actor.SqlStorage;
import dev.otlp2parquet.platform.json.JsonWriter;
import dev.otlp2parquet.table.Feed;

/** Lists, exports, replays and deletes the requests that one buffer has set aside. No method blocks. */
public final class Quarantine {

    /** The most requests of a list. The others appear when the first are gone. */
    static final int LISTED = 1_000;

    /** Requests in {@code /status}. */
    static final int IN_STATUS = 20;

    private static final int MAX_REASON_CHARS = 300;

    /** The actions of an operator. The codes are on the wire, so no code is ever used for something else. */
    public enum Action {
        /** Lists requests. Answer: their number, and a JSON array of at most {@link #LISTED}. */
        LIST(1),
        /** Exports one request. Answer: an {@link Export} and its fields. */
        EXPORT(2),
        /** Puts one request back into the log. Answer: its new sequence, or 0 if there is no such request. */
        REPLAY(3),
        /** Deletes one request. Answer: 1, or 0 if there is no such request. */
        DELETE(4);

        private final int code;

        Action(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }

        static Action of(long code) {
            for (Action action : values()) {
                if (action.code == code) {
                    return action;
                }
            }
            throw new IllegalArgumentException("expected the code of a quarantine action, found " + code);
        }
    }

    /** The outcome of {@link Action#EXPORT}. The codes are on the wire, so no code is ever used for something else. */
    public enum Export {
        /** There is no such request. */
        ABSENT(1),
        /** Followed by the format, the length of the body, and the compressed body. */
        WHOLE(2),
        /** Followed by the reason. */
        UNREADABLE(3);

        private final int code;

        Export(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }

        public static Export of(long code) {
            for (Export export : values()) {
                if (export.code == code) {
                    return export;
                }
            }
            throw new IllegalArgumentException("expected the code of an export, found " + code);
        }
    }

    private final SqlStorage sql;
    private final BufferLog log;
    private final Feed feed;

    /**
     * The requests of one buffer that are set aside.
     *
     * @param log null if the buffer never had a request
     * @param feed of the buffer, or null if this version does not know it
     */
    Quarantine(SqlStorage sql, BufferLog log, Feed feed) {
        this.sql = sql;
        this.log = log;
        this.feed = feed;
    }

    /**
     * Does what a message asks for, and returns the answer.
     *
     * @param in positioned after the {@link Operation} and the name
     */
    byte[] answer(MessageInput in, long now) {
        Action action = Action.of(in.number());
        long sequence = in.number();
        MessageOutput answer = MessageOutput.answer();
        return switch (action) {
            case LIST ->
                answer.number(log == null ? 0 : log.setAside().sums().requests())
                        .text(log == null ? "[]" : list(LISTED))
                        .toByteArray();
            case EXPORT -> export(sequence, answer);
            case REPLAY ->
                answer.number(holds(sequence) ? log.release(sequence) : 0).toByteArray();
            case DELETE -> {
                boolean held = holds(sequence);
                if (held) {
                    log.deleteQuarantined(sequence, now);
                }
                yield answer.number(held ? 1 : 0).toByteArray();
            }
        };
    }

    private boolean holds(long sequence) {
        return log != null && log.setAside().has(sequence);
    }

    private byte[] export(long sequence, MessageOutput answer) {
        StoredRequest request;
        try {
            request = log == null ? null : log.setAside().request(sequence);
        } catch (UnreadableRequestException e) {
            return answer.number(Export.UNREADABLE.code()).text(e.getMessage()).toByteArray();
        }
        if (request == null) {
            return answer.number(Export.ABSENT.code()).toByteArray();
        }
        if (feed == null || feed.mediaType(request.format()) == null) {
            String reason = "this version does not know the request format " + request.format();
            return answer.number(Export.UNREADABLE.code()).text(reason).toByteArray();
        }
        return answer.number(Export.WHOLE.code())
                .number(request.format())
                .number(request.decodedBytes())
                .bytes(request.body())
                .toByteArray();
    }

    /** Writes the member {@code quarantined} of the status, if any request is set aside. */
    void write(JsonWriter json) {
        Backlog sums = log.setAside().sums();
        if (sums.requests() > 0) {
            json.name("quarantined")
                    .beginObject()
                    .field("requests", sums.requests())
                    .field("rows", sums.rows())
                    .field("stored_bytes", sums.storedBytes())
                    .name("first")
                    .raw(list(IN_STATUS))
                    .endObject();
        }
    }

    /** A JSON array of the first requests. */
    private String list(int limit) {
        SqlRows rows = sql.query(
                "SELECT sequence, row_count, decoded_bytes, stored_bytes, received_micros, reason FROM quarantine"
                        + " ORDER BY sequence LIMIT ?",
                (long) limit);
        JsonWriter json = new JsonWriter().beginArray();
        for (int i = 0; i < rows.count(); i++) {
            String reason = rows.text(i, 5);
            json.beginObject()
                    .field("buffer", log.meta().name())
                    .field("sequence", rows.number(i, 0))
                    .field("rows", rows.number(i, 1))
                    .field("bytes", rows.number(i, 2))
                    .field("stored_bytes", rows.number(i, 3))
                    .field("received_unix_ms", rows.number(i, 4) / 1000)
                    .field("reason", reason.substring(0, Math.min(reason.length(), MAX_REASON_CHARS)))
                    .endObject();
        }
        return json.endArray().toString();
    }
}
