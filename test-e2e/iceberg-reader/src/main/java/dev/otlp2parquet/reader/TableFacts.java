package dev.otlp2parquet.reader;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** What a table's metadata say, and whether it is true. */
final class TableFacts {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private TableFacts() {}

    static ObjectNode of(Table table) {
        ObjectNode json = JSON.objectNode()
                .put("location", table.location())
                .put("uuid", table.uuid().toString())
                .put(
                        "formatVersion",
                        ((HasTableOperations) table).operations().current().formatVersion())
                .put("spec", table.spec().toString().replaceAll("\\s+", " "))
                .put("sortOrder", table.sortOrder().toString().replaceAll("\\s+", " "));
        ObjectNode columns = json.putObject("columns");
        for (Types.NestedField field : table.schema().columns()) {
            columns.put(field.name(), (field.isRequired() ? "required " : "optional ") + field.type());
        }
        ArrayNode snapshots = json.putArray("snapshots");
        for (Snapshot snapshot : table.snapshots()) {
            ObjectNode entry = snapshots
                    .addObject()
                    .put("id", Long.toString(snapshot.snapshotId()))
                    .put("operation", snapshot.operation())
                    .put("sequenceNumber", snapshot.sequenceNumber())
                    .put("manifests", snapshot.allManifests(table.io()).size());
            entry.put("parent", snapshot.parentId() == null ? null : Long.toString(snapshot.parentId()));
            ObjectNode summary = entry.putObject("summary");
            snapshot.summary().forEach(summary::put);
        }
        return json;
    }

    /**
     * The live data files of the current snapshot, and what is wrong with the table: sizes that are not those of the objects,
     * files that two entries name, bounds that cannot be read, totals that do not add up.
     */
    static ObjectNode audit(Table table) throws IOException {
        ObjectNode json = JSON.objectNode();
        ArrayNode files = json.putArray("files");
        List<String> faults = new ArrayList<>();
        Set<String> paths = new HashSet<>();
        long records = 0;
        long bytes = 0;
        Snapshot current = table.currentSnapshot();
        List<ManifestFile> manifests = current == null ? List.of() : current.dataManifests(table.io());
        for (ManifestFile manifest : manifests) {
            expect(faults, manifest.path() + " length", manifest.length(), length(table, manifest.path()));
            try (ManifestReader<DataFile> reader = ManifestFiles.read(manifest, table.io(), table.specs())) {
                for (DataFile file : reader) {
                    if (!paths.add(file.location())) {
                        faults.add(file.location() + " is live twice");
                    }
                    records += file.recordCount();
                    bytes += file.fileSizeInBytes();
                    expect(faults, file.location() + " size", file.fileSizeInBytes(), length(table, file.location()));
                    checkBounds(table, file, faults);
                    Types.StructType partition =
                            table.specs().get(file.specId()).partitionType();
                    ObjectNode entry = files.addObject()
                            .put("path", file.location())
                            .put("records", file.recordCount())
                            .put("bytes", file.fileSizeInBytes())
                            .put("sortOrderId", file.sortOrderId());
                    entry.set("partition", partition(file, partition));
                }
            }
        }
        if (current != null) {
            expectTotal(faults, current, "total-records", records);
            expectTotal(faults, current, "total-data-files", files.size());
            expectTotal(faults, current, "total-files-size", bytes);
        }
        json.put("records", records).put("manifests", manifests.size());
        ArrayNode found = json.putArray("faults");
        faults.forEach(found::add);
        return json;
    }

    static ObjectNode partition(DataFile file, Types.StructType type) {
        ObjectNode json = JSON.objectNode();
        for (int i = 0; i < type.fields().size(); i++) {
            json.put(
                    type.fields().get(i).name(), String.valueOf(file.partition().get(i, Object.class)));
        }
        return json;
    }

    private static void checkBounds(Table table, DataFile file, List<String> faults) {
        for (Types.NestedField field : table.schema().columns()) {
            if (!field.type().isPrimitiveType()) {
                continue;
            }
            Long values = file.valueCounts().get(field.fieldId());
            if (values == null || values != file.recordCount()) {
                faults.add(file.location() + " " + field.name() + ": " + values + " values, " + file.recordCount()
                        + " rows");
            }
            Object lower = bound(field.type(), file.lowerBounds().get(field.fieldId()));
            Object upper = bound(field.type(), file.upperBounds().get(field.fieldId()));
            if (lower != null && upper != null && compare(field.type(), lower, upper) > 0) {
                faults.add(file.location() + " " + field.name() + ": bounds " + lower + " to " + upper);
            }
        }
    }

    private static Object bound(Type type, java.nio.ByteBuffer bytes) {
        return bytes == null ? null : Conversions.fromByteBuffer(type, bytes);
    }

    private static int compare(Type type, Object lower, Object upper) {
        return org.apache.iceberg.types.Comparators.forType(type.asPrimitiveType())
                .compare(lower, upper);
    }

    private static long length(Table table, String location) {
        return table.io().newInputFile(location).getLength();
    }

    private static void expectTotal(List<String> faults, Snapshot snapshot, String name, long expected) {
        expect(faults, "summary " + name, Long.parseLong(snapshot.summary().getOrDefault(name, "-1")), expected);
    }

    private static void expect(List<String> faults, String what, long stated, long found) {
        if (stated != found) {
            faults.add(what + ": stated " + stated + ", found " + found);
        }
    }
}
