package dev.otlp2parquet.batching.buffer;

import dev.otlp2parquet.batching.Deduplication;
import dev.otlp2parquet.platform.Digest;
import dev.otlp2parquet.platform.Randomness;
import dev.otlp2parquet.platform.text.Utf8;
import java.util.Arrays;

/** What a request is known by: a mark of {@link #MARK_BYTES} bytes, and what stands behind it. */
public final class RequestIdentity {

    /** Of marks and attempts. */
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
     * The identity of a request.
     *
     * @param found how its body is recognised: {@link Recognition#CONTENT}, {@link Recognition#EXCUSABLE} or {@link
     *     Recognition#ATTEMPT}
     * @param key that its sender gave it, or null
     * @param format the code of its format
     * @param sha256 of its body; given away
     * @param random asked only where a request is not known by what it contains
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

    /** The same bytes mean something else in another encoding. */
    static byte[] contentMark(byte[] sha256, int format) {
        byte[] mark = Arrays.copyOf(sha256, MARK_BYTES);
        mark[MARK_BYTES - 1] = (byte) format;
        return mark;
    }

    private static byte[] keyMark(byte[] content, String key, Digest digest) {
        byte[] text = Utf8.encode(key);
        byte[] both = Arrays.copyOf(content, content.length + text.length);
        System.arraycopy(text, 0, both, content.length, text.length);
        return Arrays.copyOf(digest.sha256(both, 0, both.length), MARK_BYTES);
    }

    public Recognition recognition() {
        return recognition;
    }

    /** What the request is known by; where that is the attempt, its random id. Not to be changed. */
    public byte[] mark() {
        return mark;
    }

    /** What requests with the same body have in common. Not to be changed. */
    public byte[] contentMark() {
        return contentMark;
    }

    /** Of the body; selects the shard. Not to be changed. */
    public byte[] sha256() {
        return sha256;
    }
}
