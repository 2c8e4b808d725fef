package dev.otlp2parquet.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenObjectsTest {

    @TempDir
    Path directory;

    @Test
    void theCommandPrintsEachStatusAndTheKeysItStored() throws IOException, InterruptedException {
        Path body = directory.resolve("body");
        Files.write(body, Telemetry.logs("cart", Telemetry.log(0, "x")).toByteArray());
        Path empty = Files.createFile(directory.resolve("empty"));

        List<String> lines = run(
                0,
                directory.resolve("bucket").toString(),
                "RECEIVED_UNIX_NANOS=" + TestHost.NOW,
                "BASE_PATH=raw",
                "logs",
                "application/x-protobuf",
                body.toString(),
                "metrics",
                "application/x-protobuf",
                empty.toString());

        assertEquals(List.of("200", "200"), lines.subList(0, 2));
        assertEquals(3, lines.size());
        String expected = "raw/logs/cart/year=2026/month=11/day=21/hour=09/" + TestHost.NOW / 1000 + "-";
        assertTrue(lines.get(2).startsWith(expected), lines.get(2));
        assertTrue(Files.exists(directory.resolve("bucket").resolve(lines.get(2))));
    }

    @Test
    void theCommandFailsWhereTheRequestDoes() throws IOException, InterruptedException {
        Path body = directory.resolve("body");
        Files.writeString(body, "{");

        assertEquals(
                List.of("400"),
                run(1, directory.resolve("bucket").toString(), "logs", "application/json", body.toString()));
    }

    private static List<String> run(int exit, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.otlp2parquet.ingest.GoldenObjects"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(exit, process.waitFor(), out);
        return out.lines().toList();
    }
}
