package dev.otlp2parquet.parquet.file;

/** The least and the greatest value of a page, a chunk or a file as tokens of {@link LeafValues}, and how many are no numbers. */
final class Bounds {

    private boolean present;
    private long min;
    private long max;
    private long nans;

    /** Whether there is a value other than NaN. */
    boolean isPresent() {
        return present;
    }

    long min() {
        return min;
    }

    long max() {
        return max;
    }

    long nans() {
        return nans;
    }

    void set(long least, long greatest) {
        present = true;
        min = least;
        max = greatest;
    }

    void addNans(long count) {
        nans += count;
    }
}
