package dev.otlp2parquet.lake.table;

import dev.otlp2parquet.aws.s3.S3Options.Addressing;
import dev.otlp2parquet.aws.sign.Credentials;
import dev.otlp2parquet.aws.sign.CredentialsException;
import dev.otlp2parquet.aws.sign.CredentialsProvider;
import dev.otlp2parquet.iceberg.rest.CatalogException;
import dev.otlp2parquet.iceberg.rest.RestCatalog;
import dev.otlp2parquet.iceberg.rest.RestSession;
import dev.otlp2parquet.iceberg.rest.StorageCredential;
import dev.otlp2parquet.iceberg.table.TableIdentifier;
import dev.otlp2parquet.lake.S3Access;
import dev.otlp2parquet.platform.Clock;
import dev.otlp2parquet.platform.bucket.StoreException;
import java.util.Map;

/**
 * The credentials that a catalog vends for the storage of one table, over the ports of one request. The table is loaded
 * again before they expire, and when a store finds that they have.
 */
final class VendedKeys {

    private static final String KEY_ID = "s3.access-key-id";
    private static final String SECRET = "s3.secret-access-key";
    private static final String SESSION_TOKEN = "s3.session-token";
    private static final String REMOTE_SIGNING = "s3.remote-signing-enabled";
    /** Milliseconds since the epoch, in the two names that catalogs use. */
    private static final String[] EXPIRY = {"s3.session-token-expires-at-ms", "expiration-time"};

    /** A put may take so long. */
    private static final long EARLY_MILLIS = 60_000;

    private final TableIdentifier table;
    private final RestSession session;
    private final RestCatalog client;
    private final Clock clock;

    VendedKeys(TableIdentifier table, RestSession session, RestCatalog client, Clock clock) {
        this.table = table;
        this.session = session;
        this.client = client;
        this.clock = clock;
    }

    /**
     * Returns the credential for a location: one that does not expire soon, if the catalog has one.
     *
     * @throws StoreException if there is none
     */
    StorageCredential find(String location) throws StoreException {
        StorageCredential known = session.storageCredential(table, location);
        if (!hasKeys(known) || expiresSoon(known)) {
            try {
                client.loadTable(table, RestCatalog.Snapshots.REFS);
            } catch (CatalogException e) {
                throw new StoreException("no credentials for " + location + ": " + e.getMessage(), true, e);
            }
            known = session.storageCredential(table, location);
        }
        if (!hasKeys(known)) {
            throw new StoreException(missing(location, known), false);
        }
        return known;
    }

    /** Returns the credentials for a location, found anew for each request. */
    CredentialsProvider provider(String location) {
        return new CredentialsProvider() {
            @Override
            public Credentials credentials() throws CredentialsException {
                try {
                    Map<String, String> config = find(location).config();
                    return new Credentials(
                            config.get(KEY_ID), config.get(SECRET), config.getOrDefault(SESSION_TOKEN, ""));
                } catch (StoreException e) {
                    throw new CredentialsException(e.getMessage(), e.retryable(), e);
                } catch (IllegalArgumentException e) {
                    throw new CredentialsException(
                            "the catalog vends credentials for " + table + " that are malformed: " + e.getMessage(),
                            false,
                            e);
                }
            }

            @Override
            public boolean renew() {
                session.forgetStorage(table);
                return true;
            }
        };
    }

    /**
     * Returns how to reach the storage of a credential.
     *
     * @param fallback for what the catalog does not say; may be null
     */
    static S3Access access(StorageCredential credential, S3Access fallback) throws StoreException {
        Map<String, String> config = credential.config();
        String endpoint = config.getOrDefault("s3.endpoint", fallback == null ? "" : fallback.endpoint());
        String region = config.getOrDefault("client.region", config.getOrDefault("s3.region", ""));
        if (region.isEmpty()) {
            region = fallback == null ? "us-east-1" : fallback.region();
        }
        String pathStyle = config.getOrDefault("s3.path-style-access", "");
        Addressing addressing = Addressing.AUTO;
        if (!pathStyle.isEmpty()) {
            addressing = pathStyle.equals("true") ? Addressing.PATH : Addressing.VIRTUAL_HOST;
        }
        return new S3Access(endpoint, region, addressing, false);
    }

    private static boolean hasKeys(StorageCredential credential) {
        return credential != null
                && credential.config().containsKey(KEY_ID)
                && credential.config().containsKey(SECRET);
    }

    private boolean expiresSoon(StorageCredential credential) {
        for (String name : EXPIRY) {
            String millis = credential.config().get(name);
            if (millis != null) {
                try {
                    return Long.parseLong(millis) - EARLY_MILLIS < clock.unixMillis();
                } catch (NumberFormatException e) {
                    return false;
                }
            }
        }
        return false;
    }

    private String missing(String location, StorageCredential known) {
        boolean remote = known != null && "true".equals(known.config().get(REMOTE_SIGNING));
        return "the catalog vends no credentials for " + location + " of the table " + table + ": "
                + (remote
                        ? "it offers to sign requests itself, which is not supported; have it vend credentials"
                        : "enable credential vending in the catalog")
                + ", or configure keys of your own (OTLP2PARQUET_S3_ACCESS_KEY_ID, or OTLP2PARQUET_R2_BUCKET_NAME for"
                + " the bucket that is bound)";
    }
}
