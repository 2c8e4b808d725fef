package dev.otlp2parquet.host;

import dev.otlp2parquet.platform.bucket.ObjectStore;
import dev.otlp2parquet.platform.bucket.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A bucket in a directory. Keys are paths below it. An object appears as a whole or not at all, and is durable when a put returns: the
 * file is synced, then the directories that lead to it.
 */
public final class FileObjectStore implements ObjectStore {

    private static final String TEMPORARY = ".putting-";

    /** Directories that are remembered; a forgotten one only costs another sync. */
    private static final int MAX_KNOWN = 10_000;

    private final Path root;

    /** Directories that are durable. */
    private final Set<Path> known = ConcurrentHashMap.newKeySet();

    public FileObjectStore(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public PutOutcome putIfAbsent(String key, byte[] data, int offset, int length) throws StoreException {
        Path target = root.resolve(key).normalize();
        if (!target.startsWith(root) || !root.relativize(target).toString().equals(key)) {
            throw new StoreException("not a path below the directory: " + key, false);
        }
        PutOutcome outcome;
        try {
            createDirectories(target.getParent());
            Path temporary = Files.createTempFile(target.getParent(), TEMPORARY, "");
            try {
                write(temporary, ByteBuffer.wrap(data, offset, length));
                // A link is made only if nothing has its name; a move would replace what is there.
                Files.createLink(target, temporary);
                outcome = PutOutcome.CREATED;
            } catch (FileAlreadyExistsException e) {
                outcome = PutOutcome.EXISTED;
            } finally {
                Files.delete(temporary);
            }
            // Also of an object that existed: whoever made the link may not have come so far.
            Directories.sync(target.getParent());
            return outcome;
        } catch (IOException e) {
            throw new StoreException("cannot store " + key, true, e);
        }
    }

    @Override
    public byte[] get(String key) throws StoreException {
        try {
            return read(key);
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new StoreException("cannot read " + key, true, e);
        }
    }

    /** Returns all keys, sorted. */
    public List<String> keys() throws IOException {
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    public byte[] read(String key) throws IOException {
        return Files.readAllBytes(root.resolve(key));
    }

    /**
     * Creates what is missing of the directories that lead to an object. Directories that exist are synced too, once: an earlier
     * process may have made them and died before it came so far.
     */
    private void createDirectories(Path directory) throws IOException {
        if (known.contains(directory)) {
            return;
        }
        if (directory.equals(root)) {
            Directories.create(root);
        } else {
            createDirectories(directory.getParent());
            Directories.create(directory);
        }
        Directories.sync(directory.getParent());
        if (known.size() >= MAX_KNOWN) {
            known.clear();
        }
        known.add(directory);
    }

    private static void write(Path file, ByteBuffer data) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            while (data.hasRemaining()) {
                channel.write(data);
            }
            channel.force(true);
        }
    }
}
