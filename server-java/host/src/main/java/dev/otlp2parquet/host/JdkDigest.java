package dev.otlp2parquet.host;

import dev.otlp2parquet.platform.Digest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Hashes from the JDK. */
public final class JdkDigest implements Digest {

    @Override
    public byte[] sha256(byte[] data, int offset, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(data, offset, length);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
