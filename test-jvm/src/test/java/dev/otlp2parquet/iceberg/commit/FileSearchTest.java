package dev.otlp2parquet.iceberg.commit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.otlp2parquet.host.JvmBlockCodecs;
import dev.otlp2parquet.iceberg.commit.CommitOutcome.Committed;
import dev.otlp2parquet.iceberg.commit.FileSearch.Sought;
import dev.otlp2parquet.iceberg.jvm.LakeOfClients;
import dev.otlp2parquet.iceberg.rest.RestCatalog;
import dev.otlp2parquet.iceberg.table.TableIdentifier;
import dev.otlp2parquet.iceberg.table.TableMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whether a file is in a table, whoever wrote its manifests. */
class FileSearchTest {

    private static final int HOUR = 490_923;

    @RegisterExtension
    static final LakeOfClients lake = new LakeOfClients("search", 11);

    private final RestCatalog client = lake.client();
    private final TableIdentifier name = lake.newName();
    private final AppendCommitter committer = lake.committer(client, name);
    private final FilesOfRows files = new FilesOfRows(lake);
    private final FileSearch search = new FileSearch(lake.objects(), new JvmBlockCodecs());
    private TableMetadata metadata = client.loadOrCreateTable(name, LakeOfClients.definition(2));

    private AppendedFile file(int hour) {
        return files.write(name, metadata, "cart", 2, hour);
    }

    private AppendedFile commit(AppendedFile file) {
        PendingAppend append = committer.prepare(metadata, List.of(file), Map.of());
        metadata = assertInstanceOf(Committed.class, committer.attempt(metadata, append))
                .metadata();
        return file;
    }

    private Set<String> find(AppendedFile file, long after) {
        return search.find(metadata, List.of(new Sought(file, after)));
    }

    private static Set<String> path(AppendedFile file) {
        return Set.of(file.file().path());
    }

    @Test
    void nothingIsInAnEmptyTable() {
        assertEquals(Set.of(), find(file(HOUR), -1));
    }

    @Test
    void aFileIsFoundInTheManifestsThatCanHoldItAndNoOthersAreRead() {
        AppendedFile first = commit(file(HOUR));
        commit(file(HOUR + 1));
        AppendedFile third = commit(file(HOUR));
        AppendedFile never = file(HOUR);

        assertEquals(path(first), find(first, -1));
        int reads = lake.objects().reads().size();
        assertEquals(path(third), find(third, -1));
        assertEquals(2, lake.objects().reads().size() - reads, "the list and the newest manifest of the hour");
        reads = lake.objects().reads().size();
        assertEquals(Set.of(), find(never, -1));
        assertEquals(3, lake.objects().reads().size() - reads, "the list and both manifests of the hour");
        assertEquals(path(third), search.find(metadata, List.of(new Sought(never, -1), new Sought(third, -1))));
    }

    @Test
    void snapshotsThatCannotHaveTheFileAreNotLookedAt() {
        AppendedFile first = commit(file(HOUR));
        long known = metadata.lastSequenceNumber();
        int reads = lake.objects().reads().size();
        assertEquals(Set.of(), find(first, known), "it is said not to be there");
        assertEquals(0, lake.objects().reads().size() - reads);

        AppendedFile second = commit(file(HOUR));
        reads = lake.objects().reads().size();
        assertEquals(path(second), find(second, known));
        assertEquals(2, lake.objects().reads().size() - reads);
    }

    @Test
    void manifestsThatIcebergRewroteAreUnderstood() {
        AppendedFile first = commit(file(HOUR));
        AppendedFile second = commit(file(HOUR + 1));
        lake.table(name).rewriteManifests().clusterBy(any -> "all").commit();
        metadata = client.loadTable(name);
        assertEquals(path(first), find(first, -1));
        assertEquals(path(second), find(second, -1));
        assertEquals(Set.of(), find(file(HOUR), -1));
    }

    @Test
    void aFileThatASnapshotRemovedIsFoundAsLongAsAManifestTellsOfIt() throws Exception {
        AppendedFile removed = commit(file(HOUR));
        AppendedFile other = commit(file(HOUR));
        Table table = lake.table(name);
        List<FileScanTask> tasks = new ArrayList<>();
        try (CloseableIterable<FileScanTask> planned = table.newScan().planFiles()) {
            planned.forEach(tasks::add);
        }
        for (FileScanTask task : tasks) {
            if (task.file().location().equals(removed.file().path())) {
                table.newDelete().deleteFile(task.file()).commit();
            }
        }
        metadata = client.loadTable(name);
        assertEquals(path(removed), find(removed, -1));
        assertEquals(path(other), find(other, -1));
    }
}
