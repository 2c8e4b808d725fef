package dev.otlp2parquet.iceberg.commit;

import dev.otlp2parquet.iceberg.table.Snapshot;
import java.util.LinkedHashMap;
import java.util.Map;

/** The summary of a snapshot that appends (specification, appendix F, "Snapshot Summary"). */
final class SnapshotSummary {

    private SnapshotSummary() {}

    /**
     * Returns the entries of a new snapshot. Leaves out a total that the parent does not have, as Java's writers do.
     *
     * @param parent null for the first snapshot
     * @param kept manifests of the parent that are in the new list
     * @param replaced manifests of the parent that were merged
     * @param created new manifests, including merged ones
     */
    static Map<String, String> of(
            PendingAppend append, Snapshot parent, Engine engine, int kept, int replaced, int created) {
        Map<String, String> summary = new LinkedHashMap<>();
        summary.put("operation", "append");
        summary.put("added-data-files", Integer.toString(append.dataFiles()));
        summary.put("added-records", Long.toString(append.rows()));
        summary.put("added-files-size", Long.toString(append.fileBytes()));
        summary.put("changed-partition-count", Integer.toString(append.changedPartitions()));
        summary.put("manifests-created", Integer.toString(created));
        summary.put("manifests-kept", Integer.toString(kept));
        summary.put("manifests-replaced", Integer.toString(replaced));
        Map<String, String> before = parent == null ? null : parent.summary();
        total(summary, before, "total-records", append.rows());
        total(summary, before, "total-files-size", append.fileBytes());
        total(summary, before, "total-data-files", append.dataFiles());
        total(summary, before, "total-delete-files", 0);
        total(summary, before, "total-position-deletes", 0);
        total(summary, before, "total-equality-deletes", 0);
        summary.put("engine-name", engine.name());
        summary.put("engine-version", engine.version());
        summary.putAll(append.summary());
        return summary;
    }

    private static void total(Map<String, String> summary, Map<String, String> before, String name, long added) {
        String previous = before == null ? "0" : before.get(name);
        if (previous == null) {
            return;
        }
        try {
            summary.put(name, Long.toString(Math.addExact(Long.parseLong(previous), added)));
        } catch (NumberFormatException | ArithmeticException e) {
            // A total that is no number cannot be carried on; it is optional.
        }
    }
}
