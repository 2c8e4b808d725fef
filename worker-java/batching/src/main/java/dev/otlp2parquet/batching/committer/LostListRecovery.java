package dev.otlp2parquet.batching.committer;

import dev.otlp2parquet.iceberg.avro.AvroException;
import dev.otlp2parquet.iceberg.avro.BlockCodecs;
import dev.otlp2parquet.iceberg.commit.AppendedFile;
import dev.otlp2parquet.iceberg.io.ObjectFailure;
import dev.otlp2parquet.iceberg.manifest.ManifestFile;
import dev.otlp2parquet.iceberg.manifest.ManifestListReader;
import dev.otlp2parquet.iceberg.rest.RestCatalog;
import dev.otlp2parquet.iceberg.table.Snapshot;
import dev.otlp2parquet.iceberg.table.SnapshotLog;
import dev.otlp2parquet.iceberg.table.TableMetadata;
import dev.otlp2parquet.lake.table.BucketObjects;
import dev.otlp2parquet.platform.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds out how a table can go on whose current manifest list is lost: from the last snapshot whose manifest list and manifests are
 * all there, with the files of the snapshots after it added again. Those are known of which the committer has the list still
 * ({@link CommitQueue#files}): the note of a snapshot names its ranges.
 *
 * <p>An alarm makes a limited number of requests of the store, so that looking may take several of them. What was found to be there
 * is remembered: objects do not change, and one that is lost meanwhile is noticed by whoever needs it.
 */
final class LostListRecovery {

    /** The entry of a snapshot's summary that says from which one the table went on. */
    static final String RECOVERED_FROM = "otlp2parquet.recovered-from";

    /** Requests of the store for one alarm; on the free plan a Worker may make fifty of all kinds. */
    private static final int MAX_LOOKS = 30;

    /** Names of files in what is told; the rest is counted. */
    private static final int MAX_NAMES = 100;

    private final Set<String> present = new LinkedHashSet<>();
    private final Set<String> absent = new LinkedHashSet<>();
    /** Manifest lists of snapshots that cannot be read, as a whole or in part. */
    private final Set<String> unreadable = new LinkedHashSet<>();

    private int looks;

    /**
     * How to go on.
     *
     * @param base metadata that follow on the last snapshot that can be read
     * @param files to add again
     * @param ranges that they are of
     * @param story of it, a JSON object
     */
    record Plan(TableMetadata base, List<AppendedFile> files, List<String> ranges, String story) {

        Plan {
            files = List.copyOf(files);
            ranges = List.copyOf(ranges);
        }
    }

    /** Thrown when the requests of one alarm are used up; the next one goes on. */
    static final class PauseException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        PauseException(int found) {
            super("its current manifest list is lost; looking for the last snapshot that can be read: " + found
                    + " objects of it are there so far");
        }
    }

    /**
     * Makes the plan.
     *
     * @return null if the current manifest list is there after all
     * @throws PauseException if it takes longer than one alarm
     * @throws IllegalStateException if no snapshot can be read
     */
    Plan plan(RestCatalog.Lineage lineage, BucketObjects objects, BlockCodecs codecs, CommitQueue queue, long now) {
        looks = 0;
        Snapshot current = lineage.metadata().current();
        if (current != null) {
            // It may have been put back.
            unreadable.remove(current.manifestList());
        }
        if (current == null || read(current, objects, codecs) != null) {
            return null;
        }
        List<Snapshot> skipped = new ArrayList<>();
        skipped.add(current);
        Snapshot readable = null;
        for (Snapshot ancestor : lineage.ancestors()) {
            if (isWhole(ancestor, objects, codecs)) {
                readable = ancestor;
                break;
            }
            skipped.add(ancestor);
        }
        if (readable == null) {
            throw new IllegalStateException(
                    "its current manifest list is lost, and so are those of all " + skipped.size()
                            + " snapshots before it that are kept, or their manifests; add the table's data files to a new table");
        }
        return plan(lineage.metadata(), readable, skipped, objects, queue, now);
    }

    private Plan plan(
            TableMetadata metadata,
            Snapshot readable,
            List<Snapshot> skipped,
            BucketObjects objects,
            CommitQueue queue,
            long now) {
        Map<String, AppendedFile> files = new LinkedHashMap<>();
        List<String> ranges = new ArrayList<>();
        JsonWriter story = new JsonWriter()
                .beginObject()
                .field("at_unix_ms", now)
                .field("from_snapshot_id", Long.toString(readable.snapshotId()))
                .name("skipped")
                .beginArray();
        int names = 0;
        for (int i = skipped.size() - 1; i >= 0; i--) {
            Snapshot snapshot = skipped.get(i);
            long again = 0;
            List<String> missing = new ArrayList<>();
            for (String range : rangesOf(snapshot)) {
                boolean any = false;
                for (AppendedFile file : queue.files(range)) {
                    if (!exists(file.file().path(), objects)) {
                        missing.add(file.file().path());
                    } else if (files.put(file.file().path(), file) == null) {
                        again++;
                        any = true;
                    }
                }
                if (any) {
                    ranges.add(range);
                }
            }
            story.beginObject()
                    .field("snapshot_id", Long.toString(snapshot.snapshotId()))
                    .field("operation", snapshot.summary().getOrDefault("operation", "unknown"))
                    .field("added_files", snapshot.summary().getOrDefault("added-data-files", "0"))
                    .field("files_added_again", again)
                    .field("files_missing", missing.size())
                    .name("missing")
                    .beginArray();
            for (String path : missing) {
                if (names++ < MAX_NAMES) {
                    story.value(path);
                }
            }
            story.endArray().endObject();
        }
        return new Plan(
                metadata.goingOnFrom(readable),
                new ArrayList<>(files.values()),
                ranges,
                story.endArray().endObject().toString());
    }

    private static List<String> rangesOf(Snapshot snapshot) {
        List<String> ranges = new ArrayList<>();
        String note = snapshot.summary().getOrDefault(SnapshotLog.NOTE, "");
        for (int from = 0; from < note.length(); ) {
            int comma = note.indexOf(',', from);
            int end = comma < 0 ? note.length() : comma;
            if (end > from) {
                ranges.add(note.substring(from, end));
            }
            from = end + 1;
        }
        return ranges;
    }

    private boolean isWhole(Snapshot snapshot, BucketObjects objects, BlockCodecs codecs) {
        List<ManifestFile> manifests = read(snapshot, objects, codecs);
        if (manifests == null) {
            return false;
        }
        for (ManifestFile manifest : manifests) {
            if (!exists(manifest.path(), objects)) {
                unreadable.add(snapshot.manifestList());
                return false;
            }
        }
        return true;
    }

    /** Its manifests; null if its list is lost or damaged, or known to name one that is. */
    private List<ManifestFile> read(Snapshot snapshot, BucketObjects objects, BlockCodecs codecs) {
        if (unreadable.contains(snapshot.manifestList())) {
            return null;
        }
        look();
        try {
            return ManifestListReader.read(objects.readStored(snapshot.manifestList()), codecs);
        } catch (AvroException e) {
            // As good as lost.
        } catch (ObjectFailure e) {
            if (!e.missing()) {
                throw e;
            }
        }
        unreadable.add(snapshot.manifestList());
        return null;
    }

    private boolean exists(String location, BucketObjects objects) {
        if (present.contains(location) || absent.contains(location)) {
            return present.contains(location);
        }
        look();
        boolean exists = objects.exists(location);
        (exists ? present : absent).add(location);
        return exists;
    }

    private void look() {
        if (looks++ == MAX_LOOKS) {
            throw new PauseException(present.size());
        }
    }
}
