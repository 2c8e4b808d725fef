package dev.otlp2parquet.doubles;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The credentials that a double accepts: one pair of keys for ever, and those that it has issued. */
final class KeyStore {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Keys permanent =
            new Keys("AKIDDOUBLE0123456789", "double/secret+key=0123456789", "", Long.MAX_VALUE, "");
    private final Map<String, Keys> keys = new ConcurrentHashMap<>();

    KeyStore() {
        keys.put(permanent.accessKeyId(), permanent);
    }

    Keys permanent() {
        return permanent;
    }

    /**
     * Issues keys with a session token, as AWS STS does.
     *
     * @param scope as in {@link Keys}
     */
    Keys issue(long lifetimeMillis, String scope) {
        Keys issued = new Keys(
                "ASIA" + random(12).toUpperCase(Locale.ROOT).replace('/', 'A').replace('+', 'B'),
                random(30),
                random(240),
                System.currentTimeMillis() + lifetimeMillis,
                scope);
        keys.put(issued.accessKeyId(), issued);
        return issued;
    }

    /** Lets issued keys expire now. */
    void expire(String accessKeyId) {
        keys.computeIfPresent(
                accessKeyId, (id, old) -> new Keys(id, old.secretAccessKey(), old.sessionToken(), 0, old.scope()));
    }

    /** The keys with this identifier, or null. */
    Keys find(String accessKeyId) {
        return keys.get(accessKeyId);
    }

    /** In base 64: with the slashes, signs of plus and equals that real secrets have. */
    private static String random(int bytes) {
        byte[] data = new byte[bytes];
        RANDOM.nextBytes(data);
        return Base64.getEncoder().encodeToString(data);
    }
}
