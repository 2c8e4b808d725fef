package dev.otlp2parquet.lake.file;

import dev.otlp2parquet.platform.Digest;
import dev.otlp2parquet.platform.text.Hex;
import java.util.Arrays;

/**
 * Names the files of a request that is stored on its own. They follow from the content, so that storing it again finds them; where equal
 * bodies can be meant twice, from the request's mark too.
 */
public final class ContentNames {

    /** By the content alone. */
    public static final ContentNames BY_CONTENT = new ContentNames(null, null);

    /** Half of a SHA-256: 128 bits are enough for names, and they are read by people. */
    private static final int HASH_BYTES = 16;

    private final byte[] mark;
    private final Digest digest;

    private ContentNames(byte[] mark, Digest digest) {
        this.mark = mark;
        this.digest = digest;
    }

    /** Of one request among those of the same content. */
    public static ContentNames marked(byte[] mark, Digest digest) {
        return new ContentNames(mark, digest);
    }

    /**
     * The name of a file: 32 hexadecimal digits.
     *
     * @param sha256 of its bytes
     */
    public String name(byte[] sha256) {
        if (mark == null) {
            return Hex.of(sha256, HASH_BYTES);
        }
        byte[] both = Arrays.copyOf(sha256, sha256.length + mark.length);
        System.arraycopy(mark, 0, both, sha256.length, mark.length);
        return Hex.of(digest.sha256(both, 0, both.length), HASH_BYTES);
    }
}
