package dev.otlp2parquet.parquet.column;

import dev.otlp2parquet.parquet.bytes.Slices;
import dev.otlp2parquet.parquet.schema.PhysicalType;
import dev.otlp2parquet.parquet.schema.PrimitiveField;
import dev.otlp2parquet.platform.text.Utf8;
import java.util.Arrays;

/**
 * A column of BYTE_ARRAY or FIXED_LEN_BYTE_ARRAY values. Each slot holds the number of an <em>entry</em>, a byte string of
 * the column's dictionary; equal values share an entry as long as looking them up pays ({@link #isDistinct()}).
 */
public final class BinaryColumn extends ColumnBuilder {

    /** {@link #entry} of a slot without value. */
    public static final int NO_ENTRY = -1;

    private static final int INITIAL = 16;

    private final SliceTable table;

    /** Bytes that each value must have, or 0 for any. */
    private final int fixedLength;

    private int[] slotEntries = new int[INITIAL];

    BinaryColumn(PrimitiveField field, String path, boolean topLevel, long hashSeed) {
        super(field, path, topLevel);
        table = new SliceTable(hashSeed);
        this.fixedLength = field.type() == PhysicalType.FIXED_LEN_BYTE_ARRAY ? field.typeLength() : 0;
    }

    /**
     * Appends a value; the bytes are copied.
     *
     * @throws IllegalArgumentException if a FIXED_LEN_BYTE_ARRAY gets another length than its own
     */
    public void append(byte[] source, int offset, int length) {
        if (fixedLength != 0 && length != fixedLength) {
            throw new IllegalArgumentException(path() + ": expected " + fixedLength + " bytes, found " + length);
        }
        appendEntry(table.add(source, offset, length));
    }

    /**
     * Appends a value that is likely to be the one of an entry: comparing with it costs less than looking the value up.
     *
     * @param likely an entry, also of a slot that is cut off, or any other number: it decides the speed only
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

    /** Appends a text as UTF-8: for constants and tests, not for values that come as bytes. */
    public void append(String text) {
        byte[] bytes = Utf8.encode(text);
        append(bytes, 0, bytes.length);
    }

    /**
     * Appends the value of an earlier slot again without looking it up.
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

    /** Entry of a slot in [0, {@link #entries()}), or {@link #NO_ENTRY}. */
    public int entry(int slot) {
        return slotEntries[slot];
    }

    /** Number of entries; those of slots cut off are still among them. */
    public int entries() {
        return table.entries();
    }

    /** Whether no two entries hold the same bytes. */
    public boolean isDistinct() {
        return table.isDistinct();
    }

    /** The array that holds all entries: the column's own, and replaced when it grows. */
    public byte[] entryBytes() {
        return table.arena();
    }

    /** Where an entry begins in {@link #entryBytes()}. */
    public int entryStart(int entry) {
        return table.start(entry);
    }

    public int entryLength(int entry) {
        return table.length(entry);
    }

    /** Unsigned byte-wise order of two entries. */
    public int compareEntries(int a, int b) {
        return Slices.compare(
                table.arena(), table.start(a), table.length(a), table.arena(), table.start(b), table.length(b));
    }

    /** Work of looking values up: places of the table that were found occupied by other values, since the column was empty. */
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
