package dev.otlp2parquet.host;

import dev.otlp2parquet.platform.Randomness;
import java.security.SecureRandom;

/** Random numbers that nobody can foresee. */
public final class SecureRandomness implements Randomness {

    private final SecureRandom random = new SecureRandom();

    @Override
    public long nextLong() {
        return random.nextLong();
    }
}
