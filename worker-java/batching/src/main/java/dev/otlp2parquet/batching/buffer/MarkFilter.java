package dev.otlp2parquet.batching.buffer;

/**
 * Says whether a mark may have been added. It never says no for an added mark. With a million marks it says yes for one in
 * four thousand others. Marks are random or hashes. Takes about six bytes for each.
 */
final class MarkFilter {

    private static final int INITIAL_SLOTS = 1 << 10;

    /** Four bytes of each mark, by open addressing; 0 is free. */
    private int[] slots = new int[INITIAL_SLOTS];

    private int size;

    int size() {
        return size;
    }

    void add(byte[] marks, int offset) {
        if (size >= slots.length / 4 * 3) {
            grow();
        }
        put(print(marks, offset));
        size++;
    }

    boolean mayContain(byte[] mark) {
        int print = print(mark, 0);
        for (int slot = slot(print); slots[slot] != 0; slot = next(slot)) {
            if (slots[slot] == print) {
                return true;
            }
        }
        return false;
    }

    private void put(int print) {
        int slot = slot(print);
        while (slots[slot] != 0) {
            slot = next(slot);
        }
        slots[slot] = print;
    }

    private void grow() {
        int[] old = slots;
        slots = new int[old.length + old.length / 2];
        for (int print : old) {
            if (print != 0) {
                put(print);
            }
        }
    }

    private int slot(int print) {
        return (int) (((print & 0xFFFF_FFFFL) * slots.length) >>> 32);
    }

    private int next(int slot) {
        return slot + 1 == slots.length ? 0 : slot + 1;
    }

    private static int print(byte[] marks, int offset) {
        int print = (marks[offset] & 0xFF)
                | (marks[offset + 1] & 0xFF) << 8
                | (marks[offset + 2] & 0xFF) << 16
                | (marks[offset + 3] & 0xFF) << 24;
        return print == 0 ? 1 : print;
    }
}
