package dev.otlp2parquet.jvm;

import dev.otlp2parquet.catalog.CatalogHarness;
import dev.otlp2parquet.host.FileObjectStore;
import dev.otlp2parquet.platform.http.HttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/**
 * Iceberg's own catalog server and a bucket for its tables, which is a folder. Iceberg's own library reads the tables.
 *
 * <p>As a static {@code @RegisterExtension} it runs for as long as the tests of a class. Each test finds it without faults, its
 * token valid, before its fields are made: they may ask for a namespace of their own.
 */
public class Lake implements BeforeAllCallback, TestInstancePreConstructCallback, AfterAllCallback, AutoCloseable {

    public static final String TOKEN = "tok-123";
    public static final String BUCKET = "telemetry";

    /** What the keys of all objects of tables begin with. */
    public static final String WAREHOUSE = "__r2_data_catalog/w/";

    private static final String BUCKET_LOCATION = "s3://" + BUCKET + "/";

    private final String name;
    /** A folder that outlasts the lake, or null. */
    private final Path given;

    private Path folder;
    private CatalogHarness harness;
    private int namespaces;

    /** @param name of the namespaces, which have a number behind it */
    public Lake(String name) {
        this(name, null);
    }

    private Lake(String name, Path given) {
        this.name = name;
        this.given = given;
    }

    /** A lake that runs until it is closed, for a single test. */
    public static Lake open(String name) throws Exception {
        Lake lake = new Lake(name);
        lake.start();
        return lake;
    }

    /** As {@link #open}, in a folder that belongs to somebody else. */
    public static Lake openIn(String name, Path folder) throws Exception {
        Lake lake = new Lake(name, folder);
        lake.start();
        return lake;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        start();
    }

    private void start() throws Exception {
        folder = given == null ? Files.createTempDirectory("lake") : given;
        String warehouse = BUCKET_LOCATION + WAREHOUSE.substring(0, WAREHOUSE.length() - 1);
        harness = CatalogHarness.overFolder(CatalogHarness.Settings.likeR2(0, BUCKET, TOKEN), folder, warehouse);
    }

    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
        harness.clearFaults();
        harness.acceptToken(TOKEN);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        close();
    }

    @Override
    public void close() throws IOException {
        harness.close();
        if (given != null) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }

    public CatalogHarness harness() {
        return harness;
    }

    /** The bucket. */
    public Path folder() {
        return folder;
    }

    public FileObjectStore bucket() {
        return new FileObjectStore(folder);
    }

    /** A namespace that no test has used. */
    public String newNamespace() {
        return name + "_" + namespaces++;
    }

    /** Gives up long before the harness answers a commit that hangs. */
    public HttpClient impatientClient() {
        PatientHttpClient client = new PatientHttpClient();
        return request -> client.send(request.withTimeout(1_000));
    }

    /** The configuration that leads to this catalog. */
    public Map<String, String> variables(String namespace) {
        Map<String, String> variables = new HashMap<>();
        variables.put("OTLP2PARQUET_CATALOG_MODE", "rest");
        variables.put("OTLP2PARQUET_CATALOG_URI", harness.uri());
        variables.put("OTLP2PARQUET_CATALOG_WAREHOUSE", "acct0123_" + BUCKET);
        variables.put("OTLP2PARQUET_CATALOG_TOKEN", TOKEN);
        variables.put("OTLP2PARQUET_R2_BUCKET_NAME", BUCKET);
        variables.put("OTLP2PARQUET_NAMESPACE", namespace);
        return variables;
    }

    public Table table(String namespace, String table) {
        return harness.catalog().loadTable(TableIdentifier.of(namespace, table));
    }

    public boolean hasTable(String namespace, String table) {
        return harness.catalog().tableExists(TableIdentifier.of(namespace, table));
    }

    /** Names of all tables; none if there is no such namespace. */
    public List<String> tables(String namespace) {
        Namespace found = Namespace.of(namespace);
        if (!((SupportsNamespaces) harness.catalog()).namespaceExists(found)) {
            return List.of();
        }
        return harness.catalog().listTables(found).stream()
                .map(TableIdentifier::name)
                .toList();
    }

    /** Returns whether there was such a table. */
    public boolean dropTable(String namespace, String table) {
        return harness.catalog().dropTable(TableIdentifier.of(namespace, table), false);
    }

    public List<Record> rows(String namespace, String table) {
        return all(IcebergGenerics.read(table(namespace, table)).build());
    }

    /** A text column of all rows, sorted; each as often as it is there. None if there is no such table. */
    public List<String> texts(String namespace, String table, String column) {
        List<String> texts = new ArrayList<>();
        if (hasTable(namespace, table)) {
            all(IcebergGenerics.read(table(namespace, table)).select(column).build())
                    .forEach(row -> texts.add(String.valueOf(row.getField(column))));
        }
        Collections.sort(texts);
        return texts;
    }

    /** Paths of all live data files. */
    public List<String> liveFiles(String namespace, String table) {
        return all(table(namespace, table).newScan().planFiles()).stream()
                .map(FileScanTask::file)
                .map(DataFile::location)
                .toList();
    }

    /** How many snapshots a table has. */
    public int snapshots(String namespace, String table) {
        List<Snapshot> snapshots = new ArrayList<>();
        table(namespace, table).snapshots().forEach(snapshots::add);
        return snapshots.size();
    }

    /** Keys of the objects that a table refers to: data files, manifests, manifest lists of all its snapshots. */
    public Set<String> referenced(String namespace, String name) {
        Set<String> keys = new HashSet<>();
        Table table = table(namespace, name);
        for (Snapshot snapshot : table.snapshots()) {
            keys.add(key(snapshot.manifestListLocation()));
            for (ManifestFile manifest : snapshot.allManifests(table.io())) {
                keys.add(key(manifest.path()));
                all(ManifestFiles.read(manifest, table.io(), table.specs()))
                        .forEach(file -> keys.add(key(file.location())));
            }
        }
        return keys;
    }

    /** The key of an object in the bucket, by its location. */
    public static String key(String location) {
        return location.substring(BUCKET_LOCATION.length());
    }

    private static <T> List<T> all(CloseableIterable<T> elements) {
        List<T> list = new ArrayList<>();
        try (elements) {
            elements.forEach(list::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return list;
    }
}
