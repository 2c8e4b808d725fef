package dev.otlp2parquet.catalog;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.rest.RESTCatalogServlet;
import org.apache.iceberg.rest.VendingCatalogAdapter;

/** A catalog server in this process, until {@link #close()}. */
public final class CatalogHarness implements AutoCloseable {

    /**
     * How the catalog looks from outside.
     *
     * @param port 0 for any
     * @param basePath of the API, without a slash at its end
     * @param hangMillis how long {@link Fault#HANG_BEFORE} and {@link Fault#HANG_AFTER} hold an answer back
     */
    public record Settings(int port, String basePath, String prefix, String token, int hangMillis) {

        /** As R2 Data Catalog: account and bucket in the path, a UUID as prefix. */
        public static Settings likeR2(int port, String bucket, String token) {
            return new Settings(port, "/acct0123/" + bucket, "6d2f0a2e-5c3b-4d7e-9a53-0a4c6c1f0001", token, 2000);
        }
    }

    private final Catalog catalog;
    private final CatalogDoor door;
    private final LocalServer server;
    private final Settings settings;

    /**
     * Starts a catalog that knows its tables as long as it runs.
     *
     * @param fileIo properties of the file system that tables are in: {@code io-impl} and what it needs
     * @param warehouse location below which tables are created
     */
    public CatalogHarness(Settings settings, Map<String, String> fileIo, String warehouse) throws Exception {
        this(settings, fileIo, warehouse, "jdbc:sqlite:file:" + UUID.randomUUID() + "?mode=memory&cache=shared");
    }

    /** As the other, with its tables in a file of SQLite, which is made if it is missing. */
    public CatalogHarness(Settings settings, Map<String, String> fileIo, String warehouse, Path database)
            throws Exception {
        this(settings, fileIo, warehouse, "jdbc:sqlite:" + database.toAbsolutePath());
    }

    private CatalogHarness(Settings settings, Map<String, String> fileIo, String warehouse, String database)
            throws Exception {
        this.settings = settings;
        Map<String, String> properties = new LinkedHashMap<>(fileIo);
        properties.put("uri", database);
        properties.put("jdbc.schema-version", "V1");
        // SQLite has one writer.
        properties.put("clients", "1");
        properties.put("warehouse", warehouse);
        catalog = CatalogUtil.loadCatalog(JdbcCatalog.class.getName(), "harness", properties, null);
        door = new CatalogDoor(settings);
        Map<String, String> vended = new LinkedHashMap<>(fileIo);
        vended.keySet().removeIf(key -> !key.startsWith("s3.") && !key.startsWith("client."));
        RESTCatalogServlet servlet = new RESTCatalogServlet(new VendingCatalogAdapter(catalog, vended));
        server = new LocalServer(settings.port(), List.of(door), servlet);
    }

    /** A catalog with its tables in a folder that stands for a bucket. */
    public static CatalogHarness overFolder(Settings settings, Path bucketFolder, String warehouse) throws Exception {
        return new CatalogHarness(
                settings,
                Map.of("io-impl", LocalBucketFileIO.class.getName(), LocalBucketFileIO.ROOT, bucketFolder.toString()),
                warehouse);
    }

    /** Where clients find it, without {@code /v1}. */
    public String uri() {
        return "http://127.0.0.1:" + server.port() + settings.basePath();
    }

    /** The catalog behind the doors, for looking and for changing tables as somebody else. */
    public Catalog catalog() {
        return catalog;
    }

    /** The next commits meet these, one each. */
    public void inject(Fault... faults) {
        door.faults().inject(faults);
    }

    /** Forgets what {@link #inject} and {@link #beforeNextCommit} have left. */
    public void clearFaults() {
        door.faults().clear();
    }

    /** Runs something when the next commit has arrived, before it is acted on. */
    public void beforeNextCommit(Runnable action) {
        door.faults().beforeNextCommit(action);
    }

    /** From now on no token is accepted, until {@link #acceptToken} or another token is issued. */
    public void expireTokens() {
        door.expireTokens();
    }

    public void acceptToken(String token) {
        door.acceptToken(token);
    }

    /** Commits that have arrived. */
    public int commits() {
        return door.faults().commits();
    }

    /** Requests that have arrived. */
    public int requests() {
        return door.requests();
    }

    @Override
    public void close() {
        try {
            server.close();
            if (catalog instanceof AutoCloseable closeable) {
                closeable.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException("the catalog does not stop", e);
        }
    }
}
