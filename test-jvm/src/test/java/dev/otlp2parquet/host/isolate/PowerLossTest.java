package dev.otlp2parquet.host.isolate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.batching.world.Client;
import dev.otlp2parquet.batching.world.StoredTexts;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A power loss takes what was written and not synced. The process runs under a library that keeps only what was. */
@Tag("server")
class PowerLossTest {

    private static final int ACKNOWLEDGED = 400;

    @TempDir
    private Path folder;

    @Test
    void everyAcknowledgedRowIsThereOnce() throws Exception {
        List<String> acknowledged = runUntilPowerIsLost("FULL");

        List<String> stored = storedAfterTheLoss();

        Set<String> missing = new TreeSet<>();
        for (String text : acknowledged) {
            missing.addAll(Client.texts(text, SendingProcess.ROWS));
        }
        stored.forEach(missing::remove);
        assertEquals(Set.of(), missing);
        assertEquals(new HashSet<>(stored).size(), stored.size(), "no row twice");
    }

    /** The proof that the test above can fail: SQLite does not sync each commit then. */
    @Test
    void withoutFullSynchronizationAcknowledgedRowsAreLost() throws Exception {
        List<String> acknowledged = runUntilPowerIsLost("NORMAL");

        Set<String> stored = new HashSet<>(storedAfterTheLoss());

        assertTrue(
                acknowledged.stream().anyMatch(text -> !stored.contains(text + "/0")),
                "all of " + acknowledged.size() + " acknowledged requests are there");
    }

    private List<String> runUntilPowerIsLost(String synchronous) throws IOException, InterruptedException {
        Path root = Files.createDirectories(folder.resolve("before"));
        PowerLoss power = PowerLoss.of(root, folder);
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SendingProcess.class.getName(),
                        root.toRealPath().toString(),
                        synchronous)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        power.addTo(builder.environment());
        Process process = builder.start();
        List<String> acknowledged = new ArrayList<>();
        try (BufferedReader lines = process.inputReader()) {
            while (acknowledged.size() < ACKNOWLEDGED) {
                String line = lines.readLine();
                assertTrue(line != null, "the process ended");
                acknowledged.add(line);
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        power.rebuild(folder.resolve("after"));
        return acknowledged;
    }

    private List<String> storedAfterTheLoss() throws IOException {
        Path after = folder.resolve("after");
        try (HostOfTest host = SendingProcess.host(after, "FULL")) {
            HttpAnswer flushed = host.answer(PostedBody.post("/flush"));
            assertEquals(200, flushed.status(), HostOfTest.text(flushed));
        }
        return StoredTexts.ofFolder(after.resolve("bucket"));
    }
}
