package dev.otlp2parquet.iceberg.table;

import dev.otlp2parquet.iceberg.json.JsonObject;
import dev.otlp2parquet.iceberg.json.JsonReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The ids and times of all snapshots that a table's metadata still hold: thousands, so that they are read without an object for
 * each.
 */
public final class SnapshotLog {

    /**
     * The entry of a snapshot's summary in which a writer notes what the snapshot was made of, as words separated by commas. A
     * writer that has lost its own records finds there what it has committed.
     */
    public static final String NOTE = "otlp2parquet.ranges";

    private final long[] ids;
    private final long[] timestamps;
    private final List<String> notes;

    private SnapshotLog(long[] ids, long[] timestamps, List<String> notes) {
        this.ids = ids;
        this.timestamps = timestamps;
        this.notes = notes;
    }

    static SnapshotLog empty() {
        return new SnapshotLog(new long[0], new long[0], List.of());
    }

    /** Reads the array {@code snapshots} that begins at a position of a document. */
    static SnapshotLog read(byte[] document, int position) {
        long[] ids = new long[16];
        long[] timestamps = new long[16];
        List<String> notes = new ArrayList<>();
        int count = 0;
        JsonReader reader = new JsonReader(document, position);
        reader.beginArray();
        while (reader.hasNext()) {
            if (count == ids.length) {
                ids = Arrays.copyOf(ids, count * 2);
                timestamps = Arrays.copyOf(timestamps, count * 2);
            }
            reader.beginObject();
            for (String name = reader.nextName(); name != null; name = reader.nextName()) {
                switch (name) {
                    case "snapshot-id" -> ids[count] = reader.readInt64();
                    case "timestamp-ms" -> timestamps[count] = reader.readInt64();
                    case "summary" -> readNote(reader, notes);
                    default -> reader.skipValue();
                }
            }
            count++;
        }
        return new SnapshotLog(Arrays.copyOf(ids, count), Arrays.copyOf(timestamps, count), notes);
    }

    private static void readNote(JsonReader reader, List<String> notes) {
        if (reader.peekNull()) {
            reader.skipValue();
            return;
        }
        reader.beginObject();
        for (String name = reader.nextName(); name != null; name = reader.nextName()) {
            if (name.equals(NOTE)) {
                notes.add("," + reader.readText() + ",");
            } else {
                reader.skipValue();
            }
        }
    }

    /** The snapshot of an id in the array that begins at a position of a document, or null. */
    static Snapshot find(byte[] document, int position, long snapshotId) {
        JsonReader reader = new JsonReader(document, position);
        reader.beginArray();
        while (reader.hasNext()) {
            int start = reader.position();
            boolean found = false;
            reader.beginObject();
            for (String name = reader.nextName(); name != null; name = reader.nextName()) {
                if (name.equals("snapshot-id")) {
                    found = reader.readInt64() == snapshotId;
                } else {
                    reader.skipValue();
                }
            }
            if (found) {
                JsonObject json = new JsonReader(document, start).readObject();
                return Snapshot.parse(json);
            }
        }
        return null;
    }

    public int size() {
        return ids.length;
    }

    public boolean contains(long snapshotId) {
        for (long id : ids) {
            if (id == snapshotId) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether the {@link #NOTE} of one of the snapshots has a word.
     *
     * @param word without a comma
     */
    public boolean notes(String word) {
        for (String note : notes) {
            if (note.contains("," + word + ",")) {
                return true;
            }
        }
        return false;
    }

    /** Whether a snapshot at least as old as {@code unixMillis} is still there, so that none after it was expired by age. */
    public boolean reachesBackTo(long unixMillis) {
        for (long timestamp : timestamps) {
            if (timestamp <= unixMillis) {
                return true;
            }
        }
        return false;
    }
}
