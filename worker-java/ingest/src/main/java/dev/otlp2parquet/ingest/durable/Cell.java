package dev.otlp2parquet.ingest.durable;

import dev.otlp2parquet.parquet.bytes.Slices;
import java.util.Arrays;

/**
 * A place in the order by which a range is cut into parts: the hour of the timestamp, then the service's name. It depends on
 * nothing but the rows, so that a part has the same rows whatever becomes of the table's partitioning meanwhile.
 *
 * <p>The order is that of recorded parts: it must never change.
 */
final class Cell implements Comparable<Cell> {

    private final long hour;
    private final byte[] service;

    /**
     * A cell.
     *
     * @param hour since the epoch
     * @param service UTF-8; given away
     */
    Cell(long hour, byte[] service) {
        this.hour = hour;
        this.service = service;
    }

    long hour() {
        return hour;
    }

    /** UTF-8; the object's own array. */
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
