package dev.otlp2parquet.iceberg.commit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.iceberg.commit.CommitOutcome.Committed;
import dev.otlp2parquet.iceberg.jvm.JavaDataFiles;
import dev.otlp2parquet.iceberg.jvm.LakeOfClients;
import dev.otlp2parquet.iceberg.rest.RestCatalog;
import dev.otlp2parquet.iceberg.table.TableIdentifier;
import dev.otlp2parquet.iceberg.table.TableMetadata;
import dev.otlp2parquet.platform.Backoff;
import dev.otlp2parquet.platform.json.JsonValue;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many commits to one table; {@code -Dcommits=2000} makes them more and prints what each hundred cost. */
class CommitSeriesTest {

    private static final int MAX_OBJECTS_READ = 33;

    @RegisterExtension
    static final LakeOfClients lake = new LakeOfClients("series", 6);

    @Test
    void everyCommitReadsAndWritesAboutTheSame() {
        int commits = Integer.getInteger("commits", 250);
        RestCatalog client = lake.client();
        TableIdentifier name = lake.newName();
        TableMetadata base = client.loadOrCreateTable(name, LakeOfClients.definition(2));
        Table table = lake.table(name);
        AppendCommitter committer = lake.committer(client, name);
        long mark = System.nanoTime();
        long markBytes = 0;
        for (int i = 1; i <= commits; i++) {
            int reads = lake.objects().reads().size();
            int writes = lake.objects().writes().size();
            DataFile file = JavaDataFiles.generate(table, 1, i).get(0);
            AppendedFile appended =
                    new AppendedFile(0, base.defaultSpec().resultTypes(base.schema()), JavaDataFiles.ours(file));
            PendingAppend append = committer.prepare(base, List.of(appended), Map.of("otlp2parquet.range", "0-" + i));
            assertEquals(
                    append,
                    PendingAppend.parse(JsonValue.parseObject(append.toJson().toUtf8())));
            base = assertInstanceOf(Committed.class, committer.commit(base, append, 1, new Backoff(1, 1)))
                    .metadata();
            assertTrue(lake.objects().reads().size() - reads <= MAX_OBJECTS_READ);
            assertTrue(lake.objects().writes().size() - writes <= 3);
            if (i % 100 == 0) {
                long now = System.nanoTime();
                long bytes = lake.objects().bytesRead() + lake.objects().bytesWritten();
                if (commits > 250) {
                    System.out.println(i + " commits: " + (now - mark) / 100_000_000 + " ms and "
                            + (bytes - markBytes) / 100 + " bytes of objects each");
                }
                mark = now;
                assertTrue((bytes - markBytes) / 100 < 100_000, "bytes of a commit: " + (bytes - markBytes) / 100);
                markBytes = bytes;
            }
        }
        table.refresh();
        assertEquals("0-" + commits, table.currentSnapshot().summary().get("otlp2parquet.range"));
        assertEquals(
                Integer.toString(commits), table.currentSnapshot().summary().get("total-data-files"));
        assertTrue(table.currentSnapshot().allManifests(table.io()).size() <= 100);
    }
}
