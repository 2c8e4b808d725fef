package dev.otlp2parquet.batching.world;

import dev.otlp2parquet.catalog.CatalogHarness;
import dev.otlp2parquet.host.JvmHttpClient;
import dev.otlp2parquet.platform.http.HttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;

/** Iceberg's own catalog over the bucket of a world, and its own readers. */
public final class TestCatalog implements AutoCloseable {

    public static final String BUCKET = "telemetry";
    public static final String TOKEN = "tok-123";

    private final CatalogHarness harness;

    public TestCatalog(Path bucketFolder) {
        try {
            harness = CatalogHarness.overFolder(
                    CatalogHarness.Settings.likeR2(0, BUCKET, TOKEN), bucketFolder, "s3://" + BUCKET + "/w");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    public CatalogHarness harness() {
        return harness;
    }

    public Map<String, String> variables(String namespace, Map<String, String> more) {
        Map<String, String> variables = new HashMap<>();
        variables.put("OTLP2PARQUET_CATALOG_MODE", "rest");
        variables.put("OTLP2PARQUET_CATALOG_URI", harness.uri());
        variables.put("OTLP2PARQUET_CATALOG_WAREHOUSE", "acct0123_" + BUCKET);
        variables.put("OTLP2PARQUET_CATALOG_TOKEN", TOKEN);
        variables.put("OTLP2PARQUET_R2_BUCKET_NAME", BUCKET);
        variables.put("OTLP2PARQUET_NAMESPACE", namespace);
        variables.putAll(more);
        return Client.variables(variables);
    }

    /** Gives up long before the harness answers a commit that hangs. */
    public HttpClient client() {
        JvmHttpClient client = new JvmHttpClient();
        return request -> client.send(request.withTimeout(1_000));
    }

    public Table table(String namespace, String table) {
        return harness.catalog().loadTable(TableIdentifier.of(namespace, table));
    }

    public boolean hasTable(String namespace, String table) {
        return harness.catalog().tableExists(TableIdentifier.of(namespace, table));
    }

    public List<String> tables(String namespace) {
        List<String> names = new ArrayList<>();
        if (((org.apache.iceberg.catalog.SupportsNamespaces) harness.catalog())
                .namespaceExists(Namespace.of(namespace))) {
            harness.catalog().listTables(Namespace.of(namespace)).forEach(name -> names.add(name.name()));
        }
        return names;
    }

    /** A text column of all rows, sorted; each as often as it is there. */
    public List<String> texts(String namespace, String table, String column) {
        List<String> texts = new ArrayList<>();
        if (hasTable(namespace, table)) {
            try (CloseableIterable<Record> rows =
                    IcebergGenerics.read(table(namespace, table)).select(column).build()) {
                rows.forEach(row -> texts.add(String.valueOf(row.getField(column))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return StoredRows.sorted(texts);
    }

    /** Keys of the objects that a table refers to: data files, manifests, manifest lists of all its snapshots. */
    public Set<String> referenced(String namespace, String name) {
        Set<String> keys = new HashSet<>();
        Table table = table(namespace, name);
        for (Snapshot snapshot : table.snapshots()) {
            keys.add(key(snapshot.manifestListLocation()));
            for (ManifestFile manifest : snapshot.allManifests(table.io())) {
                keys.add(key(manifest.path()));
                try (CloseableIterable<DataFile> files = ManifestFiles.read(manifest, table.io(), table.specs())) {
                    files.forEach(file -> keys.add(key(file.location())));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return keys;
    }

    public static String key(String location) {
        return location.substring(("s3://" + BUCKET + "/").length());
    }

    @Override
    public void close() {
        harness.close();
    }
}
