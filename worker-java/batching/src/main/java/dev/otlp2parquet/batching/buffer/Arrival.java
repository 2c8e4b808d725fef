package dev.otlp2parquet.batching.buffer;

import dev.otlp2parquet.batching.actor.MessageInput;
import java.util.ArrayList;
import java.util.List;

/** A request that a Worker hands to a buffer, with what identifies it. */
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

    /** Reads the fields after the operation and the name. {@code BufferedIngest} wrote them. */
    static Arrival read(MessageInput in) {
        byte[] mark = in.bytes();
        int format = Math.toIntExact(in.number());
        int rows = Math.toIntExact(in.number());
        int decodedBytes = Math.toIntExact(in.number());
        long receivedMicros = in.number();
        StoredRequest request = new StoredRequest(0, format, rows, decodedBytes, receivedMicros, in.bytes());
        if (mark.length != KnownRequests.MARK_BYTES) {
            // An earlier version of the Worker sends the whole hash.
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

    /** The mark by which a repeat is recognised: {@link KnownRequests#MARK_BYTES} bytes. */
    byte[] mark() {
        return mark;
    }

    /** The request, without a sequence yet. */
    StoredRequest request() {
        return request;
    }

    /** The mark of the body; empty unless {@link #isExcusable}. */
    byte[] content() {
        return content;
    }

    /** Attempts with the same body that have ended without an answer, as far as the Worker knows. */
    List<byte[]> unanswered() {
        return unanswered;
    }

    /**
     * Whether an earlier attempt with the same body that ended without an answer may make storing this request unnecessary.
     */
    boolean isExcusable() {
        return content.length > 0;
    }
}
