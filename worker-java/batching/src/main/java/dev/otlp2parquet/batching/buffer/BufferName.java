package dev.otlp2parquet.batching.buffer;

/** Names of buffers: {@code {feed}-{shard}}. */
public final class BufferName {

    private BufferName() {}

    /**
     * The name of a buffer.
     *
     * @param feed the name of the feed
     */
    public static String of(String feed, int shard) {
        return feed + "-" + shard;
    }

    /**
     * The name of the feed whose requests a buffer keeps.
     *
     * @return null if no buffer has such a name
     */
    public static String feed(String name) {
        int dash = name.lastIndexOf('-');
        return dash < 1 ? null : name.substring(0, dash);
    }

    /** The shard of a body. It is always the same, so that a repeat reaches the buffer that knows it. */
    public static int shard(byte[] sha256, int shards) {
        int bits = ((sha256[28] & 0x7F) << 24)
                | ((sha256[29] & 0xFF) << 16)
                | ((sha256[30] & 0xFF) << 8)
                | (sha256[31] & 0xFF);
        return shards < 1 ? 0 : bits % shards;
    }
}
