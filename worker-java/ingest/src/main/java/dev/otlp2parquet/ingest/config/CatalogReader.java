package dev.otlp2parquet.ingest.config;

import dev.otlp2parquet.iceberg.r2.R2DataCatalog;
import dev.otlp2parquet.iceberg.rest.OAuth2Client;
import dev.otlp2parquet.iceberg.rest.RestOptions;
import dev.otlp2parquet.iceberg.table.TableIdentifier;
import dev.otlp2parquet.lake.Catalog;
import dev.otlp2parquet.lake.CatalogMode;
import java.util.ArrayList;
import java.util.List;

/** Reads which catalog is configured, with its settings. */
final class CatalogReader {

    static final String MODE = "OTLP2PARQUET_CATALOG_MODE";
    private static final String ENABLED = "OTLP2PARQUET_ICEBERG_ENABLED";
    private static final String ACCOUNT_ID = "OTLP2PARQUET_R2_ACCOUNT_ID";
    static final String BUCKET_NAME = "OTLP2PARQUET_R2_BUCKET_NAME";
    private static final String API_TOKEN = "OTLP2PARQUET_R2_API_TOKEN";
    private static final String URI = CatalogAddress.URI;
    static final String WAREHOUSE = "OTLP2PARQUET_CATALOG_WAREHOUSE";
    private static final String CATALOG_TOKEN = "OTLP2PARQUET_CATALOG_TOKEN";
    private static final String CLIENT_ID = "OTLP2PARQUET_CATALOG_CLIENT_ID";
    private static final String CLIENT_SECRET = "OTLP2PARQUET_CATALOG_CLIENT_SECRET";
    private static final String SCOPE = "OTLP2PARQUET_CATALOG_SCOPE";
    private static final String AUDIENCE = "OTLP2PARQUET_CATALOG_AUDIENCE";
    private static final String TOKEN_URI = "OTLP2PARQUET_CATALOG_TOKEN_URI";

    /** Two variables of which one shows that a catalog is meant, and the word for it, in the order of {@link #MODES}. */
    private static final String[] CONFIGURED_BY = {
        AwsCatalogReader.ARN, AwsCatalogReader.ARN, "s3tables", URI, URI, "rest", ACCOUNT_ID, API_TOKEN, "r2"
    };

    private static final CatalogMode[] MODES = {CatalogMode.S3_TABLES, CatalogMode.REST, CatalogMode.R2};

    private static final int MAX_BUCKET_NAME = 63;

    private final Settings settings;

    CatalogReader(Settings settings) {
        this.settings = settings;
    }

    /**
     * Reads the catalog.
     *
     * @param namespace of the tables, checked against the names that the catalog reserves
     */
    Catalog read(String namespace) throws ConfigException {
        return switch (mode()) {
            case NONE -> Catalog.NONE;
            case R2 -> r2(namespace);
            case REST -> rest();
            case S3_TABLES -> new AwsCatalogReader(settings).s3Tables();
            case GLUE -> new AwsCatalogReader(settings).glue();
        };
    }

    private CatalogMode mode() throws ConfigException {
        int choice = settings.choice(MODE, -1, "none", "r2", "rest", "s3tables", "glue");
        boolean enabled = settings.flag(ENABLED, choice > 0);
        if (choice >= 0 && enabled != choice > 0) {
            throw new ConfigException(ENABLED + "=" + enabled + " contradicts " + MODE + "=" + settings.text(MODE, "")
                    + "; remove one of the two");
        }
        if (choice < 0) {
            return enabled ? configured() : unconfigured();
        }
        return switch (choice) {
            case 0 -> CatalogMode.NONE;
            case 1 -> CatalogMode.R2;
            case 2 -> CatalogMode.REST;
            case 3 -> CatalogMode.S3_TABLES;
            default -> CatalogMode.GLUE;
        };
    }

    /** The mode that {@link #ENABLED} stands for. */
    private CatalogMode configured() throws ConfigException {
        List<CatalogMode> modes = new ArrayList<>();
        StringBuilder names = new StringBuilder();
        StringBuilder choices = new StringBuilder();
        for (int i = 0; i < CONFIGURED_BY.length; i += 3) {
            String name = settings.has(CONFIGURED_BY[i]) ? CONFIGURED_BY[i] : CONFIGURED_BY[i + 1];
            if (settings.has(name)) {
                names.append(modes.isEmpty() ? "" : " and").append(" by ").append(name);
                choices.append(modes.isEmpty() ? "" : " or ")
                        .append(MODE)
                        .append('=')
                        .append(CONFIGURED_BY[i + 2]);
                modes.add(MODES[i / 3]);
            }
        }
        if (modes.isEmpty()) {
            throw new ConfigException(ENABLED + "=true, but no catalog is configured: set " + ACCOUNT_ID + ", "
                    + BUCKET_NAME + " and the secret " + API_TOKEN + " for R2 Data Catalog, " + AwsCatalogReader.ARN
                    + " for S3 Tables, or " + URI + " for another one");
        }
        if (modes.size() > 1) {
            throw new ConfigException(ENABLED + "=true, and " + modes.size() + " catalogs are configured:" + names
                    + "; choose one by " + choices);
        }
        return modes.get(0);
    }

    private CatalogMode unconfigured() throws ConfigException {
        if (settings.has(ENABLED)) {
            // Explicitly switched off.
            return CatalogMode.NONE;
        }
        for (String name : VariableNames.OF_CATALOGS) {
            if (settings.has(name)) {
                throw new ConfigException(
                        name + " is set, but " + MODE + " is not; set " + MODE + " to the catalog that"
                                + " is meant (r2, rest, s3tables or glue), or to none to store plain files all the same");
            }
        }
        return CatalogMode.NONE;
    }

