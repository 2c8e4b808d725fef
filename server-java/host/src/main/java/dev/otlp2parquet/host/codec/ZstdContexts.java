package dev.otlp2parquet.host.codec;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Compresses by zstd. A call of {@link Zstd#compress(byte[], int)} allocates tables and clears them, which takes longer than a small
 * page does; so contexts and their output arrays are used again. The result is the same. For any number of threads.
 */
public final class ZstdContexts {

    /** Larger output arrays are not kept. Pages and usual bodies are smaller. */
    private static final int MAX_KEPT_BYTES = 2 << 20;

    private final int level;

    /** At most one for each core. Each takes about a megabyte outside the heap. */
    private final BlockingQueue<Context> idle;

    /** @param level of the compression, from 1 */
    public ZstdContexts(int level) {
        this.level = level;
        this.idle = new ArrayBlockingQueue<>(Runtime.getRuntime().availableProcessors());
    }

    /** Takes a part of an array. */
    public interface Output {

        /** Takes the bytes, which are overwritten afterwards. */
        void write(byte[] bytes, int offset, int length);
    }

    /** Compresses a part of an array to one frame, and passes the frame on. */
    public void compress(byte[] data, int offset, int length, Output output) {
        Context context = idle.poll();
        if (context == null) {
            context = new Context(level);
        }
        boolean usable = false;
        try {
            int written = context.compress(data, offset, length);
            output.write(context.target, 0, written);
            usable = context.target.length <= MAX_KEPT_BYTES;
        } finally {
            if (!usable || !idle.offer(context)) {
                context.zstd.close();
            }
        }
    }

    /** Compresses a part of an array to one frame. */
    public byte[] compress(byte[] data, int offset, int length) {
        byte[][] frame = new byte[1][];
        compress(
                data, offset, length, (bytes, from, count) -> frame[0] = Arrays.copyOfRange(bytes, from, from + count));
        return frame[0];
    }

    private static final class Context {

        private final ZstdCompressCtx zstd = new ZstdCompressCtx();
        private byte[] target = new byte[0];

        private Context(int level) {
            zstd.setLevel(level);
        }

        private int compress(byte[] data, int offset, int length) {
            int bound = Math.toIntExact(Zstd.compressBound(length));
            if (target.length < bound) {
                target = new byte[bound];
            }
            return zstd.compressByteArray(target, 0, target.length, data, offset, length);
        }
    }
}
