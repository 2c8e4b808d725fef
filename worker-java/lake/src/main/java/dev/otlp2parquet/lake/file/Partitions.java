package dev.otlp2parquet.lake.file;

import dev.otlp2parquet.parquet.column.BinaryColumn;
import dev.otlp2parquet.parquet.column.LongColumn;
import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.column.RowOrder;
import dev.otlp2parquet.parquet.column.RowSelection;
import dev.otlp2parquet.parquet.column.SortKey;
import dev.otlp2parquet.table.TableShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rows of a table, sorted and divided so that each part becomes one file: by the hour of their timestamps, and by
 * service where the configuration asks for it.
 */
final class Partitions {

    private static final int SECONDS_OF_HOUR = 3600;
    private static final int MICROS_OF_SECOND = 1_000_000;

    private final RowOrder order;
    private final int[] starts;
    private final BinaryColumn services;
    private final LongColumn timestamps;
    private final long ticksOfHour;
    private final long ticksOfMicro;
    private final boolean byService;

    private Partitions(
            RowOrder order, BinaryColumn services, LongColumn timestamps, long ticksOfSecond, boolean byService) {
        this.order = order;
        this.starts = order.groups(byService ? 2 : 1);
        this.services = services;
        this.timestamps = timestamps;
        this.ticksOfHour = SECONDS_OF_HOUR * ticksOfSecond;
        this.ticksOfMicro = ticksOfSecond / MICROS_OF_SECOND;
        this.byService = byService;
    }

    /** @param chosen whether each row counts; null for all rows */
    static Partitions of(TableShape table, RowBatch batch, boolean byService, boolean[] chosen) {
        int service = table.keyIndex();
        int timestamp = table.timestampIndex();
        long ticksOfSecond = table.timestampUnit().perSecond();

        // All keys of the sort order follow those of the split, so that each part is sorted too.
        List<SortKey> keys = new ArrayList<>();
        if (byService) {
            keys.add(SortKey.of(service));
        }
        keys.add(SortKey.floorDiv(timestamp, SECONDS_OF_HOUR * ticksOfSecond));
        for (String column : table.sortColumns()) {
            int index = table.schema().indexOf(column);
            if (!byService || index != service) {
                keys.add(SortKey.of(index));
            }
        }
        return new Partitions(
                RowOrder.of(batch, keys, chosen),
                batch.column(service).asBinary(),
                batch.column(timestamp).asLong(),
                ticksOfSecond,
                byService);
    }

    int count() {
        return starts.length - 1;
    }

    /** Returns the rows of a part in the table's sort order. */
    RowSelection rows(int part) {
        return order.selection(starts[part], starts[part + 1]);
    }

    /** Returns the hour of all timestamps of a part, in hours since the epoch. */
    long hour(int part) {
        return Math.floorDiv(timestamp(starts[part]), ticksOfHour);
    }

    /** Returns the earliest timestamp of a part in microseconds since the epoch. */
    long firstMicros(int part) {
        long least = Long.MAX_VALUE;
        for (int i = starts[part]; i < starts[part + 1]; i++) {
            least = Math.min(least, timestamp(i));
        }
        return Math.floorDiv(least, ticksOfMicro);
    }

    /** Returns the service of a part as a key segment, or null if parts are not divided by service. */
    String serviceSegment(int part) {
        if (!byService) {
            return null;
        }
        int entry = services.entry(services.slotOfRow(order.rows()[starts[part]]));
        return ServiceSegment.of(services.entryBytes(), services.entryStart(entry), services.entryLength(entry));
    }

    /** Returns the name of the service of a part in UTF-8. Meaningless if parts are not divided by service. */
    byte[] service(int part) {
        int entry = services.entry(services.slotOfRow(order.rows()[starts[part]]));
        int start = services.entryStart(entry);
        return Arrays.copyOfRange(services.entryBytes(), start, start + services.entryLength(entry));
    }

    private long timestamp(int position) {
        return timestamps.value(timestamps.slotOfRow(order.rows()[position]));
    }
}
