package dev.otlp2parquet.parquet.internal.file;

/**
 * The least and the greatest value of a page, a chunk or a file as tokens of {@link LeafValues}, and how many are no numbers.
 *
 * <p>Where one is NaN there are no bounds: the specification leaves it out of them, but DuckDB and DataFusion order it above all
 * numbers and skip, by a greatest value that does not count it, rows that they are asked for.
 */
final class Bounds {

    private boolean present;
    private long min;
    private long max;
    private long nans;

    /** Whether there is a value, and none is NaN. */
    boolean isPresent() {
        return present && nans == 0;
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
