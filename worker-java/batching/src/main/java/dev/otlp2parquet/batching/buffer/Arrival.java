package dev.otlp2parquet.batching.buffer;

import dev.otlp2parquet.batching.actor.MessageInput;
import java.util.ArrayList;
import java.util.List;

/** A request that a Worker hands to a buffer. */
final class Arrival {

    private final byte[] mark;
    private final StoredRequest request;
    private final byte[] content;
    private final List<byte[]> unanswered;

    private Arrival(byte[] mark, StoredRequest request, byte[] content, List<byte[]> unanswered) {
        this.mark = mark;
        this.request = request;
        this.content = content;
        this.unanswered = unanswered;
    }

    /** Reads what is behind the operation and the name; {@code BufferedIngest} wrote it. */
    static Arrival read(MessageInput in) {
        byte[] mark = in.bytes();
        int format = Math.toIntExact(in.number());
        int rows = Math.toIntExact(in.number());
        int decodedBytes = Math.toIntExact(in.number());
        long receivedMicros = in.number();
        StoredRequest request = new StoredRequest(0, format, rows, decodedBytes, receivedMicros, in.bytes());
        if (mark.length != KnownRequests.MARK_BYTES) {
            // An earlier version of the Worker has the whole hash.
            mark = KnownRequests.markOf(mark);
        }
        byte[] content = {};
        List<byte[]> unanswered = new ArrayList<>();
        if (in.hasMore()) {
            content = in.bytes();
            for (int i = in.count(); i > 0; i--) {
                unanswered.add(in.bytes());
            }
        }
        return new Arrival(mark, request, content, unanswered);
    }

    /** By which a repeat of it is recognised: {@link KnownRequests#MARK_BYTES}. */
    byte[] mark() {
        return mark;
    }

    /** Its sequence is not known yet. */
    StoredRequest request() {
        return request;
    }

    /** The mark of its body; empty if it is not {@link #isExcusable}. */
    byte[] content() {
        return content;
    }

    /** Attempts of the same body of which the Worker knows that they have ended without an answer. */
    List<byte[]> unanswered() {
        return unanswered;
    }

    /** Whether an earlier attempt of the same body that has ended without an answer may excuse it from being stored. */
    boolean isExcusable() {
        return content.length > 0;
    }
}
