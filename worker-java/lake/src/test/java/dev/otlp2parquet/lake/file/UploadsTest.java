package dev.otlp2parquet.lake.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.otlp2parquet.platform.bucket.ObjectStore;
import dev.otlp2parquet.platform.bucket.StoreException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UploadsTest {

    private static final int MEGABYTE = 1 << 20;

    /** What happened at the store: {@code begin a}, {@code end a}. */
    private final List<String> events = new ArrayList<>();

    @Test
    void sixPutsAreUnderWayAndTheOldestIsAwaitedFirst() throws StoreException {
        Recorder store = new Recorder("");
        Uploads<String> uploads = new Uploads<>();

        for (String key : List.of("a", "b", "c", "d", "e", "f", "g")) {
            uploads.begin(key, store, key, new byte[1], 1);
        }
        assertEquals(
                List.of("begin a", "begin b", "begin c", "begin d", "begin e", "begin f", "end a", "begin g"), events);

        uploads.awaitAll();
        assertEquals(
                List.of("a", "b", "c", "d", "e", "f", "g"),
                uploads.stored().stream().map(Uploads.Uploaded::file).toList());
        assertEquals(7, uploads.bytes());
    }

    @Test
    void eightMegabytesAreUnderWayAtMostUnlessOneFileIsLarger() throws StoreException {
        Recorder store = new Recorder("");
        Uploads<String> uploads = new Uploads<>();

        uploads.begin("a", store, "a", new byte[4 * MEGABYTE], 4 * MEGABYTE);
        uploads.begin("b", store, "b", new byte[4 * MEGABYTE], 4 * MEGABYTE);
        uploads.begin("c", store, "c", new byte[1], 1);
        uploads.begin("d", store, "d", new byte[20 * MEGABYTE], 20 * MEGABYTE);

        assertEquals(List.of("begin a", "begin b", "end a", "begin c", "end b", "end c", "begin d"), events);
    }

    @Test
    void abandoningAwaitsWhatWasBegunAndAddsItsFailures() throws StoreException {
        Recorder store = new Recorder("b");
        Uploads<String> uploads = new Uploads<>();
        uploads.begin("a", store, "a", new byte[1], 1);
        uploads.begin("b", store, "b", new byte[1], 1);
        uploads.begin("c", store, "c", new byte[1], 1);
        StoreException cause = new StoreException("first", true);

        uploads.abandon(cause);

        assertEquals(List.of("begin a", "begin b", "begin c", "end a", "end b", "end c"), events);
        assertEquals(1, cause.getSuppressed().length);
        assertEquals("put b failed", cause.getSuppressed()[0].getMessage());
    }

    @Test
    void aFailedPutIsThrownWhereItIsAwaited() throws StoreException {
        Recorder store = new Recorder("a");
        Uploads<String> uploads = new Uploads<>();
        uploads.begin("a", store, "a", new byte[1], 1);
        uploads.begin("b", store, "b", new byte[1], 1);

        assertEquals(
                "put a failed",
                assertThrows(StoreException.class, uploads::awaitAll).getMessage());
        assertEquals(List.of(), uploads.stored());
    }

    /** A store that records calls and fails the puts of one key. */
    private final class Recorder implements ObjectStore {

        private final String failing;

        Recorder(String failing) {
            this.failing = failing;
        }

        @Override
        public PutOutcome putIfAbsent(String key, byte[] data, int offset, int length) {
            throw new AssertionError("begun puts only");
        }

        @Override
        public byte[] get(String key) {
            throw new AssertionError("puts only");
        }

        @Override
        public PendingPut begin(String key, byte[] data, int offset, int length) {
            events.add("begin " + key);
            return () -> {
                events.add("end " + key);
                if (key.equals(failing)) {
                    throw new StoreException("put " + key + " failed", true);
                }
                return PutOutcome.CREATED;
            };
        }
    }
}
