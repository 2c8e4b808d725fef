package dev.otlp2parquet.iceberg.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
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
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileMetadata;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists and manifests that Iceberg's Java library wrote: understood, carried over unchanged, merged without a loss. */
class ForeignManifestsTest {

    @RegisterExtension
    static final LakeOfClients lake = new LakeOfClients("foreign", 4);

    private final RestCatalog client = lake.client();
    private final TableIdentifier name = lake.newName();
    private final AppendCommitter committer = lake.committer(client, name);

    private Table create(int version, String... properties) {
        client.loadOrCreateTable(name, LakeOfClients.definition(version));
        Table table = lake.table(name);
        var update = table.updateProperties();
        for (int i = 0; i < properties.length; i += 2) {
            update.set(properties[i], properties[i + 1]);
        }
        update.commit();
        return table;
    }

    private void appendOurs(long seed) {
        TableMetadata base = client.loadTable(name);
        List<AppendedFile> files = new ArrayList<>();
        for (DataFile file : JavaDataFiles.generate(lake.table(name), 1, seed)) {
            files.add(new AppendedFile(
                    base.defaultSpec().specId(),
                    base.defaultSpec().resultTypes(base.schema()),
                    JavaDataFiles.ours(file)));
        }
        assertInstanceOf(
                Committed.class,
                committer.commit(base, committer.prepare(base, files, Map.of()), 2, new Backoff(1, 2)));
    }

    private static void append(Table table, int files, long seed) {
        AppendFiles append = table.newAppend();
        JavaDataFiles.generate(table, files, seed).forEach(append::appendFile);
        append.commit();
    }

    /** Every live file with all that a reader learns of it. */
    private Set<String> liveFiles() throws IOException {
        Set<String> files = new TreeSet<>();
        try (CloseableIterable<FileScanTask> tasks =
                lake.table(name).newScan().includeColumnStats().planFiles()) {
            for (FileScanTask task : tasks) {
                assertTrue(files.add(JavaDataFiles.describe(task.file()) + " deletes "
                        + task.deletes().size()));
            }
        }
        return files;
    }

