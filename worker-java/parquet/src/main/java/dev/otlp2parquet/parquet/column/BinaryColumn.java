package dev.otlp2parquet.parquet.column;

import dev.otlp2parquet.parquet.bytes.Slices;
import dev.otlp2parquet.parquet.schema.PhysicalType;
import dev.otlp2parquet.parquet.schema.PrimitiveField;
import dev.otlp2parquet.platform.text.Utf8;
import java.util.Arrays;

/**
 * A column of BYTE_ARRAY or FIXED_LEN_BYTE_ARRAY values. Each slot has the number of an <em>entry</em>, a byte string
 * of the column's dictionary. Equal values share an entry as long as lookups pay off ({@link #isDistinct()}).
 */
public final class BinaryColumn extends ColumnBuilder {

    /** The {@link #entry} of a slot without a value. */
    public static final int NO_ENTRY = -1;

    private static final int INITIAL = 16;

    private final SliceTable table;

    /** Bytes of each value, or 0 for any length. */
    private final int fixedLength;

    private int[] slotEntries = new int[INITIAL];

    BinaryColumn(PrimitiveField field, String path, boolean topLevel, long hashSeed) {
        super(field, path, topLevel);
        table = new SliceTable(hashSeed);
        this.fixedLength = field.type() == PhysicalType.FIXED_LEN_BYTE_ARRAY ? field.typeLength() : 0;
    }

    /**
     * Appends a value. Copies the bytes.
     *
     * @throws IllegalArgumentException if a value of FIXED_LEN_BYTE_ARRAY has another length
     */
    public void append(byte[] source, int offset, int length) {
        if (fixedLength != 0 && length != fixedLength) {
            throw new IllegalArgumentException(path() + ": expected " + fixedLength + " bytes, found " + length);
        }
        appendEntry(table.add(source, offset, length));
    }

    /**
     * Appends a value that is probably equal to an entry. Comparing with that entry costs less than a lookup.
     *
     * @param likely an entry, even of a removed slot, or any other number: it only affects the speed
     * @return the entry of the value
     */
    public int append(byte[] source, int offset, int length, int likely) {
        if (table.isEntry(likely, source, offset, length)) {
            appendEntry(likely);
            return likely;
        }
        append(source, offset, length);
        return slotEntries[slots() - 1];
    }

    /** Appends a text as UTF-8. For constants and tests, not for values that arrive as bytes. */
    public void append(String text) {
        byte[] bytes = Utf8.encode(text);
        append(bytes, 0, bytes.length);
    }

    /**
     * Appends the value of an earlier slot again, without a lookup.
     *
     * @param entry from {@link #entry}, not {@link #NO_ENTRY}
     */
    public void appendEntry(int entry) {
        int slot = slots();
        if (slot == slotEntries.length) {
            slotEntries = Arrays.copyOf(slotEntries, slot * 2);
        }
        slotEntries[slot] = entry;
        nextSlot();
    }

    /** Returns the entry of a slot in [0, {@link #entries()}), or {@link #NO_ENTRY}. */
    public int entry(int slot) {
        return slotEntries[slot];
    }

    /** Returns the number of entries, including those of removed slots. */
    public int entries() {
        return table.entries();
    }

    /** Returns whether no two entries have the same bytes. */
    public boolean isDistinct() {
        return table.isDistinct();
    }

    /** Returns the array with all entries: the column's own, and replaced when it grows. */
    public byte[] entryBytes() {
        return table.arena();
    }

    /** Returns where an entry begins in {@link #entryBytes()}. */
    public int entryStart(int entry) {
        return table.start(entry);
    }

    public int entryLength(int entry) {
        return table.length(entry);
    }

    /** Compares two entries in unsigned byte-wise order. */
    public int compareEntries(int a, int b) {
        return Slices.compare(
                table.arena(), table.start(a), table.length(a), table.arena(), table.start(b), table.length(b));
    }

    /**
     * Returns the work of lookups since the column was empty: the number of places that were occupied by other values.
     */
    public long lookupSteps() {
        return table.steps();
    }

    @Override
    public long bufferedBytes() {
        return super.bufferedBytes() + slots() * 4L + table.bytes();
    }

    @Override
    long retainedBytes() {
        return super.retainedBytes() + slotEntries.length * 4L + table.retainedBytes();
    }

    @Override
    void appendAbsent() {
        appendEntry(NO_ENTRY);
    }

    @Override
    void truncateValues(int remaining) {}

    @Override
    void clearValues() {
        table.clear();
    }
}
