package dev.otlp2parquet.iceberg.jvm;

import dev.otlp2parquet.platform.Randomness;
import java.util.Random;

/** Random numbers that a seed repeats. */
public final class SeededRandomness implements Randomness {

    private final Random random;

    public SeededRandomness(long seed) {
        random = new Random(seed);
    }

    @Override
    public long nextLong() {
        return random.nextLong();
    }
}
