package dev.otlp2parquet.parquet.internal.file;

import dev.otlp2parquet.parquet.internal.encoding.RleBitPackingHybridEncoder;
import java.util.Arrays;

/**
 * Levels of a column chunk as runs: most columns have one definition level for thousands of entries. Written once, then read
 * front to back, page by page.
 */
final class LevelRuns {

    private static final int INITIAL = 64;

    private int[] levels = new int[INITIAL];
    private int[] counts = new int[INITIAL];
    private int runs;

    /** The run to be read next, and how much of it is. */
    private int readRun;

    private int readCount;

    void clear() {
        runs = 0;
        readRun = 0;
        readCount = 0;
    }

    void add(int level, int count) {
        if (runs > 0 && levels[runs - 1] == level) {
            counts[runs - 1] += count;
            return;
        }
        if (runs == levels.length) {
            levels = Arrays.copyOf(levels, runs * 2);
            counts = Arrays.copyOf(counts, runs * 2);
        }
        levels[runs] = level;
        counts[runs] = count;
        runs++;
    }

    void rewind() {
        readRun = 0;
        readCount = 0;
    }

    /** Passes the next {@code entries} levels to the encoder. */
    void write(int entries, RleBitPackingHybridEncoder encoder) {
        int rest = entries;
        while (rest > 0) {
            int count = Math.min(rest, counts[readRun] - readCount);
            encoder.putRun(levels[readRun], count);
            rest -= count;
            readCount += count;
            if (readCount == counts[readRun]) {
                readRun++;
                readCount = 0;
            }
        }
    }
}
