package dev.otlp2parquet.server.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;

/** What the PEM files of a listener held at one time, checked and ready for TLS. */
final class Credential {

    /** Files of this size are no certificates. */
    private static final long MOST_BYTES = 1 << 20;

    private static final char[] NO_PASSWORD = {};

    private final KeyStore keys;
    private final KeyStore authorities;

    private Credential(KeyStore keys, KeyStore authorities) {
        this.keys = keys;
        this.authorities = authorities;
    }

    KeyStore keys() {
        return keys;
    }

    /** Null if clients need no certificate. */
    KeyStore authorities() {
        return authorities;
    }

    /** A hash over all files: what changes it is a new credential. */
    static byte[] fingerprint(TlsFiles files) throws PemException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : new Path[] {files.certificates(), files.key(), files.clientAuthorities()}) {
                digest.update(file == null ? new byte[0] : digest(read(file)));
            }
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] digest(byte[] content) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(content);
    }

    static Credential load(TlsFiles files) throws PemException {
        List<Certificate> chain = certificates(files.certificates());
        String keyFile = files.key().toString();
        PrivateKey key = PrivateKeys.of(keyFile, PemBlock.all(keyFile, read(files.key())));
        if (!belongs(key, chain.get(0).getPublicKey())) {
            throw new PemException(
                    keyFile + ": the key is not that of the first certificate in " + files.certificates());
        }
        try {
            KeyStore keys = empty();
            keys.setKeyEntry("server", key, NO_PASSWORD, chain.toArray(new Certificate[0]));
            return new Credential(keys, authorities(files.clientAuthorities()));
        } catch (GeneralSecurityException e) {
            throw new PemException(files.certificates() + ": " + e.getMessage());
        }
    }

    private static KeyStore authorities(Path file) throws PemException, GeneralSecurityException {
        if (file == null) {
            return null;
        }
        KeyStore authorities = empty();
        int number = 0;
        for (Certificate certificate : certificates(file)) {
            authorities.setCertificateEntry("authority-" + number++, certificate);
        }
        return authorities;
    }

    private static KeyStore empty() throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, NO_PASSWORD);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return store;
    }

    private static List<Certificate> certificates(Path file) throws PemException {
        List<Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (PemBlock block : PemBlock.all(file.toString(), read(file))) {
                if (block.label().endsWith("CERTIFICATE")) {
                    certificates.add(factory.generateCertificate(new ByteArrayInputStream(block.der())));
                }
            }
        } catch (CertificateException e) {
            throw new PemException(file + ": a certificate is malformed");
        }
        if (certificates.isEmpty()) {
            throw new PemException(file + ": expected a PEM block CERTIFICATE, found none");
        }
        return certificates;
    }

    private static byte[] read(Path file) throws PemException {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new PemException(file + ": expected a PEM file, found more than " + MOST_BYTES + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new PemException(file + ": cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** Whether a signature of the private key is one of the public key. */
    private static boolean belongs(PrivateKey privateKey, PublicKey publicKey) {
        String algorithm = switch (privateKey.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> privateKey.getAlgorithm();
        };
        byte[] text = {1, 2, 3};
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(privateKey);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
