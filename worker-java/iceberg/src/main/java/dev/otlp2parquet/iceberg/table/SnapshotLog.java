package dev.otlp2parquet.iceberg.table;

import dev.otlp2parquet.platform.json.JsonObject;
import dev.otlp2parquet.platform.json.JsonParser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The ids and times of the snapshots in a table's metadata. There can be thousands, so they are read without an object
 * for each.
 *
 * <p>The log has all snapshots of the table ({@link #complete}), or only those that branches and tags refer to. Only a
 * complete log shows that a snapshot is missing.
 */
public final class SnapshotLog {

    /**
     * The entry of a snapshot's summary in which a writer notes the sources of the snapshot, as words separated by
     * commas. A writer that has lost its own records finds its commits there.
     */
    public static final String NOTE = "otlp2parquet.ranges";

    /** Stands for no parent. */
    private static final long NONE = -1;

    private final long[] ids;
    private final long[] parents;
    private final long[] timestamps;
    private final List<String> notes;
    private final boolean complete;

    private SnapshotLog(long[] ids, long[] parents, long[] timestamps, List<String> notes, boolean complete) {
        this.complete = complete;
        this.ids = ids;
        this.parents = parents;
        this.timestamps = timestamps;
        this.notes = notes;
    }

    static SnapshotLog empty(boolean complete) {
        return new SnapshotLog(new long[0], new long[0], new long[0], List.of(), complete);
    }

    /** Reads the array {@code snapshots} that begins at a position of a document. */
    static SnapshotLog read(byte[] document, int position, boolean complete) {
        long[] ids = new long[16];
        long[] parents = new long[16];
        long[] timestamps = new long[16];
        List<String> notes = new ArrayList<>();
        int count = 0;
        JsonParser reader = new JsonParser(document, position);
        reader.beginArray();
        while (reader.hasNext()) {
            if (count == ids.length) {
                ids = Arrays.copyOf(ids, count * 2);
                parents = Arrays.copyOf(parents, count * 2);
                timestamps = Arrays.copyOf(timestamps, count * 2);
            }
            parents[count] = NONE;
            reader.beginObject();
            for (String name = reader.nextName(); name != null; name = reader.nextName()) {
                switch (name) {
                    case "parent-snapshot-id" -> {
                        if (reader.peekNull()) {
                            reader.skipValue();
                        } else {
                            parents[count] = reader.readInt64();
                        }
                    }
                    case "snapshot-id" -> ids[count] = reader.readInt64();
                    case "timestamp-ms" -> timestamps[count] = reader.readInt64();
                    case "summary" -> readNote(reader, notes);
                    default -> reader.skipValue();
                }
            }
            count++;
        }
        return new SnapshotLog(
                Arrays.copyOf(ids, count),
                Arrays.copyOf(parents, count),
                Arrays.copyOf(timestamps, count),
                notes,
                complete);
    }

    private static void readNote(JsonParser reader, List<String> notes) {
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

    /** Returns the snapshot with an id in the array that begins at a position of a document, or null. */
    static Snapshot find(byte[] document, int position, long snapshotId) {
        List<Snapshot> found = new ArrayList<>();
        find(document, position, List.of(snapshotId), found);
        return found.isEmpty() ? null : found.get(0);
    }

    /** Reads the snapshots with some ids in the array that begins at a position of a document, in its order. */
    static void find(byte[] document, int position, List<Long> snapshotIds, List<Snapshot> found) {
        JsonParser reader = new JsonParser(document, position);
        reader.beginArray();
        while (reader.hasNext() && found.size() < snapshotIds.size()) {
            int start = reader.position();
            boolean wanted = false;
            reader.beginObject();
            for (String name = reader.nextName(); name != null; name = reader.nextName()) {
                if (name.equals("snapshot-id")) {
                    wanted = snapshotIds.contains(reader.readInt64());
                } else {
                    reader.skipValue();
                }
            }
            if (wanted) {
                JsonObject json = new JsonParser(document, start).readObject();
                found.add(Snapshot.parse(json));
            }
        }
    }

    /** Returns whether the log has all snapshots of the table. */
    public boolean complete() {
        return complete;
    }

    public int size() {
        return ids.length;
    }

    /** Returns the {@link #NOTE}s of the snapshots, each with a comma before and after it. */
    public List<String> notes() {
        return Collections.unmodifiableList(notes);
    }

    public boolean contains(long snapshotId) {
        return indexOf(snapshotId) >= 0;
    }

    /** Returns the id of a snapshot's parent. Null if the snapshot has none or is not in the log. */
    Long parentOf(long snapshotId) {
        int at = indexOf(snapshotId);
        return at < 0 || parents[at] == NONE ? null : Long.valueOf(parents[at]);
    }

    /**
     * Returns whether the {@link #NOTE} of a snapshot contains a word.
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

    /**
     * Returns whether the log has every snapshot on the way to {@code headId} since a time. Follows the parents down to
     * one that is at least as old. Other old snapshots prove nothing: a tag keeps its snapshot for longer than the ones
     * around it.
     *
     * @throws IllegalStateException if the log is not complete
     */
    public boolean reachesBackTo(long headId, long unixMillis) {
        if (!complete) {
            throw new IllegalStateException("cannot tell whether a snapshot expired: not all snapshots were loaded");
        }
        long id = headId;
        for (int steps = 0; steps < ids.length; steps++) {
            int at = indexOf(id);
            if (at < 0) {
                return false;
            }
            if (timestamps[at] <= unixMillis) {
                return true;
            }
            if (parents[at] == NONE) {
                // The first of all, younger than that.
                return true;
            }
            id = parents[at];
        }
        return false;
    }

    private int indexOf(long id) {
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] == id) {
                return i;
            }
        }
        return -1;
    }
}
