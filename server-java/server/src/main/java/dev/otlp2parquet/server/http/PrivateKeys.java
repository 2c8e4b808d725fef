package dev.otlp2parquet.server.http;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;

/**
 * Private keys of PEM files. The JDK reads PKCS#8 (RFC 5958) alone; the older forms are the content of such a structure, and are put
 * into one: {@code SEQUENCE { version 0, algorithm, OCTET STRING key }}.
 */
final class PrivateKeys {

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final int PARAMETERS = 0xA0;
    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

    /** rsaEncryption, 1.2.840.113549.1.1.1, and NULL (RFC 8017, appendix C). */
    private static final byte[] RSA = {
        0x06, 0x09, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05, 0x00
    };

    /** id-ecPublicKey, 1.2.840.10045.2.1 (RFC 5480, section 2.1.1). The curve follows it. */
    private static final byte[] EC = {0x06, 0x07, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x02, 0x01};

    private PrivateKeys() {}

    /** @param file its name, for messages */
    static PrivateKey of(String file, List<PemBlock> blocks) throws PemException {
        for (PemBlock block : blocks) {
            byte[] der = block.der();
            switch (block.label()) {
                case "PRIVATE KEY" -> {
                    return key(file, der);
                }
                case "RSA PRIVATE KEY" -> {
                    return key(file, pkcs8(RSA, der));
                }
                case "EC PRIVATE KEY" -> {
                    return key(file, pkcs8(concat(EC, curve(file, der)), der));
                }
                case "ENCRYPTED PRIVATE KEY" ->
                    throw new PemException(file + ": the key is encrypted; expected an unencrypted one");
                default -> {
                    // Certificates and EC PARAMETERS may stand beside the key.
                }
            }
        }
        throw new PemException(file + ": expected a PEM block PRIVATE KEY, RSA PRIVATE KEY or EC PRIVATE KEY, found "
                + (blocks.isEmpty() ? "no PEM block" : blocks.get(0).label()));
    }

    private static PrivateKey key(String file, byte[] pkcs8) throws PemException {
        PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(pkcs8);
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                // It may be a key of the next kind.
            } catch (GeneralSecurityException e) {
                throw new PemException(file + ": this JDK has no keys of the kind " + algorithm);
            }
        }
        throw new PemException(file + ": the key is malformed, or of another kind than RSA, EC or EdDSA");
    }

    private static byte[] pkcs8(byte[] algorithm, byte[] key) {
        return der(SEQUENCE, concat(VERSION_0, der(SEQUENCE, algorithm), der(OCTET_STRING, key)));
    }

    /** The curve of an ECPrivateKey (RFC 5915): its parameters [0], after the version and the key. */
    private static byte[] curve(String file, byte[] der) throws PemException {
        try {
            int[] whole = element(der, 0);
            int[] version = element(der, whole[0]);
            int[] key = element(der, version[1]);
            if (der[key[1]] == (byte) PARAMETERS) {
                int[] parameters = element(der, key[1]);
                return Arrays.copyOfRange(der, parameters[0], parameters[1]);
            }
        } catch (ArrayIndexOutOfBoundsException e) {
            // It is malformed.
        }
        throw new PemException(
                file + ": the EC PRIVATE KEY does not name its curve; write it as PKCS#8 (openssl pkey)");
    }

    /** Where the content of the DER element at a position begins and ends. */
    private static int[] element(byte[] der, int position) {
        int length = der[position + 1] & 0xFF;
        int content = position + 2;
        if (length > 0x80) {
            int octets = length & 0x7F;
            length = 0;
            for (int i = 0; i < octets; i++) {
                length = (length << 8) | (der[content++] & 0xFF);
            }
        }
        if (length < 0 || length > der.length - content) {
            throw new ArrayIndexOutOfBoundsException(length);
        }
        return new int[] {content, content + length};
    }

    private static byte[] der(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            int octets = content.length < 0x100 ? 1 : content.length < 0x10000 ? 2 : 3;
            out.write(0x80 | octets);
            for (int i = octets - 1; i >= 0; i--) {
                out.write(content.length >>> (8 * i));
            }
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
