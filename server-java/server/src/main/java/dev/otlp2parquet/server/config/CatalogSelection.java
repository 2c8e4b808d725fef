package dev.otlp2parquet.server.config;

import java.util.List;
import java.util.Locale;

/** Completes the settings of the catalog with what the server knows: which one is configured, and the bucket. */
final class CatalogSelection {

    private static final String MODE = "OTLP2PARQUET_CATALOG_MODE";
    private static final String ENABLED = "OTLP2PARQUET_ICEBERG_ENABLED";
    private static final String ACCOUNT_ID = "OTLP2PARQUET_R2_ACCOUNT_ID";
    private static final String API_TOKEN = "OTLP2PARQUET_R2_API_TOKEN";
    private static final String URI = "OTLP2PARQUET_CATALOG_URI";
    private static final String S3_TABLES = "OTLP2PARQUET_S3_TABLES_ARN";

    private static final List<String> CATALOGS = List.of("r2", "rest", "s3tables");

    private final Effective effective;
    private final Findings findings;

    CatalogSelection(Effective effective, Findings findings) {
        this.effective = effective;
        this.findings = findings;
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
        if (storage instanceof Storage.S3 s3) {
            bucketOf(s3);
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

    private void bucketOf(Storage.S3 s3) {
        String bucket = StorageReader.R2_BUCKET;
        if (!effective.isGiven(bucket)) {
            effective.byDefault(bucket, s3.bucket(), "default, the bucket of the storage");
        } else if (!effective.text(bucket).equals(s3.bucket()) && effective.isGiven("OTLP2PARQUET_S3_BUCKET")) {
            findings.problem(effective.named("OTLP2PARQUET_S3_BUCKET") + " and " + effective.named(bucket)
                    + " name different buckets; remove one of the two");
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
