package dev.otlp2parquet.doubles;

import dev.otlp2parquet.catalog.CommitFaults;
import dev.otlp2parquet.catalog.Fault;
import dev.otlp2parquet.catalog.LocalServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.rest.RESTCatalogServlet;
import org.apache.iceberg.rest.StorageCredentialsAdapter;
import org.apache.iceberg.rest.responses.LoadTableResponse;

/**
 * A double of REST catalogs such as Polaris and Lakekeeper in this process, until {@link #close()}: OAuth2 client credentials at a token
 * endpoint of their own, and S3 credentials for one table each, which expire. Needs versitygw, as {@link S3TablesDouble} does.
 */
public final class VendingDouble implements AutoCloseable {

    /**
     * The client that it knows.
     *
     * @param audience empty: none is asked for
     */
    public record Client(String id, String secret, String scope, String audience) {

        /** With the scope of Lakekeeper, and an audience. */
        public static Client standard() {
            return new Client("otlp2parquet", "client/secret+1=", "lakekeeper", "lakekeeper-api");
        }

        /** Without secrets. */
        @Override
        public String toString() {
            return "Client[" + id + ", " + scope + ", " + audience + "]";
        }
    }

    /** How access to a table's objects is given to those who ask for vended credentials. */
    public enum Delegation {
        /** One entry of {@code storage-credentials}, whose prefix is the table's location. */
        STORAGE_CREDENTIALS,
        /** The same keys in {@code config}, as older servers do. */
        CONFIG,
        /** Three entries of {@code storage-credentials}: only those of the longest prefix open the table. */
        SEVERAL,
        /** No keys, but {@code s3.remote-signing-enabled=true}. */
        REMOTE_SIGNING
    }

    private static final String BUCKET = "lake";

    private final Client client;
    private final KeyStore keys = new KeyStore();
    private final CommitFaults faults = new CommitFaults(2000);
    private final ObjectStorage storage;
    private final JdbcCatalog catalog = new JdbcCatalog();
    private final OAuthDoor door;
    private final LocalServer server;
    private final String region;
    private volatile Delegation delegation = Delegation.STORAGE_CREDENTIALS;
    private volatile Duration credentialLifetime = Duration.ofHours(1);

    /**
     * Starts it.
     *
     * @param folder keeps the tables and objects: a double that is started again over it has them again
     * @param settings as of the other double
     */
    public VendingDouble(Path folder, S3TablesDouble.Settings settings, Client client) throws Exception {
        this.client = client;
        region = settings.region();
        storage = new ObjectStorage(folder, settings.s3Port(), keys, region);
        if (storage.client().listBuckets().buckets().isEmpty()) {
            storage.client().createBucket(create -> create.bucket(BUCKET));
        }
        catalog.initialize("double", Catalogs.properties(storage, folder, "s3://" + BUCKET + "/warehouse"));
        door = new OAuthDoor(client, controls(), faults);
        server = new LocalServer(
                settings.port(),
                List.of(door),
                new RESTCatalogServlet(new StorageCredentialsAdapter(catalog, this::vend)));
    }

    /** The catalog, without {@code /v1}. */
    public String uri() {
        return "http://127.0.0.1:" + server.port() + OAuthDoor.BASE;
    }

    /** Where tokens are issued. */
    public String tokenUri() {
        return "http://127.0.0.1:" + server.port() + OAuthDoor.TOKEN_PATH;
    }

    /** The name of the warehouse. */
    public String warehouse() {
        return OAuthDoor.WAREHOUSE;
    }

    /** The client that it knows. */
    public Client client() {
        return client;
    }

    /** The S3 endpoint, for addresses in path style. */
    public String s3Endpoint() {
        return storage.endpoint();
    }

    public String region() {
        return region;
    }

    /** Keys that open every object, for clients that do not ask for vended ones. */
    public Keys keys() {
        return keys.permanent();
    }

    /** The catalog behind the doors, for looking and for changing tables as somebody else. */
    public Catalog catalog() {
        return catalog;
    }

