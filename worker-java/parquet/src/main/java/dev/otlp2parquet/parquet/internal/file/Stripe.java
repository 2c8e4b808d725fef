package dev.otlp2parquet.parquet.internal.file;

import java.util.Arrays;

/**
 * A leaf column over the rows of a row group, shredded: the levels of all entries, and for each entry that has a value the
 * leaf's slot. One object serves all chunks of a writer.
 */
final class Stripe {

    private static final int INITIAL = 1024;

    private final LevelRuns repetitionLevels = new LevelRuns();
    private final LevelRuns definitionLevels = new LevelRuns();
    private int[] slots = new int[INITIAL];

    /** Entries and values up to the end of each row. */
    private int[] entryEnds = new int[INITIAL];

    private int[] valueEnds = new int[INITIAL];
    private int entries;
    private int values;
    private int rows;

    void begin(int rowCount) {
        repetitionLevels.clear();
        definitionLevels.clear();
        entries = 0;
        values = 0;
        rows = 0;
        if (rowCount > entryEnds.length) {
            entryEnds = new int[rowCount];
            valueEnds = new int[rowCount];
        }
        if (rowCount > slots.length) {
            slots = new int[rowCount];
        }
    }

    LevelRuns repetitionLevels() {
        return repetitionLevels;
    }

    LevelRuns definitionLevels() {
        return definitionLevels;
    }

    /** Slots of the leaf, one for each value in order: the stripe's own array. */
    int[] slots() {
        return slots;
    }

    int rows() {
        return rows;
    }

    /** Entries of the levels: values, and places where there is none. */
    int entries() {
        return entries;
    }

    int values() {
        return values;
    }

    int entryEnd(int row) {
        return entryEnds[row];
    }

    int valueEnd(int row) {
        return valueEnds[row];
    }

    /** One entry without value. */
    void addEmpty(int repetitionLevel, int definitionLevel) {
        repetitionLevels.add(repetitionLevel, 1);
        definitionLevels.add(definitionLevel, 1);
        entries++;
    }

    /** One entry for each slot in [from, to), at least one, all with values. */
    void addValues(int firstRepetitionLevel, int repetitionLevel, int definitionLevel, int from, int to) {
        int count = to - from;
        repetitionLevels.add(firstRepetitionLevel, 1);
        if (count > 1) {
            repetitionLevels.add(repetitionLevel, count - 1);
        }
        definitionLevels.add(definitionLevel, count);
        entries += count;
        if (values + count > slots.length) {
            slots = Arrays.copyOf(slots, Math.max(values + count, slots.length * 2));
        }
        int[] target = slots;
        int at = values;
        for (int slot = from; slot < to; slot++) {
            target[at++] = slot;
        }
        values = at;
    }

    /** One entry with a value, in a column without repetition. */
    void addFlatValue(int slot) {
        slots[values++] = slot;
        entries++;
    }

    void endRow() {
        entryEnds[rows] = entries;
        valueEnds[rows] = values;
        rows++;
    }
}
