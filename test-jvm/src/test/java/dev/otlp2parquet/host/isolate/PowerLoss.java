package dev.otlp2parquet.host.isolate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Keeps what a power loss leaves of a directory, by {@code power_loss.c}, and builds the directory from it. */
final class PowerLoss {

    private final Path library;
    private final Path root;
    private final Path shadow;

    private PowerLoss(Path library, Path root, Path shadow) {
        this.library = library;
        this.root = root;
        this.shadow = shadow;
    }

    /**
     * Compiles the library with the C compiler of the machine.
     *
     * @param root the directory, which exists and is empty
     * @param work for the library and what it keeps
     */
    static PowerLoss of(Path root, Path work) throws IOException, InterruptedException {
        Path library = work.resolve("power_loss.so");
        Process compiler = new ProcessBuilder(
                        "cc", "-shared", "-fPIC", "-O1", "-o", library.toString(), "src/test/c/power_loss.c", "-ldl")
                .inheritIO()
                .start();
        assertEquals(0, compiler.waitFor(), "cc's messages are above");
        Path shadow = Files.createDirectories(work.resolve("kept"));
        return new PowerLoss(library, root.toRealPath(), shadow);
    }

    /** The environment of the process that will lose its power. */
    void addTo(Map<String, String> environment) {
        environment.put("LD_PRELOAD", library.toString());
        environment.put("POWER_ROOT", root.toString());
        environment.put("POWER_SHADOW", shadow.toString());
    }

    /** Builds the directory as it is after the loss. The process is dead. */
    void rebuild(Path target) throws IOException {
        Files.createDirectories(target);
        fill((Long) Files.getAttribute(root, "unix:ino"), target);
    }

    private void fill(long directory, Path target) throws IOException {
        Path entries = shadow.resolve("entries-" + directory);
        if (!Files.exists(entries)) {
            return;
        }
        for (String line : Files.readAllLines(entries)) {
            String[] fields = line.split(" ", 3);
            Path path = target.resolve(fields[2]);
            if (fields[0].equals("d")) {
                Files.createDirectories(path);
                fill(Long.parseLong(fields[1]), path);
            } else {
                Path content = shadow.resolve("inode-" + fields[1]);
                Files.write(path, Files.exists(content) ? Files.readAllBytes(content) : new byte[0]);
            }
        }
    }

    /** What it has kept, for messages. */
    List<String> kept() throws IOException {
        try (var files = Files.list(shadow)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
