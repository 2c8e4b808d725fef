package dev.otlp2parquet.doubles;

import dev.otlp2parquet.catalog.CommitFaults;
import dev.otlp2parquet.catalog.Fault;
import dev.otlp2parquet.catalog.LocalServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.rest.RESTCatalogServlet;
import org.apache.iceberg.rest.S3TablesAdapter;

/**
 * A double of Amazon S3 Tables in this process: the Iceberg REST endpoint and the S3 of its tables, until {@link #close()}. Needs versitygw:
 * {@link dev.otlp2parquet.testkit.Versitygw#VARIABLE}.
 *
 * <p>What it checks and refuses is written at {@link SignatureCheck}, {@link S3TablesDoor}, {@link S3TablesAdapter} and {@link S3Door}; where
 * they know no source, AWS may differ.
 */
public final class S3TablesDouble implements AutoCloseable {

    /**
     * How the double looks from outside.
     *
     * @param port of the catalog, 0 for any
     * @param s3Port of the S3 server, 0 for any
     * @param region of both
     */
    public record Settings(int port, int s3Port, String region) {

        /** In us-east-1, on any ports. */
        public static Settings any() {
            return new Settings(0, 0, "us-east-1");
        }
    }

    private final Settings settings;
    private final KeyStore keys = new KeyStore();
    private final ObjectStorage storage;
    private final TableBucketCatalog catalog;
    private final S3TablesAdapter adapter;
    private final Maintenance maintenance;
    private final CommitFaults faults = new CommitFaults(2000);
    private final AtomicInteger compactions = new AtomicInteger();
    private final S3TablesDoor door;
    private final LocalServer server;

    /**
     * Starts it.
     *
     * @param folder keeps the tables and objects: a double that is started again over it has them again
     */
    public S3TablesDouble(Path folder, Settings settings) throws Exception {
        this.settings = settings;
        storage = new ObjectStorage(folder, settings.s3Port(), keys, settings.region());
        catalog = new TableBucketCatalog(bucket -> storage.client().createBucket(create -> create.bucket(bucket)));
        catalog.initialize("double", Catalogs.properties(storage, folder, "s3://never"));
        adapter = new S3TablesAdapter(catalog);
        maintenance = new Maintenance(catalog, storage.client());
        door = new S3TablesDoor(
                new SignatureCheck(keys, "s3tables", settings.region(), Duration.ofMinutes(5)),
                warehouse(),
                controls(),
                faults,
                this::compactIfAsked);
        server = new LocalServer(settings.port(), List.of(door), new RESTCatalogServlet(adapter));
    }

    /** The Iceberg REST endpoint, for {@code https://s3tables.REGION.amazonaws.com/iceberg}. */
    public String uri() {
        return "http://127.0.0.1:" + server.port() + S3TablesDoor.BASE;
    }

    /** The S3 endpoint, for addresses in path style. */
    public String s3Endpoint() {
        return storage.endpoint();
    }

    /** The ARN of the table bucket. */
    public String warehouse() {
        return "arn:aws:s3tables:" + settings.region() + ":111122223333:bucket/telemetry";
    }

    public String region() {
        return settings.region();
    }

    /** Keys of a user, which do not expire. */
    public Keys keys() {
        return keys.permanent();
    }

    /** Keys with a session token, for the catalog and for S3. */
    public Keys issueKeys(Duration lifetime) {
        return keys.issue(lifetime.toMillis(), "");
    }

    /** Lets issued keys expire now. */
    public void expireKeys(Keys issued) {
        keys.expire(issued.accessKeyId());
    }

    /** The catalog behind the doors, for looking and for changing tables as somebody else. */
    public Catalog catalog() {
        return catalog;
    }

    /** The next commits meet these, one each. */
    public void inject(Fault... next) {
        faults.inject(next);
    }

    /** Runs something when the next commit has arrived, before it is acted on. */
    public void beforeNextCommit(Runnable action) {
        faults.beforeNextCommit(action);
    }

    /** Forgets faults, actions and compactions that have not happened yet. */
    public void clearFaults() {
        faults.clear();
        compactions.set(0);
    }

