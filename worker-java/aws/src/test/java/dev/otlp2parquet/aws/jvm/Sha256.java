package dev.otlp2parquet.aws.jvm;

import dev.otlp2parquet.platform.Digest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The JDK's hash. */
public final class Sha256 implements Digest {

    @Override
    public byte[] sha256(byte[] data, int offset, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(data, offset, length);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
