package dev.otlp2parquet.batching.buffer;

import dev.otlp2parquet.parquet.bytes.Slices;
import dev.otlp2parquet.platform.Digest;
import java.util.Arrays;

/**
 * A position in the order by which a range is divided into parts: the hour of the timestamp, then the name of the service.
 * It follows from the rows alone, so a part keeps its rows if the partitioning of the table changes. Names have any length
 * but records of parts do not: a long name is replaced by its beginning and its hash.
 *
 * <p>Recorded parts depend on this order. It must never change.
 */
final class Cell implements Comparable<Cell> {

    private static final int MAX_NAME_BYTES = 128;
    private static final int HASH_BYTES = 32;

    private final long hour;
    private final byte[] service;

    /**
     * A cell.
     *
     * @param hour since the epoch
     * @param service as {@link #of} keeps it; given away
     */
    Cell(long hour, byte[] service) {
        this.hour = hour;
        this.service = service;
    }

    /**
     * The cell of a service.
     *
     * @param name UTF-8; given away
     */
    static Cell of(long hour, byte[] name, Digest digest) {
        if (name.length <= MAX_NAME_BYTES) {
            return new Cell(hour, name);
        }
        byte[] service = Arrays.copyOf(name, MAX_NAME_BYTES + HASH_BYTES);
        System.arraycopy(digest.sha256(name, 0, name.length), 0, service, MAX_NAME_BYTES, HASH_BYTES);
        return new Cell(hour, service);
    }

    long hour() {
        return hour;
    }

    /** As {@link #of} keeps it; the object's own array. */
    byte[] service() {
        return service;
    }

    @Override
    public int compareTo(Cell other) {
        return hour != other.hour
                ? Long.compare(hour, other.hour)
                : Slices.compare(service, 0, service.length, other.service, 0, other.service.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cell that && compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(hour) + Arrays.hashCode(service);
    }
}
