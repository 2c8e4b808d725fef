package dev.otlp2parquet.ingest.config;

import dev.otlp2parquet.iceberg.r2.R2DataCatalog;
import dev.otlp2parquet.iceberg.rest.RestOptions;
import dev.otlp2parquet.iceberg.table.TableIdentifier;
import dev.otlp2parquet.lake.Catalog;
import dev.otlp2parquet.lake.CatalogMode;
import dev.otlp2parquet.platform.Backoff;

/** Reads which catalog is configured, with its settings. */
final class CatalogReader {

    private static final String MODE = "OTLP2PARQUET_CATALOG_MODE";
    private static final String ENABLED = "OTLP2PARQUET_ICEBERG_ENABLED";
    private static final String ACCOUNT_ID = "OTLP2PARQUET_R2_ACCOUNT_ID";
    private static final String BUCKET_NAME = "OTLP2PARQUET_R2_BUCKET_NAME";
    private static final String API_TOKEN = "OTLP2PARQUET_R2_API_TOKEN";
    private static final String URI = "OTLP2PARQUET_CATALOG_URI";
    private static final String WAREHOUSE = "OTLP2PARQUET_CATALOG_WAREHOUSE";
    private static final String CATALOG_TOKEN = "OTLP2PARQUET_CATALOG_TOKEN";
    private static final String S3_TABLES = "OTLP2PARQUET_S3_TABLES_ARN";

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
        };
    }

    private CatalogMode mode() throws ConfigException {
        int choice = settings.choice(MODE, -1, "none", "r2", "rest", "s3tables");
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
            default ->
                throw new ConfigException(MODE + "=" + settings.text(MODE, "")
                        + ": this version has no S3 Tables yet; expected none, r2, rest");
        };
    }

    /** The mode that {@link #ENABLED} stands for. */
    private CatalogMode configured() throws ConfigException {
        boolean r2 = settings.has(ACCOUNT_ID) || settings.has(API_TOKEN);
        boolean rest = settings.has(URI);
        if (settings.has(S3_TABLES)) {
            throw new ConfigException(S3_TABLES + " is set, but this version has no S3 Tables yet; remove it");
        }
        if (r2 && rest) {
            throw new ConfigException(ENABLED + "=true, and two catalogs are configured: by " + URI + " and by "
                    + (settings.has(ACCOUNT_ID) ? ACCOUNT_ID : API_TOKEN) + "; choose one by " + MODE + "=rest or "
                    + MODE
                    + "=r2");
        }
        if (!r2 && !rest) {
            throw new ConfigException(ENABLED + "=true, but no catalog is configured: set " + ACCOUNT_ID + ", "
                    + BUCKET_NAME + " and the secret " + API_TOKEN + " for R2 Data Catalog, or " + URI + " and "
                    + BUCKET_NAME + " for another one");
        }
        return r2 ? CatalogMode.R2 : CatalogMode.REST;
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
                                + " is meant (r2 or rest), or to none to store plain files all the same");
            }
        }
        return CatalogMode.NONE;
    }

    private Catalog r2(String namespace) throws ConfigException {
        String account = required(ACCOUNT_ID, "r2", "the id of the Cloudflare account, 32 hexadecimal digits");
        String bucket = bucket("r2");
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
        return new Catalog(CatalogMode.R2, patience(catalog.options()), token, bucket);
    }

    private Catalog rest() throws ConfigException {
        String uri = settings.text(URI, "");
        String allowed =
                "the address of an Iceberg REST catalog without /v1, such as https://catalog.example.com/iceberg";
        if (uri.isEmpty()) {
            throw new ConfigException(MODE + "=rest needs " + URI + ": " + allowed);
        }
        if (uri.indexOf('@') >= 0) {
            throw new ConfigException(URI + " (not shown, it may hold a password): expected " + allowed
                    + ", without a user; set the secret " + CATALOG_TOKEN);
        }
        if (uri.indexOf('?') >= 0 || uri.indexOf('#') >= 0) {
            throw new ConfigException(URI + " (not shown, it may hold a secret): expected " + allowed
                    + ", without a query; set the secret " + CATALOG_TOKEN);
        }
        if (!isAddress(uri)) {
            throw settings.refused(URI, allowed);
        }
        RestOptions options = patience(RestOptions.of(uri, settings.text(WAREHOUSE, "")));
        return new Catalog(CatalogMode.REST, options, token(CATALOG_TOKEN), bucket("rest"));
    }

    /** Exporters wait for some 10 s, so the answer about a catalog that is down must come earlier. */
    private static RestOptions patience(RestOptions options) {
        return options.withTimeouts(10_000, options.commitTimeoutMillis()).withRetries(2, new Backoff(200, 2_000));
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

    private static boolean isAddress(String uri) {
        int host = uri.startsWith("https://") ? 8 : uri.startsWith("http://") ? 7 : -1;
        if (host < 0 || host == uri.length() || uri.charAt(host) == '/') {
            return false;
        }
        return ConfigReader.visibleAscii(uri);
    }
}
