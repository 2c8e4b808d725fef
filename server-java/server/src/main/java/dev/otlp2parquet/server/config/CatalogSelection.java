package dev.otlp2parquet.server.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Completes the settings of the catalog with what the server knows: which one is configured, and the bucket. */
final class CatalogSelection {

    private static final String MODE = "OTLP2PARQUET_CATALOG_MODE";
    private static final String ENABLED = "OTLP2PARQUET_ICEBERG_ENABLED";
    private static final String ACCOUNT_ID = "OTLP2PARQUET_R2_ACCOUNT_ID";
    private static final String API_TOKEN = "OTLP2PARQUET_R2_API_TOKEN";
    private static final String URI = "OTLP2PARQUET_CATALOG_URI";
    private static final String S3_TABLES = "OTLP2PARQUET_S3_TABLES_ARN";

    private static final String DATA_LOCATION = "OTLP2PARQUET_CATALOG_DATA_LOCATION";
    private static final String REGION = "OTLP2PARQUET_S3_REGION";
    private static final String S3_BUCKET = "OTLP2PARQUET_S3_BUCKET";

    private static final List<String> CATALOGS = List.of("r2", "rest", "s3tables", "glue");

    private final Effective effective;
    private final Map<String, String> environment;
    private final Findings findings;

    /** @param environment in which AWS regions are looked up */
    CatalogSelection(Effective effective, Map<String, String> environment, Findings findings) {
        this.effective = effective;
        this.environment = environment;
        this.findings = findings;
    }

    /** Whether the tables are in buckets that are reached by the settings of S3, wherever plain files go. */
    boolean reachesS3() {
        String mode = effective.text(MODE).toLowerCase(Locale.ROOT);
        return mode.equals("s3tables")
                || mode.equals("glue")
                || (mode.equals("rest") && !effective.isGiven(S3_BUCKET))
                || (mode.isEmpty() && configured() != null && !configured().equals(API_TOKEN));
    }

    /**
     * Selects the catalog that is configured, and sets its bucket to that of the storage.
     *
     * @return whether there is a catalog
     */
    boolean complete(Storage storage) {
        if (!effective.isGiven(MODE) && !effective.isGiven(ENABLED)) {
            String configured = configured();
            if (configured != null) {
                effective.byDefault(ENABLED, "true", "default, because " + configured + " is set");
            }
        }
        if (!enabled()) {
            return false;
        }
        String mode = effective.text(MODE).toLowerCase(Locale.ROOT);
        boolean s3Tables = mode.equals("s3tables") || (mode.isEmpty() && S3_TABLES.equals(configured()));
        if ((s3Tables || mode.equals("glue"))
                && effective.text(StorageReader.BACKEND).equalsIgnoreCase("r2")) {
            findings.problem(
                    effective.named(StorageReader.BACKEND) + "=r2 contradicts the catalog of AWS, whose tables are"
                            + " in S3: the keys and the address of R2 do not open it; remove one of the two");
        }
        if (mode.equals("glue")) {
            glue(storage);
            return true;
        }
        if (s3Tables) {
            // Each table has its own bucket.
            return true;
        }
        if (storage instanceof Storage.S3 s3) {
            bucketOf(s3);
        } else if (reachesS3() && !effective.isGiven(StorageReader.R2_BUCKET)) {
            // By the keys that the catalog vends, or by those that are configured.
            return true;
        } else if (!effective.isGiven(StorageReader.R2_BUCKET)) {
            findings.problem("a catalog needs its tables in a bucket, but objects go to files: set"
                    + " OTLP2PARQUET_S3_BUCKET to the bucket of the tables, or " + MODE + "=none for plain files");
        } else {
            findings.warning("objects go to files, but the catalog is told that they are in the bucket "
                    + effective.text(StorageReader.R2_BUCKET) + " (" + effective.named(StorageReader.R2_BUCKET)
                    + "): readers find the tables only if something serves the files as that bucket");
        }
        return true;
    }

    private void glue(Storage storage) {
        if (storage instanceof Storage.S3 s3 && !effective.isGiven(DATA_LOCATION)) {
            effective.byDefault(DATA_LOCATION, "s3://" + s3.bucket(), "default, the bucket of the storage");
        }
        String region = environment.getOrDefault("AWS_REGION", environment.getOrDefault("AWS_DEFAULT_REGION", ""));
        if (!effective.isGiven(REGION) && effective.text(REGION).isEmpty() && !region.isBlank()) {
            effective.byDefault(REGION, region.strip(), "the environment");
        }
    }

    private void bucketOf(Storage.S3 s3) {
        String bucket = StorageReader.R2_BUCKET;
        if (!effective.isGiven(bucket)) {
            effective.byDefault(bucket, s3.bucket(), "default, the bucket of the storage");
        }
    }

    /** The setting by which a catalog is configured, or null. */
    private String configured() {
        if (effective.isGiven(S3_TABLES)) {
            return S3_TABLES;
        }
        if (effective.isGiven(API_TOKEN)) {
            return API_TOKEN;
        }
        return effective.isGiven(URI) ? URI : null;
    }

    private boolean enabled() {
        String mode = effective.text(MODE).toLowerCase(Locale.ROOT);
        return mode.isEmpty() ? effective.text(ENABLED).equalsIgnoreCase("true") : CATALOGS.contains(mode);
    }

    /** Whether the account is that of the storage only, and says nothing about a catalog. */
    boolean accountIsOfStorage() {
        return effective.text(StorageReader.BACKEND).equalsIgnoreCase("r2")
                && !effective.isGiven(API_TOKEN)
                && !effective.text(MODE).equalsIgnoreCase("r2")
                && effective.isGiven(ACCOUNT_ID);
    }
}
