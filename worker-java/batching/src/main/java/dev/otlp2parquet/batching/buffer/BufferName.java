package dev.otlp2parquet.batching.buffer;

import dev.otlp2parquet.otlp.Signal;
import dev.otlp2parquet.otlp.table.FileMetadata;

/** Names of buffers: {@code {signal}-{shard}}. */
public final class BufferName {

    private BufferName() {}

    public static String of(Signal signal, int shard) {
        return FileMetadata.signal(signal) + "-" + shard;
    }

    public static Signal signal(String name) {
        for (Signal signal : Signal.values()) {
            if (name.startsWith(FileMetadata.signal(signal) + "-")) {
                return signal;
            }
        }
        throw new IllegalArgumentException("no buffer is called " + name);
    }

    /** The shard for a body, always the same: a body that is sent again must meet the buffer that knows it. */
    public static int shard(byte[] sha256, int shards) {
        int bits = ((sha256[28] & 0x7F) << 24)
                | ((sha256[29] & 0xFF) << 16)
                | ((sha256[30] & 0xFF) << 8)
                | (sha256[31] & 0xFF);
        return shards < 1 ? 0 : bits % shards;
    }
}
