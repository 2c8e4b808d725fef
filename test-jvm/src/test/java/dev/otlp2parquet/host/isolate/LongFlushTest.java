package dev.otlp2parquet.host.isolate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.batching.world.Client;
import dev.otlp2parquet.batching.world.StoredTexts;
import dev.otlp2parquet.host.FileObjectStore;
import dev.otlp2parquet.host.JdkHttpClient;
import dev.otlp2parquet.host.actor.ActorLimits;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.platform.bucket.ObjectStore;
import dev.otlp2parquet.platform.bucket.StoreException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A flush of many rows gives its turn away between two requests that it decodes and between two pages that it encodes, so its buffer
 * takes requests meanwhile.
 */
class LongFlushTest {

    private static final int REQUESTS = 200;
    private static final int ROWS = 500;
    private static final int SENDERS = 8;

    @TempDir
    private Path folder;

    @Test
    void aBufferTakesRequestsWhileItFlushes() throws Exception {
        AtomicBoolean stored = new AtomicBoolean();
        FileObjectStore files = new FileObjectStore(folder.resolve("bucket"));
        ObjectStore store = new ObjectStore() {
            @Override
            public PutOutcome putIfAbsent(String key, byte[] data, int offset, int length) throws StoreException {
                stored.set(true);
                return files.putIfAbsent(key, data, offset, length);
            }

            @Override
            public byte[] get(String key) throws StoreException {
                return files.get(key);
            }
        };
        Map<String, String> variables = Client.variables(Map.of(
                "OTLP2PARQUET_BATCH_MAX_ROWS", "1000000",
                "OTLP2PARQUET_BATCH_MAX_BYTES", "100000000",
                "OTLP2PARQUET_BATCH_MAX_AGE_SECS", "3600"));
        AtomicInteger acceptedMeanwhile = new AtomicInteger();
        try (HostOfTest host = new HostOfTest(
                folder.resolve("data"), variables, store, new JdkHttpClient(), new ActorLimits(1, 0, 0, "FULL"))) {
            for (int i = 0; i < REQUESTS; i++) {
                accept(host, "early" + i, ROWS);
            }
            AtomicBoolean flushing = new AtomicBoolean();
            Thread flush = new Thread(() -> {
                flushing.set(true);
                host.answer(PostedBody.post("/flush"));
            });
            flush.start();
            while (!flushing.get()) {
                Thread.onSpinWait();
            }
            // Until the first file is stored, the flush does nothing but compute.
            List<Thread> senders = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                int sender = i;
                Thread thread = new Thread(() -> {
                    for (int request = 0; !stored.get(); request++) {
                        accept(host, "late" + sender + "-" + request, 1);
                        acceptedMeanwhile.incrementAndGet();
                    }
                });
                thread.start();
                senders.add(thread);
            }
            for (Thread sender : senders) {
                sender.join();
            }
            flush.join();
            HttpAnswer flushed = host.answer(PostedBody.post("/flush"));
            assertEquals(200, flushed.status(), HostOfTest.text(flushed));
            // Did the flush keep its turn to the end, each sender would have waited for it with its first request.
            assertTrue(acceptedMeanwhile.get() > 2 * SENDERS, acceptedMeanwhile + " requests were taken");
        }
        assertEquals(
                REQUESTS * ROWS + acceptedMeanwhile.get(),
                StoredTexts.ofFolder(folder.resolve("bucket")).size());
    }

    private static void accept(HostOfTest host, String text, int rows) {
        byte[] body = Client.body(text, rows, 0, 1_795_253_400_000_000_001L);
        HttpAnswer answer = host.answer(PostedBody.protobuf("/v1/logs", body));
        assertEquals(200, answer.status(), HostOfTest.text(answer));
    }
}
