package dev.otlp2parquet.server.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file with one secret and nothing else. */
public final class SecretFile {

    private static final int MAX_BYTES = 65_536;

    private SecretFile() {}

    /**
     * Reads a secret. One line end after it is dropped.
     *
     * @return never blank
     * @throws SecretFileException if the file cannot be read, is too long, is empty or is not UTF-8
     */
    public static String read(Path file) throws SecretFileException {
        byte[] bytes = bytes(file);
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new SecretFileException("the file is not UTF-8; it must hold the secret as text and nothing else");
        }
        if (text.endsWith("\n")) {
            text = text.substring(0, text.length() - (text.endsWith("\r\n") ? 2 : 1));
        }
        if (text.isBlank()) {
            throw new SecretFileException("the file is empty; write the secret into it");
        }
        return text;
    }

    private static byte[] bytes(Path file) throws SecretFileException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new SecretFileException(
                        "the file has more than " + MAX_BYTES + " bytes; it must hold the secret and nothing else");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new SecretFileException("there is no such file; create it, or correct the path");
        } catch (AccessDeniedException e) {
            throw new SecretFileException("this user may not read the file; change its owner or permissions");
        } catch (IOException e) {
            throw new SecretFileException("the file cannot be read (" + e.getMessage() + "); correct the path");
        }
    }
}