    /** From now on access is given like this. */
    public void delegate(Delegation way) {
        delegation = way;
    }

    /** Credentials that are vended from now on expire after this. */
    public void setCredentialLifetime(Duration lifetime) {
        credentialLifetime = lifetime;
    }

    /** Tokens that are issued from now on expire after this. */
    public void setTokenLifetime(Duration lifetime) {
        door.setTokenLifetime(lifetime.toMillis());
    }

    /** All tokens have expired. */
    public void expireTokens() {
        door.expireTokens();
    }

    /** The next commits meet these, one each. */
    public void inject(Fault... next) {
        faults.inject(next);
    }

    /** Runs something when the next commit has arrived, before it is acted on. */
    public void beforeNextCommit(Runnable action) {
        faults.beforeNextCommit(action);
    }

    /** Requests to the catalog. */
    public int requests() {
        return door.requests();
    }

    /** Tokens that were issued. */
    public int tokens() {
        return door.issued();
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
        facts.put("tokenUri", tokenUri());
        facts.put("s3Endpoint", s3Endpoint());
        facts.put("warehouse", warehouse());
        facts.put("region", region);
        facts.put("clientId", client.id());
        facts.put("clientSecret", client.secret());
        facts.put("scope", client.scope());
        facts.put("audience", client.audience());
        facts.put("keys", Controls.json(keys()));
        return facts;
    }

    private void vend(String location, LoadTableResponse.Builder answer) {
        if (delegation == Delegation.REMOTE_SIGNING) {
            answer.addConfig("s3.remote-signing-enabled", "true");
            answer.addConfig("s3.signer.uri", uri());
            return;
        }
        Keys issued = keys.issue(credentialLifetime.toMillis(), location);
        Map<String, String> config = config(issued);
        if (delegation == Delegation.CONFIG) {
            answer.addAllConfig(config);
            return;
        }
        if (delegation == Delegation.STORAGE_CREDENTIALS) {
            // As Polaris: the keys only. Where the storage is, the configuration of the table says.
            config = issued.s3Properties();
            answer.addAllConfig(place());
        }
        if (delegation == Delegation.SEVERAL) {
            answer.addCredential(StorageCredentialsAdapter.credential("s3", config(wrongKeys())));
        }
        answer.addCredential(StorageCredentialsAdapter.credential(location, config));
        if (delegation == Delegation.SEVERAL) {
            answer.addCredential(StorageCredentialsAdapter.credential("s3://" + BUCKET + "/", config(wrongKeys())));
        }
    }

    /** Keys that are known and open nothing that exists. */
    private Keys wrongKeys() {
        return keys.issue(credentialLifetime.toMillis(), "s3://" + BUCKET + "/nothing");
    }

    private Map<String, String> config(Keys issued) {
        Map<String, String> config = new LinkedHashMap<>(issued.s3Properties());
        config.putAll(place());
        return config;
    }

    private Map<String, String> place() {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("client.region", region);
        config.put("s3.endpoint", s3Endpoint());
        config.put("s3.path-style-access", "true");
        return config;
    }

    private Controls controls() {
        return new Controls()
                .with("facts", parameters -> facts())
                .with(
                        "counts",
                        parameters -> Map.of(
                                "requests", requests(), "commits", commits(), "tokens", tokens(), "s3", s3Requests()))
                .does("delegate", parameters -> delegate(Delegation.valueOf(parameters.text("way"))))
                .does(
                        "credential-lifetime",
                        parameters -> setCredentialLifetime(Duration.ofMillis(parameters.number("millis"))))
                .does("token-lifetime", parameters -> setTokenLifetime(Duration.ofMillis(parameters.number("millis"))))
                .does("expire-tokens", parameters -> expireTokens())
                .does("fault", parameters -> inject(Fault.valueOf(parameters.text("f"))))
                .does("clear-faults", parameters -> faults.clear());
    }

    @Override
    public void close() {
        server.close();
        catalog.close();
        storage.close();
    }
}
