package dev.otlp2parquet.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.otlp2parquet.parquet.bytes.ByteSink;
import dev.otlp2parquet.parquet.compress.Codec;
import dev.otlp2parquet.parquet.compress.Compressor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All flushes of a process share a compressor. */
class JvmCompressorsTest {

    private static final int THREADS = 4;
    private static final int PAGES = 200;

    @ParameterizedTest
    @EnumSource(Codec.class)
    void pagesAreTheSameHoweverManyThreadsCompress(Codec codec) throws InterruptedException {
        Compressor compressor = JvmCompressors.of(codec);
        List<byte[]> pages = new ArrayList<>();
        List<byte[]> expected = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            pages.add(page(i));
            expected.add(compressed(compressor, pages.get(i)));
        }
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            Thread thread = new Thread(() -> {
                try {
                    for (int page = 0; page < PAGES; page++) {
                        assertArrayEquals(expected.get(number), compressed(compressor, pages.get(number)));
                    }
                } catch (Throwable e) {
                    failures.add(e);
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertEquals(List.of(), List.copyOf(failures));
    }

    /** Words that repeat at distances of their own. */
    private static byte[] page(int seed) {
        Random random = new Random(seed);
        byte[] page = new byte[20_000];
        for (int i = 0; i < page.length; i++) {
            page[i] = i > 64 && random.nextInt(4) > 0 ? page[i - 17 - seed] : (byte) random.nextInt(16);
        }
        return page;
    }

    private static byte[] compressed(Compressor compressor, byte[] page) {
        ByteSink sink = new ByteSink(page.length);
        compressor.compress(page, 0, page.length, sink);
        return Arrays.copyOf(sink.array(), sink.size());
    }
}
