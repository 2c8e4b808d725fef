package dev.otlp2parquet.parquet.column;

import java.util.Arrays;
import java.util.List;

/**
 * The rows of a batch, sorted by keys. Row numbers move, rows do not. The order is stable. Rows that are already sorted
 * cost one comparison each, and sorted stretches are merged.
 */
public final class RowOrder {

    private final int[] rows;
    private final long[][] keys;

    private RowOrder(int[] rows, long[][] keys) {
        this.rows = rows;
        this.keys = keys;
    }

    /**
     * Sorts the rows of a batch.
     *
     * @param keys from the most to the least significant: BOOLEAN, INT32, INT64, DOUBLE and BYTE_ARRAY columns
     * @throws IllegalArgumentException if a key is a column of another kind
     */
    public static RowOrder of(RowBatch batch, List<SortKey> keys) {
        return sorted(batch, keys, all(batch.rows()));
    }

    /**
     * Sorts some of the rows of a batch.
     *
     * @param chosen whether each row counts; null for all rows
     */
    public static RowOrder of(RowBatch batch, List<SortKey> keys, boolean[] chosen) {
        return sorted(batch, keys, chosen == null ? all(batch.rows()) : only(chosen));
    }

    private static RowOrder sorted(RowBatch batch, List<SortKey> keys, int[] rows) {
        long[][] extracted = new long[keys.size()][];
        for (int k = 0; k < extracted.length; k++) {
            extracted[k] = SortRanks.of(batch.column(keys.get(k).column()), keys.get(k), batch.rows());
        }
        RowOrder order = new RowOrder(rows, extracted);
        order.sort();
        return order;
    }

    private static int[] all(int count) {
        int[] rows = new int[count];
        for (int i = 0; i < count; i++) {
            rows[i] = i;
        }
        return rows;
    }

    private static int[] only(boolean[] chosen) {
        int[] rows = new int[chosen.length];
        int size = 0;
        for (int i = 0; i < chosen.length; i++) {
            if (chosen[i]) {
                rows[size++] = i;
            }
        }
        return Arrays.copyOf(rows, size);
    }

    /** Returns the row numbers in order: the order's own array, which callers must not change. */
    public int[] rows() {
        return rows;
    }

    public int size() {
        return rows.length;
    }

    public RowSelection selection(int from, int to) {
        return RowSelection.of(rows, from, to);
    }

    /**
     * Returns where groups of rows begin that are equal in the first {@code keyCount} keys: ascending positions in
     * {@link #rows()}, and {@link #size()} at the end. A batch without rows gives {@code {0}}.
     */
    public int[] groups(int keyCount) {
        int[] starts = new int[rows.length + 1];
        int groups = 0;
        for (int i = 0; i < rows.length; i++) {
            if (i == 0 || compare(rows[i - 1], rows[i], keyCount) != 0) {
                starts[groups++] = i;
            }
        }
        starts[groups++] = rows.length;
        return Arrays.copyOf(starts, groups);
    }

    private int compare(int a, int b, int keyCount) {
        for (int k = 0; k < keyCount; k++) {
            long left = keys[k][a];
            long right = keys[k][b];
            if (left != right) {
                return left < right ? -1 : 1;
            }
        }
        return 0;
    }

    /** Merges ascending stretches in pairs until one is left (natural merge sort). */
    private void sort() {
        int count = rows.length;
        int[] starts = stretches();
        int stretches = starts.length - 1;
        if (stretches <= 1) {
            return;
        }
        int[] source = rows;
        int[] target = new int[count];
        while (stretches > 1) {
            int merged = 0;
            for (int s = 0; s < stretches; s += 2) {
                int from = starts[s];
                int middle = starts[Math.min(s + 1, stretches)];
                int to = starts[Math.min(s + 2, stretches)];
                merge(source, from, middle, to, target);
                starts[merged++] = from;
            }
            starts[merged] = count;
            stretches = merged;
            int[] swap = source;
            source = target;
            target = swap;
        }
        if (source != rows) {
            System.arraycopy(source, 0, rows, 0, count);
        }
    }

    private int[] stretches() {
        int count = rows.length;
        int[] starts = new int[16];
        int found = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0 || compare(rows[i - 1], rows[i], keys.length) > 0) {
                if (found + 1 == starts.length) {
                    starts = Arrays.copyOf(starts, starts.length * 2);
                }
                starts[found++] = i;
            }
        }
        starts[found] = count;
        return Arrays.copyOf(starts, found + 1);
    }

    private void merge(int[] source, int from, int middle, int to, int[] target) {
        int left = from;
        int right = middle;
        int at = from;
        while (left < middle && right < to) {
            if (compare(source[left], source[right], keys.length) <= 0) {
                target[at++] = source[left++];
            } else {
                target[at++] = source[right++];
            }
        }
        System.arraycopy(source, left, target, at, middle - left);
        System.arraycopy(source, right, target, at + middle - left, to - right);
    }
}
