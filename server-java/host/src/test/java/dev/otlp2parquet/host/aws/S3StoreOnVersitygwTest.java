package dev.otlp2parquet.host.aws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.aws.s3.MultipartUpload;
import dev.otlp2parquet.aws.s3.S3ObjectStore;
import dev.otlp2parquet.aws.s3.S3Options;
import dev.otlp2parquet.aws.s3.StoredObject;
import dev.otlp2parquet.aws.sign.Credentials;
import dev.otlp2parquet.aws.sign.CredentialsProvider;
import dev.otlp2parquet.host.JdkDigest;
import dev.otlp2parquet.host.JdkHttpClient;
import dev.otlp2parquet.parquet.io.PositionOutput;
import dev.otlp2parquet.platform.Clock;
import dev.otlp2parquet.platform.bucket.ObjectStore.PutOutcome;
import dev.otlp2parquet.platform.bucket.StoreException;
import dev.otlp2parquet.platform.text.Utf8;
import dev.otlp2parquet.testkit.Versitygw;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The store over a real server that checks signatures and conditions. {@code scripts/versitygw} builds it. */
@EnabledIfEnvironmentVariable(
        named = Versitygw.VARIABLE,
        matches = ".+",
        disabledReason = "O2P_VERSITYGW is not set: scripts/versitygw builds it and prints its path")
@Tag("server")
class S3StoreOnVersitygwTest {

    private static final int WRITERS = 8;

    @TempDir
    private static Path folder;

    private static Versitygw server;

