package dev.otlp2parquet.batching.buffer;

import dev.otlp2parquet.batching.Deduplication;
import dev.otlp2parquet.platform.Digest;
import dev.otlp2parquet.platform.Randomness;
import dev.otlp2parquet.platform.text.Utf8;
import java.util.Arrays;

/** The mark of a request, by which a buffer recognises the request when it is sent again, and where the mark comes from. */
public final class RequestIdentity {

    /** The length of a mark, and of the random id of an attempt. */
    public static final int MARK_BYTES = 16;

    private final Recognition recognition;
    private final byte[] mark;
    private final byte[] sha256;
    private final byte[] contentMark;

    private RequestIdentity(Recognition recognition, byte[] mark, byte[] sha256, byte[] contentMark) {
        this.recognition = recognition;
        this.mark = mark;
        this.sha256 = sha256;
        this.contentMark = contentMark;
    }

    /**
     * Computes the identity of a request.
     *
     * @param found how its body is recognised: {@link Recognition#CONTENT}, {@link Recognition#EXCUSABLE} or {@link
     *     Recognition#ATTEMPT}
     * @param key the {@code Idempotency-Key} of its sender, or null
     * @param format the code of its format
     * @param sha256 the hash of its body; the caller must not change the array afterwards
     * @param random used only if neither body nor key gives the mark
     */
    public static RequestIdentity of(
            Recognition found,
            String key,
            Deduplication deduplication,
            int format,
            byte[] sha256,
            Digest digest,
            Randomness random) {
        byte[] content = contentMark(sha256, format);
        if (deduplication.enabled() && found == Recognition.CONTENT) {
            return new RequestIdentity(Recognition.CONTENT, content, sha256, content);
        }
        if (deduplication.enabled() && key != null) {
            return new RequestIdentity(Recognition.KEY, keyMark(content, key, digest), sha256, content);
        }
        Recognition recognition = deduplication.enabled() ? found : Recognition.ATTEMPT;
        return new RequestIdentity(recognition, random.bytes(MARK_BYTES), sha256, content);
    }

    /** Includes the format, because the same bytes have another meaning in another format. */
    static byte[] contentMark(byte[] sha256, int format) {
        byte[] mark = Arrays.copyOf(sha256, MARK_BYTES);
        mark[MARK_BYTES - 1] = (byte) format;
        return mark;
    }

    private static byte[] keyMark(byte[] content, String key, Digest digest) {
        return Arrays.copyOf(digest.sha256(content, Utf8.encode(key)), MARK_BYTES);
    }

    public Recognition recognition() {
        return recognition;
    }

    /** Returns the mark: a random id if only the attempt is recognised. The caller must not change it. */
    public byte[] mark() {
        return mark;
    }

    /** Returns the mark that all requests with the same body share. The caller must not change it. */
    public byte[] contentMark() {
        return contentMark;
    }

    /** Returns the hash of the body, which selects the shard. The caller must not change it. */
    public byte[] sha256() {
        return sha256;
    }
}