    /** Whether a client may create namespaces. */
    public void allowNamespaces(boolean allowed) {
        adapter.allowNamespaces(allowed);
    }

    /** Whether {@code If-None-Match} works on PUT; if not, it gets 501. AWS documents neither for table buckets. */
    public void allowConditionalPuts(boolean allowed) {
        storage.door().allowConditionalPuts(allowed);
    }

    /** A table that exists and has no metadata, as the API of S3 Tables makes it without a schema. */
    public void addTableWithoutMetadata(String namespace, String name) {
        adapter.addTableWithoutMetadata(TableIdentifier.of(namespace, name));
    }

    /** Each of the next commits to a table with data finds a compaction just committed, so that it gets 409. */
    public void compactBeforeNextCommits(int times) {
        compactions.set(times);
    }

    /**
     * Commits a compaction now.
     *
     * @return data files that were replaced
     */
    public int compact(String namespace, String name) {
        return maintenance.compact(TableIdentifier.of(namespace, name));
    }

    /**
     * Deletes the objects of a table that no snapshot names and that are as old as this.
     *
     * @return their locations, sorted
     */
    public List<String> deleteUnreferenced(String namespace, String name, Duration age) {
        return maintenance.deleteUnreferenced(TableIdentifier.of(namespace, name), age.toMillis());
    }

    /**
     * Forgets snapshots that are as old as this, but keeps a number of them.
     *
     * @return how many are gone
     */
    public int expireSnapshots(String namespace, String name, Duration age, int keep) {
        return maintenance.expireSnapshots(TableIdentifier.of(namespace, name), age.toMillis(), keep);
    }

    /** Requests to the catalog. */
    public int requests() {
        return door.requests();
    }

    /** Commits that have arrived. */
    public int commits() {
        return faults.commits();
    }

    /** Requests to S3 by verb, and those of them that the door refused as {@code refused}. */
    public Map<String, Integer> s3Requests() {
        return storage.door().counts();
    }

    /** What a client has to know, by names of JSON. */
    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("uri", uri());
        facts.put("s3Endpoint", s3Endpoint());
        facts.put("warehouse", warehouse());
        facts.put("region", region());
        facts.put("keys", Controls.json(keys()));
        return facts;
    }

    private void compactIfAsked(TableIdentifier table) {
        if (compactions.get() > 0 && maintenance.compact(table) > 0) {
            compactions.decrementAndGet();
        }
    }

    private Controls controls() {
        return new Controls()
                .with("facts", parameters -> facts())
                .with("counts", parameters -> Map.of("requests", requests(), "commits", commits(), "s3", s3Requests()))
                .with(
                        "issue-keys",
                        parameters -> Controls.json(issueKeys(Duration.ofMillis(parameters.number("lifetime")))))
                .does("expire-keys", parameters -> keys.expire(parameters.text("accessKeyId")))
                .does("fault", parameters -> inject(Fault.valueOf(parameters.text("f"))))
                .does("clear-faults", parameters -> clearFaults())
                .does("allow-namespaces", parameters -> allowNamespaces(parameters.flag("allowed")))
                .does("allow-conditional-puts", parameters -> allowConditionalPuts(parameters.flag("allowed")))
                .does(
                        "table-without-metadata",
                        parameters -> addTableWithoutMetadata(parameters.text("namespace"), parameters.text("name")))
                .does(
                        "compact-before-next-commits",
                        parameters -> compactBeforeNextCommits((int) parameters.number("times")))
                .with(
                        "compact",
                        parameters -> Map.of("files", compact(parameters.text("namespace"), parameters.text("name"))))
                .with(
                        "delete-unreferenced",
                        parameters -> Map.of(
                                "deleted",
                                deleteUnreferenced(
                                        parameters.text("namespace"),
                                        parameters.text("name"),
                                        Duration.ofMillis(parameters.number("age")))))
                .with(
                        "expire-snapshots",
                        parameters -> Map.of(
                                "expired",
                                expireSnapshots(
                                        parameters.text("namespace"),
                                        parameters.text("name"),
                                        Duration.ofMillis(parameters.number("age")),
                                        (int) parameters.number("keep"))));
    }

    @Override
    public void close() {
        server.close();
        catalog.close();
        storage.close();
    }
}
