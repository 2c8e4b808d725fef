package dev.otlp2parquet.batching.client;

import dev.otlp2parquet.batching.buffer.RequestIdentity;
import dev.otlp2parquet.platform.text.Hex;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The attempts that this isolate knows to have ended without an answer that says what became of them, by what they contain: the
 * next request with the same body may be one of them, sent again. One serves all requests of an isolate.
 */
public final class UnansweredAttempts {

    /** That are remembered; the oldest are forgotten first. */
    public static final int MAX_ATTEMPTS = 1_000;

    private record Attempt(String content, String id) {}

    private final List<Attempt> attempts = new ArrayList<>();

    /** Takes what is known of the content of a request, at most {@code most} attempts, oldest first: each excuses one repeat. */
    public List<byte[]> take(RequestIdentity request, int most) {
        List<byte[]> taken = new ArrayList<>();
        String content = content(request);
        for (Iterator<Attempt> known = attempts.iterator(); known.hasNext() && taken.size() < most; ) {
            Attempt attempt = known.next();
            if (attempt.content().equals(content)) {
                taken.add(Hex.parse(attempt.id()));
                known.remove();
            }
        }
        return taken;
    }

    /** Remembers that an attempt has ended so. */
    public void add(RequestIdentity request, byte[] attempt) {
        if (attempts.size() == MAX_ATTEMPTS) {
            attempts.remove(0);
        }
        attempts.add(new Attempt(content(request), Hex.of(attempt)));
    }

    private static String content(RequestIdentity request) {
        byte[] content = request.contentMark();
        return Hex.of(content);
    }
}
