package dev.otlp2parquet.batching.buffer;

import dev.otlp2parquet.parquet.column.BinaryColumn;
import dev.otlp2parquet.parquet.column.LongColumn;
import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.column.RowOrder;
import dev.otlp2parquet.parquet.column.SortKey;
import dev.otlp2parquet.platform.Digest;
import dev.otlp2parquet.table.TableShape;
import java.util.Arrays;
import java.util.List;

/** The rows of a batch by hour and service. Each group is of one {@link Cell}. */
final class Cells {

    private static final long SECONDS_OF_HOUR = 3600;
    private static final byte[] NO_SERVICE = {};

    private final RowOrder order;
    private final int[] starts;
    private final LongColumn timestamps;
    private final BinaryColumn services;
    private final long ticksOfHour;
    private final Digest digest;

    private Cells(RowOrder order, LongColumn timestamps, BinaryColumn services, long ticksOfHour, Digest digest) {
        this.order = order;
        this.starts = order.groups(2);
        this.timestamps = timestamps;
        this.services = services;
        this.ticksOfHour = ticksOfHour;
        this.digest = digest;
    }

    static Cells of(TableShape table, RowBatch batch, Digest digest) {
        int timestamp = table.timestampIndex();
        int service = table.keyIndex();
        long ticksOfHour = SECONDS_OF_HOUR * table.timestampUnit().perSecond();
        return new Cells(
                RowOrder.of(batch, List.of(SortKey.floorDiv(timestamp, ticksOfHour), SortKey.of(service))),
                batch.column(timestamp).asLong(),
                batch.column(service).asBinary(),
                ticksOfHour,
                digest);
    }

    int count() {
        return starts.length - 1;
    }

    Cell cell(int index) {
        int row = order.rows()[starts[index]];
        long hour = Math.floorDiv(timestamps.value(timestamps.slotOfRow(row)), ticksOfHour);
        int entry = services.entry(services.slotOfRow(row));
        if (entry == BinaryColumn.NO_ENTRY) {
            return new Cell(hour, NO_SERVICE);
        }
        int start = services.entryStart(entry);
        byte[] name = Arrays.copyOfRange(services.entryBytes(), start, start + services.entryLength(entry));
        return Cell.of(hour, name, digest);
    }

    /** Number of the rows of a cell. */
    int rows(int index) {
        return starts[index + 1] - starts[index];
    }

    /** A row of a cell. */
    int row(int index, int position) {
        return order.rows()[starts[index] + position];
    }

    /**
     * Says of each row of the batch whether it is in a part.
     *
     * @return null if all are
     */
    boolean[] within(Part part) {
        boolean[] chosen = new boolean[order.size()];
        boolean all = true;
        for (int i = 0; i < count(); i++) {
            Cell cell = part.isWhole() ? null : cell(i);
            boolean in = part.isWhole() || part.contains(cell);
            all &= in;
            for (int j = 0; in && j < rows(i); j++) {
                chosen[row(i, j)] = true;
            }
        }
        return all ? null : chosen;
    }
}
