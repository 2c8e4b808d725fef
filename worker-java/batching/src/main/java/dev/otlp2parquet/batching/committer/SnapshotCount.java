package dev.otlp2parquet.batching.committer;

import dev.otlp2parquet.batching.actor.ActorMeta;
import dev.otlp2parquet.iceberg.table.TableMetadata;
import dev.otlp2parquet.platform.json.JsonWriter;

/**
 * How many snapshots a table has, about: counted when all of them were loaded, and one more for each sequence number since. Those
 * that were expired meanwhile come out when they are counted again, once a day while there are many.
 */
final class SnapshotCount {

    /** From here on somebody should know. */
    static final long MANY = 1_000;

    private static final long RECOUNT_MILLIS = 24 * 3_600_000L;

    /** {@code count,sequence number,when} of the last count of a table with many. */
    private static final String COUNTED = "snapshots-counted";

    private long count = -1;
    private long atSequenceNumber;
    private long countedMillis;
    private long latestSequenceNumber;
    /** As the database has it. */
    private long saved = -1;

    private boolean read;

    /** Takes what is known from a database. */
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

    /** Looks at metadata of the table. */
    void look(TableMetadata metadata, long now) {
        latestSequenceNumber = metadata.lastSequenceNumber();
        if (metadata.snapshots().complete()) {
            count = metadata.snapshots().size();
            atSequenceNumber = latestSequenceNumber;
            countedMillis = now;
        }
    }

    /** Keeps what was counted. */
    void save(ActorMeta meta) {
        saved = estimate();
        meta.put(COUNTED, saved + "," + latestSequenceNumber + "," + countedMillis);
    }

    /** Whether a table has many that is not known for it: worth a written row. */
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

    /** They could not be counted: for a day it counts as if none had been expired. */
    void notCounted(long now) {
        count = estimate();
        atSequenceNumber = latestSequenceNumber;
        countedMillis = now;
    }

    private long estimate() {
        return count < 0 ? latestSequenceNumber : count + Math.max(0, latestSequenceNumber - atSequenceNumber);
    }

    /** The members {@code snapshots} and {@code warning}, where there is something to say. */
    void write(JsonWriter json) {
        long estimate = estimate();
        if (estimate > 0) {
            json.field("snapshots", estimate);
        }
        if (estimate >= MANY) {
            json.field(
                    "warning",
                    "the table has about " + estimate + " snapshots: each makes every commit of its catalog dearer; "
                            + "expire those that are older than some days (docs/querying.md, \"Maintenance\")");
        }
    }
}