    private Catalog r2(String namespace) throws ConfigException {
        S3Reader s3 = new S3Reader(settings);
        if (settings.has(S3Reader.BUCKET) && Platform.of(settings) == Platform.WORKER) {
            throw new ConfigException(S3Reader.BUCKET + " contradicts " + MODE
                    + "=r2: the tables of R2 Data Catalog are in the bucket that is bound as BUCKET; remove it");
        }
        String account = required(ACCOUNT_ID, "r2", "the id of the Cloudflare account, 32 hexadecimal digits");
        String bucket = bucket("r2");
        refuseAnother(bucket, s3);
        String token = token(API_TOKEN);
        if (token.isEmpty()) {
            throw new ConfigException(MODE + "=r2 needs the secret " + API_TOKEN
                    + ": an API token that may write the R2 Data Catalog and the objects of the bucket");
        }
        R2DataCatalog catalog;
        try {
            catalog = new R2DataCatalog(account, bucket);
        } catch (IllegalArgumentException e) {
            throw settings.refused(ACCOUNT_ID, "the id of the Cloudflare account, 32 hexadecimal digits");
        }
        try {
            R2DataCatalog.requireValid(TableIdentifier.of(namespace, "logs"));
        } catch (IllegalArgumentException e) {
            throw new ConfigException("OTLP2PARQUET_NAMESPACE=" + namespace
                    + ": expected another name, this one is reserved by R2 Data Catalog");
        }
        return new Catalog(
                CatalogMode.R2, CatalogAddress.patience(catalog.options()), token, null, null, bucket, null, "");
    }

    private Catalog rest() throws ConfigException {
        if (!settings.has(URI)) {
            throw new ConfigException(MODE + "=rest needs " + URI + ": " + CatalogAddress.ALLOWED);
        }
        String uri = new CatalogAddress(settings).checked(URI);
        RestOptions options = CatalogAddress.patience(RestOptions.of(uri, settings.text(WAREHOUSE, "")));
        S3Reader s3 = new S3Reader(settings);
        String bucket = settings.has(BUCKET_NAME) ? bucket("rest") : s3.bucket();
        refuseAnother(bucket, s3);
        // Who has neither a bucket nor keys needs those of the catalog.
        boolean vended = bucket.isEmpty() && !s3.hasKeys();
        // Keys for the bucket alone need no region: it is bound.
        boolean reachesOthers = !s3.region().isEmpty() ? s3.hasKeys() || vended : s3.hasKeys() && bucket.isEmpty();
        return new Catalog(
                CatalogMode.REST,
                vended ? options.withVendedCredentials() : options,
                token(CATALOG_TOKEN),
                client(options.uri()),
                null,
                bucket,
                reachesOthers ? s3.access("", false) : null,
                new AwsCatalogReader(settings).dataLocation());
    }

    /** The store of this host is one bucket: by whichever name it is called. */
    private void refuseAnother(String bucket, S3Reader s3) throws ConfigException {
        if (!s3.bucket().isEmpty() && !s3.bucket().equals(bucket)) {
            throw new ConfigException(S3Reader.BUCKET + "=" + s3.bucket() + " contradicts " + BUCKET_NAME + "=" + bucket
                    + ": both name" + " the bucket of the tables; remove one of the two");
        }
    }

    /** The client of an authorization server, or null if none is configured. */
    private OAuth2Client client(String uri) throws ConfigException {
        boolean configured = settings.has(CLIENT_ID) || settings.has(CLIENT_SECRET);
        if (!configured) {
            for (String name : new String[] {SCOPE, AUDIENCE, TOKEN_URI}) {
                if (settings.has(name)) {
                    throw new ConfigException(name + " is set, but " + CLIENT_ID + " is not; set " + CLIENT_ID
                            + " and the secret " + CLIENT_SECRET + ", or remove it");
                }
            }
            return null;
        }
        if (!settings.has(CLIENT_ID) || !settings.has(CLIENT_SECRET)) {
            throw new ConfigException(CLIENT_ID + " and the secret " + CLIENT_SECRET + " belong together; set both");
        }
        if (settings.has(CATALOG_TOKEN)) {
            throw new ConfigException(CATALOG_TOKEN + " contradicts " + CLIENT_ID + "; remove one of the two");
        }
        String tokenUri =
                settings.has(TOKEN_URI) ? new CatalogAddress(settings).checked(TOKEN_URI) : uri + "/v1/oauth/tokens";
        return new OAuth2Client(
                tokenUri,
                settings.text(CLIENT_ID, ""),
                settings.text(CLIENT_SECRET, ""),
                // The catalog's own endpoint wants this one. Of another server nobody knows.
                settings.text(SCOPE, settings.has(TOKEN_URI) ? "" : "catalog"),
                settings.text(AUDIENCE, ""));
    }

    private String bucket(String mode) throws ConfigException {
        String name = required(BUCKET_NAME, mode, "the name of the bucket that is bound as BUCKET");
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean allowed = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
            if (!allowed || i >= MAX_BUCKET_NAME) {
                throw settings.refused(
                        BUCKET_NAME,
                        "the name of a bucket: lower-case letters, digits, - and ., at most " + MAX_BUCKET_NAME);
            }
        }
        return name;
    }

    private String required(String name, String mode, String meaning) throws ConfigException {
        if (!settings.has(name)) {
            throw new ConfigException(MODE + "=" + mode + " needs " + name + ": " + meaning);
        }
        return settings.text(name, "");
    }

    private String token(String name) throws ConfigException {
        String token = settings.text(name, "");
        if (!token.isEmpty() && !ConfigReader.visibleAscii(token)) {
            throw new ConfigException(name + " (secret, not shown): expected visible ASCII characters, found others");
        }
        return token;
    }
}