    @ParameterizedTest
    @CsvSource({"uncompressed, null", "gzip, deflate", "snappy, snappy", "zstd, zstandard"})
    void manifestsOfAThousandEntriesInEveryCodecAreReadAndMerged(String codec, String avroCodec) throws IOException {
        Table table = create(2, "write.manifest.compression-codec", codec, "commit.manifest-merge.enabled", "false");
        append(table, 1000, 7);
        append(table, 3, 8);
        TableMetadata metadata = client.loadTable(name);
        var list =
                ManifestListReader.read(lake.objects().read(metadata.current().manifestList()), new JvmBlockCodecs());
        assertEquals(2, list.size());
        var big = list.get(1);
        assertEquals(1000, big.addedFiles());
        byte[] bytes = lake.objects().read(big.path());
        assertEquals(avroCodec, new AvroDump(bytes).metadata().get("avro.codec"));
        ManifestReader reader = new ManifestReader(
                bytes,
                big,
                metadata.defaultSpec(),
                metadata.defaultSpec().resultTypes(metadata.schema()),
                new JvmBlockCodecs());
        List<DataFile> expected = JavaDataFiles.generate(table, 1000, 7);
        for (DataFile file : expected) {
            ManifestEntry entry = reader.next();
            assertEquals(ManifestEntry.ADDED, entry.status());
            assertEquals(1, entry.sequenceNumber());
            assertEquals(JavaDataFiles.ours(file), entry.file());
        }
        assertEquals(null, reader.next());
        Set<String> before = liveFiles();
        table.updateProperties()
                .set("commit.manifest-merge.enabled", "true")
                .set("commit.manifest.min-count-to-merge", "2")
                .commit();
        appendOurs(9);
        Table after = lake.table(name);
        assertEquals(2, after.currentSnapshot().allManifests(after.io()).size());
        assertEquals("2", after.currentSnapshot().summary().get("manifests-replaced"));
        Set<String> merged = liveFiles();
        assertEquals(1004, merged.size());
        assertTrue(merged.containsAll(before), "files keep all their figures and sequence numbers");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void deletesAreCarriedOverUnchangedAndStillApply(int version) throws IOException {
        Table table = create(version, "commit.manifest.min-count-to-merge", "3");
        append(table, 5, 1);
        List<DataFile> files = JavaDataFiles.generate(table, 5, 1);
        DeleteFile equality = FileMetadata.deleteFileBuilder(table.spec())
                .ofEqualityDeletes(2)
                .withPath(table.location() + "/data/eq.parquet")
                .withFormat("PARQUET")
                .withFileSizeInBytes(10)
                .withRecordCount(2)
                .withPartition(files.get(0).partition())
                .build();
        FileMetadata.Builder positions = FileMetadata.deleteFileBuilder(table.spec())
                .ofPositionDeletes()
                .withFileSizeInBytes(100)
                .withRecordCount(3)
                .withPartition(files.get(1).partition());
        DeleteFile position = version == 2
                ? positions
                        .withPath(table.location() + "/data/pos.parquet")
                        .withFormat("PARQUET")
                        .build()
                : positions
                        .withPath(table.location() + "/data/pos.puffin")
                        .withFormat("PUFFIN")
                        .withReferencedDataFile(files.get(1).location())
                        .withContentOffset(4)
                        .withContentSizeInBytes(40)
                        .build();
        table.newRowDelta().addDeletes(equality).addDeletes(position).commit();
        table.newDelete().deleteFile(files.get(4)).commit();
        Set<String> before = liveFiles();
        String list = client.loadTable(name).current().manifestList();
        List<Map<String, Object>> expected = deleteManifests(list);
        assertEquals(1, expected.size());
        for (int i = 0; i < 4; i++) {
            appendOurs(100 + i);
        }
        assertEquals(expected, deleteManifests(client.loadTable(name).current().manifestList()));
        Set<String> after = liveFiles();
        assertEquals(before.size() + 4, after.size());
        assertTrue(after.containsAll(before));
        Table now = lake.table(name);
        assertEquals("2", now.currentSnapshot().summary().get("total-delete-files"));
        assertEquals("3", now.currentSnapshot().summary().get("total-position-deletes"));
        assertEquals("2", now.currentSnapshot().summary().get("total-equality-deletes"));
        assertEquals("8", now.currentSnapshot().summary().get("total-data-files"));
        boolean merged = false;
        for (ManifestFile manifest : now.currentSnapshot().allManifests(now.io())) {
            merged |= manifest.path().endsWith("-merged.avro") && manifest.existingFilesCount() > 0;
        }
        assertTrue(merged, "manifests were merged on the way");
    }

    private List<Map<String, Object>> deleteManifests(String list) {
        List<Map<String, Object>> deletes = new ArrayList<>();
        for (Map<String, Object> manifest : new AvroDump(lake.objects().read(list)).records()) {
            if (manifest.get("517 content").equals(1)) {
                deletes.add(manifest);
            }
        }
        return deletes;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void manyCommitsKeepTheNumberOfManifestsBoundedAndLoseNoFile(int version) throws IOException {
        create(version, "commit.manifest.min-count-to-merge", "5");
        for (int i = 0; i < 40; i++) {
            appendOurs(i);
        }
        Table table = lake.table(name);
        List<ManifestFile> manifests = table.currentSnapshot().allManifests(table.io());
        assertTrue(manifests.size() <= 5, manifests.size() + " manifests");
        assertEquals(40, liveFiles().size());
        TreeSet<Long> sequenceNumbers = new TreeSet<>();
        TreeSet<Long> rowIds = new TreeSet<>();
        long rows = 0;
        try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
            for (FileScanTask task : tasks) {
                sequenceNumbers.add(task.file().dataSequenceNumber());
                rows += task.file().recordCount();
                if (version == 3) {
                    rowIds.add(task.file().firstRowId());
                }
            }
        }
        assertEquals(40, sequenceNumbers.size());
        assertEquals(Long.toString(rows), table.currentSnapshot().summary().get("total-records"));
        assertEquals(version == 3 ? 40 : 0, rowIds.size());
        // Somebody else's writer goes on with what we wrote.
        append(table, 2, 99);
        appendOurs(100);
        assertEquals(43, liveFiles().size());
    }
}
