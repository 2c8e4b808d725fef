package dev.otlp2parquet.server.config;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** A token for trying the server on one machine. It is made once and kept in the data directory, where other commands find it. */
public final class DevelopmentToken {

    private static final int BYTES = 16;

    private DevelopmentToken() {}

    /** The file of the token. */
    public static Path file(Path dataDir) {
        return dataDir.resolve("dev-token");
    }

    /**
     * The token of a data directory. Makes directory and token if there are none.
     *
     * @throws IOException if the file cannot be made
     * @throws SecretFileException if there is one that cannot be read
     */
    static String of(Path dataDir) throws IOException, SecretFileException {
        Path file = file(dataDir);
        if (!Files.exists(file)) {
            make(dataDir, file);
        }
        return SecretFile.read(file);
    }

    private static void make(Path dataDir, Path file) throws IOException {
        Files.createDirectories(dataDir);
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        // Only its owner may read a temporary file, and so its link.
        Path temporary = Files.createTempFile(dataDir, ".dev-token-", "");
        try {
            Files.writeString(temporary, HexFormat.of().formatHex(random) + "\n");
            Files.createLink(file, temporary);
        } catch (FileAlreadyExistsException e) {
            // Another start was faster: its token holds.
        } finally {
            Files.delete(temporary);
        }
    }
}
