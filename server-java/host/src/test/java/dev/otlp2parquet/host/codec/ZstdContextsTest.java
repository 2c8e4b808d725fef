package dev.otlp2parquet.host.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.luben.zstd.Zstd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A context that is used again compresses as a new one does: equal requests must give equal files. */
class ZstdContextsTest {

    private static final int[] LENGTHS = {0, 1, 100, 1_000, 20_000, 300_000, 3_000_000, 100, 300_000, 1};

    private static byte[] text(int seed, int length) {
        Random random = new Random(seed);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i % 7 < 4 ? "severity".charAt(i % 8) : random.nextInt(16) + 'a');
        }
        return bytes;
    }

    private static void sameAsNew(ZstdContexts contexts, int seed) {
        for (int length : LENGTHS) {
            byte[] data = text(seed, length + 20);
            byte[] part = Arrays.copyOfRange(data, 7, 7 + length);
            assertArrayEquals(Zstd.compress(part, 1), contexts.compress(data, 7, length));
        }
    }

    @Test
    void framesAreThoseOfNewContexts() {
        sameAsNew(new ZstdContexts(1), 1);
    }

    @Test
    void threadsShareContexts() throws Exception {
        ZstdContexts contexts = new ZstdContexts(1);
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<?>> runs = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                int seed = i;
                runs.add(threads.submit(() -> sameAsNew(contexts, seed)));
            }
            for (Future<?> run : runs) {
                run.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void anOutputThatFailsLeavesTheRestAsItIs() {
        ZstdContexts contexts = new ZstdContexts(1);
        byte[] data = text(3, 5_000);
        assertThrows(
                IllegalStateException.class,
                () -> contexts.compress(data, 0, data.length, (bytes, offset, length) -> {
                    throw new IllegalStateException("no room");
                }));
        sameAsNew(contexts, 4);
    }
}
