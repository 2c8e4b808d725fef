package dev.otlp2parquet.iceberg.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.host.JvmBlockCodecs;
import dev.otlp2parquet.iceberg.commit.AppendCommitter;
import dev.otlp2parquet.iceberg.commit.AppendedFile;
import dev.otlp2parquet.iceberg.commit.CommitOutcome.Committed;
import dev.otlp2parquet.iceberg.jvm.AvroDump;
import dev.otlp2parquet.iceberg.jvm.JavaDataFiles;
import dev.otlp2parquet.iceberg.jvm.LakeOfClients;
import dev.otlp2parquet.iceberg.rest.RestCatalog;
import dev.otlp2parquet.iceberg.table.TableIdentifier;
import dev.otlp2parquet.iceberg.table.TableMetadata;
import dev.otlp2parquet.platform.Backoff;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same append written by Iceberg's Java library and by ours, compared field by field. */
class ManifestOracleTest {

    private static final Schema SCHEMA = new Schema(
            Types.NestedField.required(1, "Timestamp", Types.TimestampType.withZone()),
            Types.NestedField.required(2, "ServiceName", Types.StringType.get()),
            Types.NestedField.optional(3, "Count", Types.IntegerType.get()),
            Types.NestedField.optional(4, "Value", Types.DoubleType.get()),
            Types.NestedField.optional(5, "Flag", Types.BooleanType.get()),
            Types.NestedField.optional(6, "Total", Types.LongType.get()),
            Types.NestedField.optional(7, "Blob", Types.BinaryType.get()),
            Types.NestedField.optional(8, "Day", Types.DateType.get()),
            Types.NestedField.optional(9, "Price", Types.DecimalType.of(9, 2)),
            Types.NestedField.optional(10, "Id", Types.UUIDType.get()),
            Types.NestedField.optional(11, "Hash", Types.FixedType.ofLength(3)),
            Types.NestedField.optional(12, "Ratio", Types.FloatType.get()),
            Types.NestedField.optional(13, "At", Types.TimeType.get()));

    @RegisterExtension
    static final LakeOfClients lake = new LakeOfClients("manifests", 2);

    private static int tables;

