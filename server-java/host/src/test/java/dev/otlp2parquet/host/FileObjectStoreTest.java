package dev.otlp2parquet.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.platform.bucket.ObjectStore.PutOutcome;
import dev.otlp2parquet.platform.bucket.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileObjectStoreTest {

    @TempDir
    private Path folder;

    private PutOutcome put(FileObjectStore store, String key, int... bytes) throws StoreException {
        byte[] data = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            data[i] = (byte) bytes[i];
        }
        return store.putIfAbsent(key, data, 0, data.length);
    }

    @Test
    void anObjectIsNeverReplaced() throws Exception {
        FileObjectStore store = new FileObjectStore(folder.resolve("a/bucket"));
        store.prepare();

        assertEquals(PutOutcome.CREATED, put(store, "logs/a b/ü.parquet", 1, 2));
        assertEquals(PutOutcome.EXISTED, put(store, "logs/a b/ü.parquet", 3));

        assertArrayEquals(new byte[] {1, 2}, store.get("logs/a b/ü.parquet"));
        assertTrue(store.exists("logs/a b/ü.parquet"));
        assertNull(store.get("logs/other"));
        assertFalse(store.exists("logs"));
        assertEquals(List.of("logs/a b/ü.parquet"), store.keys());
    }

    @Test
    void ofManyPutsAtOnceOneCreates() throws Exception {
        FileObjectStore store = new FileObjectStore(folder);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<PutOutcome>> puts = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int number = i;
                puts.add(() -> put(store, "race", number));
            }
            int created = 0;
            for (Future<PutOutcome> put : threads.invokeAll(puts)) {
                created += put.get() == PutOutcome.CREATED ? 1 : 0;
            }
            assertEquals(1, created);
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside", "a/../../outside", "/etc/passwd", "a//b", "a/./b", "", ".putting/x"})
    void aKeyStaysBelowTheDirectory(String key) {
        StoreException refused = assertThrows(StoreException.class, () -> put(new FileObjectStore(folder), key, 1));
        assertFalse(refused.retryable());
    }

    /** A retention job removes the directory of an hour. */
    @Test
    void aDirectoryThatSomebodyRemovedIsMadeAgain() throws Exception {
        FileObjectStore store = new FileObjectStore(folder);
        put(store, "logs/hour=1/a", 1);
        Files.delete(folder.resolve("logs/hour=1/a"));
        Files.delete(folder.resolve("logs/hour=1"));

        assertEquals(PutOutcome.CREATED, put(store, "logs/hour=1/b", 1));
    }

    @Test
    void othersMayReadAnObjectAsTheyMayReadAnyNewFile() throws Exception {
        FileObjectStore store = new FileObjectStore(folder);
        put(store, "a", 1);
        Path usual = Files.write(folder.resolve("usual"), new byte[1]);

        assertEquals(Files.getPosixFilePermissions(usual), Files.getPosixFilePermissions(folder.resolve("a")));
    }

    @Test
    void whatADeadProcessLeftIsRemovedAndNothingElse() throws Exception {
        Path temporaries = Files.createDirectories(folder.resolve(".putting"));
        Path old = Files.write(temporaries.resolve("old"), new byte[1]);
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        Path recent = Files.write(temporaries.resolve("recent"), new byte[1]);

        new FileObjectStore(folder).prepare();

        assertFalse(Files.exists(old));
        assertTrue(Files.exists(recent), "another process may be writing it");
        assertEquals(List.of(), new FileObjectStore(folder).keys());
    }

    @Test
    void aFailureSaysWhatIsInTheWay() throws Exception {
        Files.write(folder.resolve("logs"), new byte[1]);

        StoreException failed = assertThrows(StoreException.class, () -> put(new FileObjectStore(folder), "logs/a", 1));

        assertEquals(
                "cannot store logs/a: there is a file where a directory is needed: " + folder.resolve("logs"),
                failed.getMessage());
        assertTrue(failed.retryable());
    }

    @Test
    void aDirectoryThatCannotBeUsedIsRefusedAtTheStart() throws Exception {
        Path file = Files.write(folder.resolve("file"), new byte[1]);

        assertThrows(IOException.class, () -> new FileObjectStore(file.resolve("bucket")).prepare());
    }
}
