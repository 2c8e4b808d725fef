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
import dev.otlp2parquet.lake.table.TableObjects;
import dev.otlp2parquet.platform.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Plans how a table can continue after it lost its current manifest list: from the last snapshot whose manifest list and
 * manifests all exist, with the files of the later snapshots added again. The note of a snapshot names its ranges, and the
 * committer knows the files of recent ranges ({@link CommitQueue#files}).
 *
 * <p>An alarm makes a limited number of requests to the store, so the search may take several alarms. Found objects are
 * remembered, because objects do not change. If one is lost meanwhile, its next reader notices.
 */
final class LostListRecovery {

    /** The entry in a snapshot's summary that names the snapshot from which the table continued. */
    static final String RECOVERED_FROM = "otlp2parquet.recovered-from";

    /** Requests to the store in one alarm. On the free plan a Worker may make fifty of all kinds. */
    private static final int MAX_LOOKS = 30;

    /** The most file names in the story; the others are counted. */
    private static final int MAX_NAMES = 100;

    private final Set<String> present = new LinkedHashSet<>();
    private final Set<String> absent = new LinkedHashSet<>();
    /** Manifest lists of snapshots that cannot be read completely. */
    private final Set<String> unreadable = new LinkedHashSet<>();

    private int looks;

    /**
     * The plan.
     *
     * @param base metadata that follow on the last readable snapshot
     * @param files the files to add again
     * @param ranges the ranges of those files
     * @param story a JSON object that tells an operator what happened
     */
    record Plan(TableMetadata base, List<AppendedFile> files, List<String> ranges, String story) {

        Plan {
            files = List.copyOf(files);
            ranges = List.copyOf(ranges);
        }
    }

    /** Thrown when the requests of one alarm are used up. The next alarm continues. */
    static final class PauseException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        PauseException(int found) {
            super("its current manifest list is lost; looking for the last readable snapshot: found " + found
                    + " of its objects so far");
        }
    }

    /**
     * Makes the plan.
     *
     * @return null if the current manifest list exists after all
     * @throws PauseException if it takes another alarm
     * @throws IllegalStateException if no snapshot can be read
     */
    Plan plan(RestCatalog.Lineage lineage, TableObjects objects, BlockCodecs codecs, CommitQueue queue, long now) {
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
            TableObjects objects,
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

    private boolean isWhole(Snapshot snapshot, TableObjects objects, BlockCodecs codecs) {
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

    /** The manifests of a snapshot; null if its list, or one of them, is lost or damaged. */
    private List<ManifestFile> read(Snapshot snapshot, TableObjects objects, BlockCodecs codecs) {
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

    private boolean exists(String location, TableObjects objects) {
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
