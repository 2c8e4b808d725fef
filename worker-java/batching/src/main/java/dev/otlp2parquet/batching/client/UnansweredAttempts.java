package dev.otlp2parquet.batching.client;

import dev.otlp2parquet.batching.buffer.RequestIdentity;
import dev.otlp2parquet.platform.text.Hex;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The attempts whose clients got no certain answer, as far as this isolate knows, by the content of their bodies. The next
 * request with the same body may be a repeat of one of them. Shared by all requests of an isolate.
 */
public final class UnansweredAttempts {

    /** The most attempts that are remembered. The oldest is forgotten first. */
    public static final int MAX_ATTEMPTS = 1_000;

    private record Attempt(String content, String id) {}

    private final List<Attempt> attempts = new ArrayList<>();

    /**
     * Removes and returns the attempts with the content of a request, at most {@code most}, oldest first. Each of them
     * excuses one repeat.
     */
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

    /** Adds an attempt of a request whose client got no certain answer. */
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
