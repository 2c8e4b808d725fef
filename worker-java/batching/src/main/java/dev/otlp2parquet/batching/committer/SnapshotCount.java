package dev.otlp2parquet.batching.committer;

import dev.otlp2parquet.batching.actor.ActorMeta;
import dev.otlp2parquet.iceberg.table.TableMetadata;
import dev.otlp2parquet.platform.json.JsonWriter;

/**
 * An estimate of the number of a table's snapshots: counted when all of them were loaded, plus one for each later sequence
 * number. While there are many, they are counted again once a day, which notices expired ones.
 */
final class SnapshotCount {

    /** From this number on somebody should know. */
    static final long MANY = 1_000;

    private static final long RECOUNT_MILLIS = 24 * 3_600_000L;

    /** {@code count,sequence number,time} of the last count of a table with many snapshots. */
    private static final String COUNTED = "snapshots-counted";

    private long count = -1;
    private long atSequenceNumber;
    private long countedMillis;
    private long latestSequenceNumber;
    /** The estimate in the database. */
    private long saved = -1;

    private boolean read;

    /** Reads the last count from a database. */
    void open(ActorMeta meta) {
        if (read) {
            return;
        }
        read = true;
        String text = meta.text(COUNTED);
        if (text != null && count < 0) {
            int first = text.indexOf(',');
            int second = text.indexOf(',', first + 1);
            count = Long.parseLong(text.substring(0, first));
            atSequenceNumber = Long.parseLong(text.substring(first + 1, second));
            countedMillis = Long.parseLong(text.substring(second + 1));
            saved = count;
            latestSequenceNumber = Math.max(latestSequenceNumber, atSequenceNumber);
        }
    }

    /** Learns from metadata of the table. */
    void look(TableMetadata metadata, long now) {
        latestSequenceNumber = metadata.lastSequenceNumber();
        if (metadata.snapshots().complete()) {
            count = metadata.snapshots().size();
            atSequenceNumber = latestSequenceNumber;
            countedMillis = now;
        }
    }

    /** Stores the estimate. */
    void save(ActorMeta meta) {
        saved = estimate();
        meta.put(COUNTED, saved + "," + latestSequenceNumber + "," + countedMillis);
    }

    /** Whether the table newly has many, which is worth a written row. */
    boolean wantsSaving() {
        return estimate() >= MANY && saved < MANY;
    }

    /** Whether all snapshots should be loaded to count them. */
    boolean wantsCounting(long now) {
        if (latestSequenceNumber < MANY) {
            return false;
        }
        return count < 0 || (estimate() >= MANY && now - countedMillis > RECOUNT_MILLIS);
    }

    /** Counting failed: for a day the estimate assumes that none has expired. */
    void notCounted(long now) {
        count = estimate();
        atSequenceNumber = latestSequenceNumber;
        countedMillis = now;
    }

    private long estimate() {
        return count < 0 ? latestSequenceNumber : count + Math.max(0, latestSequenceNumber - atSequenceNumber);
    }

    /** Writes the members {@code snapshots} and {@code warning}, as far as they apply. */
    void write(JsonWriter json) {
        long estimate = estimate();
        if (estimate > 0) {
            json.field("snapshots", estimate);
        }
        if (estimate >= MANY) {
            json.field(
                    "warning",
                    "the table has about " + estimate
                            + " snapshots: each adds to the cost of every commit in its catalog; "
                            + "expire those that are some days old (docs/querying.md, \"Maintenance\")");
        }
    }
}
