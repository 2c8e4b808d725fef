package dev.otlp2parquet.host.actor;

import dev.otlp2parquet.host.Directories;
import dev.otlp2parquet.platform.actor.ActorKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The directory with the databases of a server's actors: {@code buffer/{name}.sqlite} and {@code committer/{name}.sqlite}. One process
 * owns it while it runs: it locks the file {@code lock}.
 */
public final class DataDirectory implements AutoCloseable {

    private static final String SUFFIX = ".sqlite";

    /** File systems over a network: their locks and syncs are not those that SQLite needs. */
    private static final Set<String> REMOTE =
            Set.of("nfs", "nfs4", "efs", "cifs", "smb", "smb2", "smb3", "smbfs", "9p", "fuse.sshfs", "fuse.s3fs");

    /** Directories that this process owns. */
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private final Path root;
    private final FileChannel lockFile;

    private DataDirectory(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    /** An actor that has a file. */
    record Entry(ActorKind kind, String name) {}

    /**
     * Opens a directory, and creates it if there is none.
     *
     * @throws IOException if another process owns it, or it is on a file system that cannot keep acknowledged rows
     */
    public static DataDirectory open(Path path) throws IOException {
        Path root = path.toAbsolutePath().normalize();
        Directories.create(root);
        Directories.sync(root.getParent() == null ? root : root.getParent());
        String type = type(root);
        if (REMOTE.contains(type)) {
            throw new IOException(
                    root + " is on a file system of type " + type
                            + ", which cannot keep acknowledged rows safe; choose a directory on a local disk (OTLP2PARQUET_DATA_DIR)");
        }
        if (!OPEN.add(root)) {
            // Not even the lock file may be opened: closing it would release the lock.
            throw new IOException(root + " is in use by this process");
        }
        try {
            return locked(root);
        } catch (IOException | RuntimeException e) {
            OPEN.remove(root);
            throw e;
        }
    }

    private static DataDirectory locked(Path root) throws IOException {
        FileChannel channel = FileChannel.open(
                root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                throw new IOException(root + " is in use by " + owner(channel)
                        + "; stop it, or give this one another directory (OTLP2PARQUET_DATA_DIR)");
            }
            byte[] text = ("process " + ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(text), 0);
            return new DataDirectory(root, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The type of a file system, in lower case; empty if the system does not say. */
    private static String type(Path directory) {
        try {
            return Files.getFileStore(directory).type().toLowerCase(Locale.ROOT);
        } catch (IOException e) {
            // Some containers hide their mounts.
            return "";
        }
    }

    private static String owner(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(64);
        channel.read(text, 0);
        String owner = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).strip();
        return owner.isEmpty() ? "another process" : owner;
    }

    /** Returns the file of an actor. Its directory exists. */
    Path file(ActorKind kind, String name) throws IOException {
        Path folder = root.resolve(folder(kind));
        Directories.create(folder);
        // SQLite syncs the folder itself when it makes a file there.
        Directories.sync(root);
        return folder.resolve(fileName(name) + SUFFIX);
    }

    /** Returns the actors that have a file. */
    List<Entry> actors() throws IOException {
        List<Entry> actors = new ArrayList<>();
        for (ActorKind kind : ActorKind.values()) {
            Path folder = root.resolve(folder(kind));
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    for (Path file : files.sorted().toList()) {
                        String name = String.valueOf(file.getFileName());
                        if (name.endsWith(SUFFIX)) {
                            actors.add(new Entry(kind, actorName(name.substring(0, name.length() - SUFFIX.length()))));
                        }
                    }
                }
            }
        }
        return actors;
    }

    private static String folder(ActorKind kind) {
        return switch (kind) {
            case BUFFER -> "buffer";
            case COMMITTER -> "committer";
        };
    }

    /** Lower-case letters, digits, - and _ stand for themselves, so that names differ on every file system; others are {@code %XX}. */
    static String fileName(String actorName) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < actorName.length(); i++) {
            char c = actorName.charAt(i);
            if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_') {
                text.append(c);
            } else if (c < 0x80) {
                text.append('%').append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 0xF, 16));
            } else {
                throw new IllegalArgumentException("expected a name in ASCII, found " + actorName);
            }
        }
        return text.toString();
    }

    private static String actorName(String fileName) throws IOException {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < fileName.length(); i++) {
            char c = fileName.charAt(i);
            if (c == '%') {
                try {
                    name.append((char) Integer.parseInt(fileName, i + 1, i + 3, 16));
                } catch (NumberFormatException | IndexOutOfBoundsException e) {
                    throw new IOException("expected the database of an actor, found the file " + fileName + SUFFIX, e);
                }
                i += 2;
            } else {
                name.append(c);
            }
        }
        return name.toString();
    }

    /** Lets another process own the directory. */
    @Override
    public void close() throws IOException {
        lockFile.close();
        OPEN.remove(root);
    }
}
