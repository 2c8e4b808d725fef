package dev.otlp2parquet.ingest;

import dev.otlp2parquet.catalog.CatalogHarness;
import dev.otlp2parquet.host.FileObjectStore;
import dev.otlp2parquet.otlp.table.OtlpTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;

/** Iceberg's own catalog server and the bucket of its tables, which is a folder; what is in them is read by Iceberg's own library. */
final class Lake implements AutoCloseable {

    static final String TOKEN = "tok-123";
    static final String BUCKET = "telemetry";

    private final Path folder;
    private final CatalogHarness harness;

    Lake() throws Exception {
        folder = Files.createTempDirectory("lake");
        harness = CatalogHarness.overFolder(
                CatalogHarness.Settings.likeR2(0, BUCKET, TOKEN), folder, "s3://" + BUCKET + "/__r2_data_catalog/w");
    }

    CatalogHarness harness() {
        return harness;
    }

    FileObjectStore objects() {
        return new FileObjectStore(folder);
    }

    static TableIdentifier name(String namespace, OtlpTable table) {
        return TableIdentifier.of(namespace, table.tableName());
    }

    org.apache.iceberg.Table table(String namespace, OtlpTable table) {
        return harness.catalog().loadTable(name(namespace, table));
    }

    List<Record> rows(String namespace, OtlpTable table) {
        List<Record> rows = new ArrayList<>();
        try (CloseableIterable<Record> read =
                IcebergGenerics.read(table(namespace, table)).build()) {
            read.forEach(rows::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    /** A text column of all rows, sorted: each row once. */
    List<String> texts(String namespace, OtlpTable table, String column) {
        List<String> texts = new ArrayList<>();
        rows(namespace, table).forEach(row -> texts.add(String.valueOf(row.getField(column))));
        Collections.sort(texts);
        return texts;
    }

    /** Paths of all live data files. */
    List<String> liveFiles(String namespace, OtlpTable table) {
        List<String> paths = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks =
                table(namespace, table).newScan().planFiles()) {
            tasks.forEach(task -> paths.add(task.file().location()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return paths;
    }

    int snapshots(String namespace, OtlpTable table) {
        int count = 0;
        for (org.apache.iceberg.Snapshot snapshot : table(namespace, table).snapshots()) {
            count += snapshot == null ? 0 : 1;
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        harness.close();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }
}
