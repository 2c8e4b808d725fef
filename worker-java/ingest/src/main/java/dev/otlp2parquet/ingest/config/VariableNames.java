package dev.otlp2parquet.ingest.config;

import java.util.ArrayList;
import java.util.List;

/** The names of all variables, so that a misspelled one is rejected instead of ignored. */
final class VariableNames {

    private static final String PREFIX = "OTLP2PARQUET_";

    /** The variables of catalogs only. */
    static final List<String> OF_CATALOGS = List.of(
            "OTLP2PARQUET_R2_ACCOUNT_ID",
            "OTLP2PARQUET_R2_BUCKET_NAME",
            "OTLP2PARQUET_R2_API_TOKEN",
            "OTLP2PARQUET_CATALOG_URI",
            "OTLP2PARQUET_CATALOG_WAREHOUSE",
            "OTLP2PARQUET_CATALOG_TOKEN",
            "OTLP2PARQUET_CATALOG_CLIENT_ID",
            "OTLP2PARQUET_CATALOG_CLIENT_SECRET",
            "OTLP2PARQUET_CATALOG_SCOPE",
            "OTLP2PARQUET_CATALOG_AUDIENCE",
            "OTLP2PARQUET_CATALOG_TOKEN_URI",
            "OTLP2PARQUET_CATALOG_DATA_LOCATION",
            "OTLP2PARQUET_S3_TABLES_ARN");

    private static final List<String> OTHERS = List.of(
            "OTLP2PARQUET_BASE_PATH",
            "OTLP2PARQUET_CATALOG_MODE",
            "OTLP2PARQUET_ICEBERG_ENABLED",
            "OTLP2PARQUET_NAMESPACE",
            "OTLP2PARQUET_S3_BUCKET",
            "OTLP2PARQUET_S3_REGION",
            "OTLP2PARQUET_S3_ENDPOINT",
            "OTLP2PARQUET_S3_FORCE_PATH_STYLE",
            "OTLP2PARQUET_S3_ACCESS_KEY_ID",
            "OTLP2PARQUET_S3_SECRET_ACCESS_KEY",
            "OTLP2PARQUET_S3_SESSION_TOKEN",
            "OTLP2PARQUET_TABLE_PREFIX",
            "OTLP2PARQUET_WARN_ON_CATALOG_FAILURE",
            "OTLP2PARQUET_PARTITION_BY_SERVICE",
            "OTLP2PARQUET_AUTH_TOKEN",
            "OTLP2PARQUET_BASIC_AUTH_USERNAME",
            "OTLP2PARQUET_BASIC_AUTH_PASSWORD",
            "OTLP2PARQUET_ALLOW_ANONYMOUS",
            "OTLP2PARQUET_CORS_ALLOWED_ORIGINS",
            "OTLP2PARQUET_MAX_PAYLOAD_BYTES",
            "OTLP2PARQUET_MAX_ATTRIBUTES",
            "OTLP2PARQUET_PARQUET_ROW_GROUP_SIZE",
            "OTLP2PARQUET_PARQUET_COMPRESSION",
            "OTLP2PARQUET_PARQUET_ENCODINGS",
            "OTLP2PARQUET_COLUMN_NAMES",
            "OTLP2PARQUET_TIMESTAMP_UNIT",
            "OTLP2PARQUET_ATTRIBUTES",
            "OTLP2PARQUET_BATCHING_ENABLED",
            "OTLP2PARQUET_BATCH_MAX_ROWS",
            "OTLP2PARQUET_BATCH_MAX_BYTES",
            "OTLP2PARQUET_BATCH_MAX_AGE_SECS",
            "OTLP2PARQUET_BATCH_SHARDS",
            "OTLP2PARQUET_BATCH_MAX_BACKLOG_BYTES",
            "OTLP2PARQUET_SUBREQUEST_BUDGET",
            "OTLP2PARQUET_DEDUPE_WINDOW_SECS",
            "OTLP2PARQUET_DEDUPE_MAX_RECORDS",
            "OTLP2PARQUET_COMMIT_INTERVAL_SECS",
            "OTLP2PARQUET_RECOVER_LOST_MANIFEST_LISTS",
            "OTLP2PARQUET_LOG_LEVEL");

    private VariableNames() {}

    /** @throws ConfigException for the first of {@code names} that has our prefix and is unknown */
    static void check(List<String> names) throws ConfigException {
        for (String name : names) {
            if (name.startsWith(PREFIX) && !OF_CATALOGS.contains(name) && !OTHERS.contains(name)) {
                throw new ConfigException(
                        name + " is not a variable of otlp2parquet; did you mean " + NearestName.of(name, all()) + "?");
            }
        }
    }

    /** All known names. */
    static List<String> all() {
        List<String> all = new ArrayList<>(OTHERS);
        all.addAll(OF_CATALOGS);
        return all;
    }
}
