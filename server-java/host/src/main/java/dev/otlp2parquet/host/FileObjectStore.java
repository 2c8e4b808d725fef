package dev.otlp2parquet.host;

import dev.otlp2parquet.platform.bucket.ObjectStore;
import dev.otlp2parquet.platform.bucket.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A bucket in a directory. Keys are paths below it. An object appears as a whole or not at all, and is durable when a put returns: the
 * file is synced, then linked to its name, then the directories that lead to it are synced.
 */
public final class FileObjectStore implements ObjectStore {

    /** Below the root, for files that have no name yet. No key begins with it. */
    private static final String TEMPORARY = ".putting";

    /** Older files are of a process that died. */
    private static final Duration LONGEST_PUT = Duration.ofDays(1);

    /** Directories that are remembered; a forgotten one only costs another sync. */
    private static final int MAX_KNOWN = 10_000;

    private final Path root;
    private final Path temporaries;

    /** Directories that are durable. */
    private final Set<Path> known = ConcurrentHashMap.newKeySet();

    /** Makes a store. Touches nothing. */
    public FileObjectStore(Path root) {
        this.root = root.toAbsolutePath().normalize();
        this.temporaries = this.root.resolve(TEMPORARY);
    }

    /**
     * Prepares the directory: creates it, removes what a process left that died, and makes sure that the file system can do what puts
     * need.
     *
     * @throws IOException if it cannot; the message names the directory and what is missing
     */
    public void prepare() throws IOException {
        createDirectories(temporaries);
        removeOld();
        Path file = temporaries.resolve("probe-" + UUID.randomUUID());
        Path link = temporaries.resolve("probe-" + UUID.randomUUID());
        try {
            write(file, ByteBuffer.wrap(new byte[1]));
            Files.createLink(link, file);
        } catch (UnsupportedOperationException | IOException e) {
            throw new IOException(
                    root + " must be on a file system where files can be written and have hard links: " + e.getMessage()
                            + "; choose another directory (OTLP2PARQUET_STORAGE_PATH)",
                    e);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(link);
        }
    }

    private void removeOld() throws IOException {
        FileTime oldest = FileTime.from(Instant.now().minus(LONGEST_PUT));
        try (Stream<Path> files = Files.list(temporaries)) {
            for (Path file : files.toList()) {
                if (Files.getLastModifiedTime(file).compareTo(oldest) < 0) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    @Override
    public PutOutcome putIfAbsent(String key, byte[] data, int offset, int length) throws StoreException {
        Path target = path(key);
        ByteBuffer content = ByteBuffer.wrap(data, offset, length);
        try {
            try {
                return put(target, content.duplicate());
            } catch (NoSuchFileException e) {
                // Somebody has removed a directory that was there.
                known.clear();
                return put(target, content.duplicate());
            }
        } catch (UnsupportedOperationException e) {
            throw new StoreException("cannot store " + key + ": the file system has no hard links", false, e);
        } catch (IOException e) {
            throw new StoreException("cannot store " + key + ": " + reason(e), true, e);
        }
    }

    private PutOutcome put(Path target, ByteBuffer content) throws IOException, StoreException {
        createDirectories(temporaries);
        createDirectories(target.getParent());
        Path temporary = temporaries.resolve(UUID.randomUUID().toString());
        PutOutcome outcome;
        try {
            write(temporary, content);
            // A link is made only if nothing has its name; a move would replace what is there.
            Files.createLink(target, temporary);
            outcome = PutOutcome.CREATED;
        } catch (FileAlreadyExistsException e) {
            requireSameName(target);
            outcome = PutOutcome.EXISTED;
        } finally {
            Files.deleteIfExists(temporary);
        }
        // Even if the object existed: the process that linked it may have died before it synced.
        Directories.sync(target.getParent());
        return outcome;
    }

    /** On a file system that ignores case, another key may have the file. */
    private void requireSameName(Path target) throws IOException, StoreException {
        Path found = root.toRealPath().relativize(target.toRealPath());
        if (!found.equals(root.relativize(target))) {
            throw new StoreException(
                    "cannot store " + root.relativize(target) + ": the file system takes it for " + found, false);
        }
    }

    /** What an operator has to know: many exceptions of the JDK have a path for a message. */
    private static String reason(IOException failure) {
        if (failure instanceof FileAlreadyExistsException) {
            return "there is a file where a directory is needed: " + failure.getMessage();
        }
        if (failure instanceof AccessDeniedException) {
            return "no permission: " + failure.getMessage();
        }
        if (failure instanceof NoSuchFileException) {
            return "there is no " + failure.getMessage();
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    /** The path of a key. */
    private Path path(String key) throws StoreException {
        Path target = root.resolve(key).normalize();
        if (key.isEmpty()
                || !target.startsWith(root)
                || target.startsWith(temporaries)
                || !root.relativize(target).toString().equals(key)) {
            throw new StoreException("not a path below the directory: " + key, false);
        }
        return target;
    }

    @Override
    public byte[] get(String key) throws StoreException {
        try {
            return Files.readAllBytes(path(key));
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new StoreException("cannot read " + key + ": " + reason(e), true, e);
        }
    }

    @Override
    public boolean exists(String key) throws StoreException {
        return Files.isRegularFile(path(key));
    }

    /** Returns all keys, sorted. */
    public List<String> keys() throws IOException {
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> !file.startsWith(temporaries) && Files.isRegularFile(file))
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    /** Reads a whole object, for tests. */
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

    /** With the permissions of the process's umask: others may be meant to read. */
    private static void write(Path file, ByteBuffer data) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            while (data.hasRemaining()) {
                channel.write(data);
            }
            channel.force(true);
        }
    }
}