    static Stream<Arguments> tables() {
        List<PartitionSpec> specs = List.of(
                PartitionSpec.unpartitioned(),
                PartitionSpec.builderFor(SCHEMA).hour("Timestamp").build(),
                PartitionSpec.builderFor(SCHEMA)
                        .day("Timestamp")
                        .identity("ServiceName")
                        .bucket("Total", 16)
                        .truncate("Blob", 4)
                        .build(),
                // Not Hash: a fixed partition value gets a length from Java, which its own schema and Avro do not
                // allow.
                PartitionSpec.builderFor(SCHEMA)
                        .identity("Count")
                        .identity("Value")
                        .identity("Flag")
                        .identity("Total")
                        .identity("Blob")
                        .identity("Day")
                        .identity("Price")
                        .identity("Id")
                        .identity("Ratio")
                        .identity("At")
                        .build(),
                PartitionSpec.builderFor(SCHEMA)
                        .year("Timestamp", "2 strange-name.of a field")
                        .alwaysNull("Count")
                        .build());
        return specs.stream().flatMap(spec -> Stream.of(2, 3).map(version -> Arguments.of(version, spec)));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void anAppendIsWhatIcebergJavaWrites(int version, PartitionSpec spec) throws IOException {
        Table theirs = create("theirs_" + tables, version, spec);
        Table ours = create("ours_" + tables, version, spec);
        TableIdentifier name = TableIdentifier.of("otel", "ours_" + tables++);
        RestCatalog client = lake.client();
        AppendCommitter committer = lake.committer(client, name);
        for (int round = 0; round < 2; round++) {
            List<DataFile> files = JavaDataFiles.generate(theirs, 3, 100 * round + version);
            AppendFiles append = theirs.newFastAppend();
            files.forEach(append::appendFile);
            append.commit();
            TableMetadata base = client.loadTable(name);
            List<AppendedFile> appended = new ArrayList<>();
            for (DataFile file : files) {
                appended.add(new AppendedFile(
                        theirs.spec().specId(),
                        base.defaultSpec().resultTypes(base.schema()),
                        JavaDataFiles.ours(file)));
            }
            assertInstanceOf(
                    Committed.class,
                    committer.commit(base, committer.prepare(base, appended, Map.of()), 1, new Backoff(1, 1)));
        }
        theirs.refresh();
        ours.refresh();
        assertSameSnapshot(theirs, ours);
        assertReadByIcebergJava(theirs, ours);
        assertReadByUs(theirs, spec);
    }

    private static Table create(String name, int version, PartitionSpec spec) {
        var catalog = lake.harness().catalog();
        if (!((org.apache.iceberg.catalog.SupportsNamespaces) catalog).namespaceExists(Namespace.of("otel"))) {
            ((org.apache.iceberg.catalog.SupportsNamespaces) catalog).createNamespace(Namespace.of("otel"));
        }
        return catalog.createTable(
                org.apache.iceberg.catalog.TableIdentifier.of("otel", name),
                SCHEMA,
                spec,
                Map.of("format-version", Integer.toString(version)));
    }

    private static void assertSameSnapshot(Table theirs, Table ours) {
        Snapshot expected = theirs.currentSnapshot();
        Snapshot actual = ours.currentSnapshot();
        assertEquals(expected.sequenceNumber(), actual.sequenceNumber());
        assertEquals(expected.operation(), actual.operation());
        assertEquals(expected.schemaId(), actual.schemaId());
        assertEquals(expected.firstRowId(), actual.firstRowId());
        assertEquals(expected.addedRows(), actual.addedRows());
        Map<String, String> summary = new TreeMap<>(actual.summary());
        assertEquals("otlp2parquet", summary.remove("engine-name"));
        assertEquals("0.1.0", summary.remove("engine-version"));
        Map<String, String> expectedSummary = new TreeMap<>(expected.summary());
        assertNotNull(expectedSummary.remove("iceberg-version"));
        assertEquals(expectedSummary, summary);

        AvroDump expectedList = new AvroDump(lake.objects().read(expected.manifestListLocation()));
        AvroDump actualList = new AvroDump(lake.objects().read(actual.manifestListLocation()));
        assertEquals(keys(expectedList), keys(actualList));
        for (String key : List.of("format-version", "sequence-number")) {
            assertEquals(expectedList.metadata().get(key), actualList.metadata().get(key));
        }
        assertEquals(Long.toString(actual.parentId()), actualList.metadata().get("parent-snapshot-id"));
        assertEquals(Long.toString(actual.snapshotId()), actualList.metadata().get("snapshot-id"));
        assertEquals(2, actualList.records().size());
        for (int i = 0; i < 2; i++) {
            Map<String, Object> entry = actualList.records().get(i);
            String[] ownNames = {"500 manifest_path", "501 manifest_length", "503 added_snapshot_id"};
            assertSame(
                    AvroDump.without(expectedList.records().get(i), ownNames), AvroDump.without(entry, ownNames), "");
            byte[] manifest = lake.objects().read((String) entry.get("500 manifest_path"));
            assertEquals((long) manifest.length, entry.get("501 manifest_length"));
            assertSameManifest(
                    new AvroDump(lake.objects()
                            .read((String) expectedList.records().get(i).get("500 manifest_path"))),
                    new AvroDump(manifest),
                    entry.get("503 added_snapshot_id"));
        }
    }

    private static void assertSameManifest(AvroDump expected, AvroDump actual, Object snapshotId) {
        assertEquals(keys(expected), keys(actual));
        for (String key : List.of("schema", "partition-spec", "partition-spec-id", "format-version", "content")) {
            assertEquals(expected.metadata().get(key), actual.metadata().get(key), key);
        }
        assertEquals("0", actual.metadata().get("schema-id"));
        assertEquals(expected.records().size(), actual.records().size());
        for (int i = 0; i < expected.records().size(); i++) {
            assertSame(
                    AvroDump.without(expected.records().get(i), "1 snapshot_id"),
                    AvroDump.without(actual.records().get(i), "1 snapshot_id"),
                    "");
            assertEquals(snapshotId, actual.records().get(i).get("1 snapshot_id"));
        }
    }

    /** Equality that names the first field that differs. */
    private static void assertSame(Object expected, Object actual, String path) {
        if (expected instanceof Map<?, ?> left && actual instanceof Map<?, ?> right) {
            assertEquals(left.keySet(), right.keySet(), path);
            left.forEach((key, value) -> assertSame(value, right.get(key), path + "/" + key));
        } else if (expected instanceof List<?> left && actual instanceof List<?> right) {
            assertEquals(left.size(), right.size(), path);
            for (int i = 0; i < left.size(); i++) {
                assertSame(left.get(i), right.get(i), path + "/" + i);
            }
        } else {
            assertEquals(expected, actual, path);
        }
    }

    /** Java adds its own form of the schema, and leaves out the schema's id, which the specification has. */
    private static List<String> keys(AvroDump dump) {
        List<String> keys = new ArrayList<>(dump.metadata().keySet());
        keys.remove("iceberg.schema");
        keys.remove("schema-id");
        return keys;
    }

    private static void assertReadByIcebergJava(Table theirs, Table ours) throws IOException {
        List<ManifestFile> manifests = ours.currentSnapshot().allManifests(ours.io());
        assertEquals(2, manifests.size());
        List<String> read = new ArrayList<>();
        for (ManifestFile manifest : manifests) {
            assertEquals(ours.io().newInputFile(manifest.path()).getLength(), manifest.length());
            try (ManifestReader<DataFile> reader = ManifestFiles.read(manifest, ours.io(), ours.specs())) {
                for (DataFile file : reader) {
                    assertEquals(FileFormat.PARQUET, file.format());
                    read.add(JavaDataFiles.describe(file));
                }
            }
        }
        List<String> expected = new ArrayList<>();
        for (ManifestFile manifest : theirs.currentSnapshot().allManifests(theirs.io())) {
            try (ManifestReader<DataFile> reader = ManifestFiles.read(manifest, theirs.io(), theirs.specs())) {
                reader.forEach(file -> expected.add(JavaDataFiles.describe(file)));
            }
        }
        assertEquals(expected, read);
        try (var scan = ours.newScan()
                .filter(Expressions.equal("ServiceName", "nobody-has-this-name"))
                .planFiles()) {
            assertTrue(!scan.iterator().hasNext(), "bounds prune every file");
        }
    }

    private static void assertReadByUs(Table theirs, PartitionSpec spec) {
        TableMetadata metadata = lake.client()
                .loadTable(TableIdentifier.of(
                        "otel", theirs.name().substring(theirs.name().lastIndexOf('.') + 1)));
        var list =
                ManifestListReader.read(lake.objects().read(metadata.current().manifestList()), new JvmBlockCodecs());
        List<String> read = new ArrayList<>();
        var ourSpec = metadata.defaultSpec();
        assertEquals(spec.fields().size(), ourSpec.fields().size());
        for (var manifest : list) {
            var reader = new dev.otlp2parquet.iceberg.manifest.ManifestReader(
                    lake.objects().read(manifest.path()),
                    manifest,
                    ourSpec,
                    ourSpec.resultTypes(metadata.schema()),
                    new JvmBlockCodecs());
            for (ManifestEntry entry = reader.next(); entry != null; entry = reader.next()) {
                assertEquals(manifest.sequenceNumber(), entry.sequenceNumber());
                assertEquals(manifest.addedSnapshotId(), entry.snapshotId());
                read.add(entry.file().path() + " " + entry.file().recordCount() + " "
                        + entry.file().firstRowId());
            }
        }
        List<String> expected = new ArrayList<>();
        for (ManifestFile manifest : theirs.currentSnapshot().allManifests(theirs.io())) {
            try (ManifestReader<DataFile> reader = ManifestFiles.read(manifest, theirs.io(), theirs.specs())) {
                reader.forEach(
                        file -> expected.add(file.location() + " " + file.recordCount() + " " + file.firstRowId()));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        assertEquals(expected, read);
    }
}
