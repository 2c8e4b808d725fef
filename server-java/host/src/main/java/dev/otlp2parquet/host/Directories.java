package dev.otlp2parquet.host;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Directories that outlast a power loss. A new entry of a directory is durable only after the directory itself was synced. */
public final class Directories {

    private Directories() {}

    /**
     * Creates a directory and its parents as far as they are missing, and syncs the parent of each new one.
     *
     * @param directory an absolute path
     */
    public static void create(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.getParent();
        if (parent != null) {
            create(parent);
        }
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
            // Another thread was faster.
        }
        if (parent != null) {
            sync(parent);
        }
    }

    /** Makes the entries of a directory durable. */
    public static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