    @BeforeAll
    static void start() throws Exception {
        server = new Versitygw(folder, "lake");
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    private static S3Options options(String prefix) {
        return S3Options.of("lake", "us-east-1").withEndpoint(server.endpoint()).withPrefix(prefix);
    }

    private static S3ObjectStore store(S3Options options, String secret, long clockErrorMillis) {
        Clock clock = new Clock() {
            @Override
            public long unixNanos() {
                return (System.currentTimeMillis() + clockErrorMillis) * 1_000_000L;
            }

            @Override
            public void sleep(long millis) {
                try {
                    Thread.sleep(millis);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
        return new S3ObjectStore(
                options,
                CredentialsProvider.of(Credentials.of(Versitygw.ACCESS_KEY, secret)),
                new JdkHttpClient(),
                new JdkDigest(),
                clock,
                new Random(7)::nextLong);
    }

    private static S3ObjectStore store(String prefix) {
        return store(options(prefix), Versitygw.SECRET_KEY, 0);
    }

    private static PutOutcome put(S3ObjectStore store, String key, byte[] data) throws StoreException {
        return store.putIfAbsent(key, data, 0, data.length);
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    private static List<PutOutcome> race(Callable<PutOutcome> put) throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        try {
            CountDownLatch ready = new CountDownLatch(WRITERS);
            List<Future<PutOutcome>> puts = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                puts.add(writers.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return put.call();
                }));
            }
            List<PutOutcome> outcomes = new ArrayList<>();
            for (Future<PutOutcome> outcome : puts) {
                outcomes.add(outcome.get());
            }
            return outcomes;
        } finally {
            writers.shutdown();
        }
    }

    @Test
    void keysOfAllCharactersComeBackAsTheyWent() throws Exception {
        S3ObjectStore store = store("all keys/+");
        List<String> keys = List.of(
                "plain/a.parquet",
                "with space/a b.parquet",
                "percent/%/%20/100%.parquet",
                "umlaut/\u00fc/\u20ac/\ud83d\ude00.parquet",
                "plus+equals=/a+b=c.parquet",
                "service=shop/&?#'()*!,;:@$~.parquet",
                "quotes/\"<>&amp;.parquet");
        List<StoredObject> expected = new ArrayList<>();
        for (String key : keys) {
            byte[] data = Utf8.encode(key);
            assertFalse(store.exists(key), key);
            assertNull(store.get(key), key);
            assertEquals(PutOutcome.CREATED, put(store, key, data), key);
            assertEquals(PutOutcome.EXISTED, put(store, key, bytes(3)), key);
            assertArrayEquals(data, store.get(key), key);
            assertTrue(store.exists(key), key);
            expected.add(new StoredObject(key, data.length));
        }
        List<StoredObject> listed = store.list("");
        assertEquals(
                Collections.emptyList(),
                expected.stream().filter(object -> !listed.contains(object)).toList());
        assertEquals(keys.size(), listed.size(), listed.toString());
        assertEquals(List.of(expected.get(2)), store.list("percent/%"));
        for (String key : keys) {
            store.delete(key);
            store.delete(key);
        }
        assertEquals(List.of(), store.list(""));
    }

    @Test
    void aListingHasMoreThanAPage() throws Exception {
        S3ObjectStore store = store("pages");
        int count = 1_003;
        for (int i = 0; i < count; i++) {
            put(store, "k " + i, new byte[0]);
        }
        assertEquals(1_000, store.listPage("k ", "").objects().size());
        assertEquals(count, store.list("k ").stream().distinct().count());
    }

    @Test
    void ofEightPutsOneCreates() throws Exception {
        S3ObjectStore store = store("race");
        for (int round = 0; round < 10; round++) {
            String key = "object " + round;
            List<PutOutcome> outcomes = race(() -> put(store, key, bytes(10_000)));
            assertEquals(1, Collections.frequency(outcomes, PutOutcome.CREATED), outcomes.toString());
            assertEquals(7, Collections.frequency(outcomes, PutOutcome.EXISTED), outcomes.toString());
            assertArrayEquals(bytes(10_000), store.get(key));
        }
    }

    @Test
    void aWrongSecretIsRefused() {
        StoreException refused =
                assertThrows(StoreException.class, () -> put(store(options(""), "another/secret", 0), "a", bytes(3)));
        assertFalse(refused.retryable());
        assertTrue(refused.getMessage().contains("HTTP 403 SignatureDoesNotMatch"), refused.getMessage());
        assertTrue(refused.getMessage().contains("the secret access key does not belong"), refused.getMessage());
        assertFalse(refused.getMessage().contains("another/secret"), refused.getMessage());
    }

    @Test
    void aMissingBucketIsNamed() {
        S3ObjectStore store =
                store(S3Options.of("pond", "us-east-1").withEndpoint(server.endpoint()), Versitygw.SECRET_KEY, 0);
        StoreException put = assertThrows(StoreException.class, () -> put(store, "a", bytes(3)));
        assertTrue(put.getMessage().contains("there is no bucket pond"), put.getMessage());
        assertThrows(StoreException.class, () -> store.get("a"));
    }

    @Test
    void aWrongRegionIsExplained() {
        S3Options elsewhere = S3Options.of("lake", "eu-central-1").withEndpoint(server.endpoint());
        StoreException refused =
                assertThrows(StoreException.class, () -> put(store(elsewhere, Versitygw.SECRET_KEY, 0), "a", bytes(3)));
        assertFalse(refused.retryable());
        assertTrue(refused.getMessage().contains("region"), refused.getMessage());
    }

    @Test
    void aClockThatIsAnHourSlowOrFastIsCorrected() throws Exception {
        for (long error : new long[] {-3_600_000, 3_600_000}) {
            S3ObjectStore store = store(options("clock"), Versitygw.SECRET_KEY, error);
            assertEquals(PutOutcome.CREATED, put(store, "put" + error, bytes(3)));
            assertTrue(store(options("clock"), Versitygw.SECRET_KEY, error).exists("put" + error));
        }
    }

    @Test
    void aFileInPartsAppearsWhenItIsFinished() throws Exception {
        S3ObjectStore store = store("parts");
        int part = MultipartUpload.MIN_PART_BYTES;
        int[] sizes = {0, 1, part - 1, part, part + 1, 2 * part, 2 * part + 12_345};
        for (int size : sizes) {
            String key = "file \u00fc " + size;
            byte[] data = bytes(size);
            S3OutputFile file = new S3OutputFile(store, key);
            assertEquals("s3://lake/parts/" + key, file.location());
            PositionOutput output = file.create();
            for (int at = 0; at < size; at += 70_000) {
                output.write(data, at, Math.min(70_000, size - at));
            }
            assertEquals(size, output.position());
            assertFalse(store.exists(key));
            output.finish();
            assertArrayEquals(data, store.get(key), key);
            output.discard();
            assertTrue(store.exists(key));
        }
    }

    @Test
    void aDiscardedFileNeverAppears() throws Exception {
        S3ObjectStore store = store("discarded");
        PositionOutput output = new S3OutputFile(store, "a").create();
        output.write(bytes(6 << 20), 0, 6 << 20);
        output.discard();
        assertEquals(List.of(), store.list(""));
        assertThrows(IllegalStateException.class, output::finish);
    }

    @Test
    void ofEightUploadsOneCreates() throws Exception {
        S3ObjectStore store = store("upload race");
        List<PutOutcome> outcomes = race(() -> {
            MultipartUpload upload = store.beginUpload("a");
            upload.part(bytes(1_000), 0, 1_000);
            return upload.complete();
        });
        assertEquals(1, Collections.frequency(outcomes, PutOutcome.CREATED), outcomes.toString());
        assertEquals(7, Collections.frequency(outcomes, PutOutcome.EXISTED), outcomes.toString());
    }

    @Test
    void aFileThatTheServerRefusesFails() {
        S3ObjectStore wrong = store(options(""), "another/secret", 0);
        PositionOutput output = new S3OutputFile(wrong, "a").create();
        IOException refused = assertThrows(IOException.class, () -> {
            output.write(bytes(6 << 20), 0, 6 << 20);
            output.finish();
        });
        assertTrue(refused.getMessage().contains("begin an upload to s3://lake/a"), refused.getMessage());
    }
}
