package dev.otlp2parquet.vectors;

/** Pseudo-random numbers by Marsaglia's xorshift of 32 bits: the same sequence on every platform. */
final class Dice {

    private int state;

    /**
     * Starts a sequence.
     *
     * @param seed not 0
     */
    Dice(int seed) {
        state = seed;
    }

    int nextInt() {
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        return state;
    }

    /** A number in [0, bound). */
    int below(int bound) {
        return (nextInt() >>> 1) % bound;
    }

    long nextLong() {
        return ((long) nextInt() << 32) ^ (nextInt() & 0xFFFF_FFFFL);
    }

    boolean oneIn(int count) {
        return below(count) == 0;
    }
}
