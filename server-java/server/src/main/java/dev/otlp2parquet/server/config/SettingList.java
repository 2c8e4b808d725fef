package dev.otlp2parquet.server.config;

import dev.otlp2parquet.server.config.Setting.Kind;
import java.util.List;

/** The list behind {@link ServerSettings}. A new setting of the server needs an entry here, and what reads it. */
final class SettingList {

    static final List<Setting> ALL = List.of(
            own(
                    "LISTEN_ADDR",
                    "server.listen_addr",
                    "--listen",
                    Kind.TEXT,
                    "",
                    "Address and port for OTLP over HTTP and gRPC. The default is `0.0.0.0:4318`, and"
                            + " `127.0.0.1:4318` if requests need no credentials or with `--dev`. Port `0` takes any"
                            + " free port."),
            own(
                    "GRPC_LISTEN_ADDR",
                    "server.grpc_listen_addr",
                    "--grpc-listen",
                    Kind.TEXT,
                    "",
                    "A second address for the same requests, for senders that expect gRPC on its usual port. The"
                            + " default is port 4317 of the address above. `off` or an empty value: none."),
            own(
                    "DATA_DIR",
                    "server.data_dir",
                    "--data-dir",
                    Kind.TEXT,
                    "./data",
                    "Directory with the databases of accepted requests. It must be on a local disk."),
            own(
                    "TLS_CERT_FILE",
                    "server.tls_cert_file",
                    null,
                    Kind.TEXT,
                    "",
                    "PEM file with the certificate chain. With it and a key the server speaks TLS."),
            own(
                    "TLS_KEY_FILE",
                    "server.tls_key_file",
                    null,
                    Kind.TEXT,
                    "",
                    "PEM file with the private key of the certificate."),
            own(
                    "TLS_CLIENT_CA_FILE",
                    "server.tls_client_ca_file",
                    null,
                    Kind.TEXT,
                    "",
                    "PEM file with the authorities of client certificates. With it, clients must have one."),
            core(
                            "LOG_LEVEL",
                            "server.log_level",
                            Kind.TEXT,
                            "info",
                            "The lowest level that is written: `debug`, `info`, `warn`, `error`.")
                    .withFlag("--log-level"),
            own(
                    "LOG_FORMAT",
                    "server.log_format",
                    "--log-format",
                    Kind.TEXT,
                    "json",
                    "Form of the log lines: `json` or `text`. With `--dev` the default is `text`."),
            own(
                    "FLUSH_ON_STOP",
                    "server.flush_on_stop",
                    "--flush-on-stop",
                    Kind.FLAG,
                    "false",
                    "`true`: a stop stores and commits all accepted rows. `false`: they stay in the data"
                            + " directory until the next start."),
            own(
                    "STOP_TIMEOUT_SECS",
                    "server.stop_timeout_secs",
                    "--stop-timeout",
                    Kind.NUMBER,
                    "60",
                    "Seconds that a stop may take, from 1 to 3600. After that the process ends; accepted rows stay"
                            + " in the data directory."),
            core(
                    "AUTH_TOKEN",
                    null,
                    Kind.SECRET,
                    "",
                    "Bearer token, or several separated by commas. Each is accepted."),
            core("BASIC_AUTH_USERNAME", null, Kind.SECRET, "", "User name for basic authentication."),
            core("BASIC_AUTH_PASSWORD", null, Kind.SECRET, "", "Password for basic authentication."),
            core(
                            "ALLOW_ANONYMOUS",
                            "request.allow_anonymous",
                            Kind.FLAG,
                            "false",
                            "`true` accepts requests without credentials.")
                    .withFlag("--allow-anonymous"),
            core(
                    "CORS_ALLOWED_ORIGINS",
                    "request.cors_allowed_origins",
                    Kind.LIST,
                    "",
                    "Web pages that may send from a browser: `*`, or origins."),
            core(
                    "MAX_PAYLOAD_BYTES",
                    "request.max_payload_bytes",
                    Kind.NUMBER,
                    "8388608",
                    "Maximum size of a request's body, as sent and after decompression, from 1 to 104857600."),
            core(
                    "MAX_ATTRIBUTES",
                    "request.max_attributes",
                    Kind.NUMBER,
                    "10000",
                    "Maximum number of attributes that a record keeps, from 1 to 65536."),
            core(
                    "DEDUPE_WINDOW_SECS",
                    "request.dedupe_window_secs",
                    Kind.NUMBER,
                    "86400",
                    "Seconds that a buffer remembers a request, from 0 to 2592000."),
            core(
                    "DEDUPE_MAX_RECORDS",
                    "request.dedupe_max_records",
                    Kind.NUMBER,
                    "1000000",
                    "Requests that one buffer remembers, from 1000 to 4000000."),
            core(
                    "BATCHING_ENABLED",
                    "batch.enabled",
                    Kind.FLAG,
                    "true",
                    "`false`: every request is stored on its own before it is answered."),
            core(
                    "BATCH_MAX_ROWS",
                    "batch.max_rows",
                    Kind.NUMBER,
                    "200000",
                    "Rows in a buffer that start a flush, from 1 to 10000000."),
            core(
                    "BATCH_MAX_BYTES",
                    "batch.max_bytes",
                    Kind.NUMBER,
                    "134217728",
                    "Bytes of bodies, decompressed, that start a flush, from 1 to 1073741824."),
            core(
                    "BATCH_MAX_AGE_SECS",
                    "batch.max_age_secs",
                    Kind.NUMBER,
                    "10",
                    "Seconds after the first request that start a flush, from 1 to 86400."),
            core("BATCH_SHARDS", "batch.shards", Kind.NUMBER, "1", "Buffers per signal, from 1 to 256."),
            core(
                    "BATCH_MAX_BACKLOG_BYTES",
                    "batch.max_backlog_bytes",
                    Kind.NUMBER,
                    "268435456",
                    "Bytes of compressed requests that one buffer keeps, from 1048576 to 2000000000. A full buffer"
                            + " answers 503."),
            core(
                    "SUBREQUEST_BUDGET",
                    "batch.subrequest_budget",
                    Kind.NUMBER,
                    "10000",
                    "Calls to the store and the catalog in one step of a flush, from 30 to 10000."),
            core(
                    "BASE_PATH",
                    "writer.base_path",
                    Kind.TEXT,
                    "",
                    "Plain files only: a prefix of every key. `s3://bucket/prefix` names the bucket too."),
            core(
                    "PARTITION_BY_SERVICE",
                    "writer.partition_by_service",
                    Kind.FLAG,
                    "true",
                    "Plain files only. `true`: keys have a segment for the service."),
            core(
                    "WARN_ON_CATALOG_FAILURE",
                    "writer.warn_on_catalog_failure",
                    Kind.FLAG,
                    "true",
                    "Without batching: `true` answers 200 with a warning if files are stored but not committed,"
                            + " `false` answers 503."),
            core(
                    "COLUMN_NAMES",
                    "writer.column_names",
                    Kind.TEXT,
                    "",
                    "`pascal` (`ServiceName`) or `snake` (`service_name`). The default is `pascal`, with `s3tables`"
                            + " `snake`."),
            core("TIMESTAMP_UNIT", "writer.timestamp_unit", Kind.TEXT, "us", "`us`: microseconds. `ns`: nanoseconds."),
            core(
                    "ATTRIBUTES",
                    "writer.attributes",
                    Kind.TEXT,
                    "map",
                    "Attributes as a map of strings (`map`) or as one JSON text (`json`)."),
            core("PARQUET_COMPRESSION", "parquet.compression", Kind.TEXT, "zstd", "`zstd`, `snappy`, `gzip`, `none`."),
            core(
                    "PARQUET_ENCODINGS",
                    "parquet.encodings",
                    Kind.TEXT,
                    "compatible",
                    "`compatible` or `modern`, which is smaller and needs newer readers."),
            core(
                    "PARQUET_ROW_GROUP_SIZE",
                    "parquet.row_group_size",
                    Kind.NUMBER,
                    "32768",
                    "Rows per row group, from 1 to 10000000."),
            core(
                            "CATALOG_MODE",
                            "iceberg.catalog_mode",
                            Kind.TEXT,
                            "",
                            "`none`: plain files. `r2`: R2 Data Catalog. `rest`: any Iceberg REST catalog. `s3tables`: Amazon"
                                    + " S3 Tables. `glue`: AWS Glue. Without it, the catalog that is configured is used.")
                    .withKey("catalog_mode"),
            core(
                    "ICEBERG_ENABLED",
                    "iceberg.enabled",
                    Kind.FLAG,
                    "",
                    "`true` selects the catalog that is configured, `false` is `none`."),
            core(
                    "CATALOG_URI",
                    "iceberg.rest_uri",
                    Kind.TEXT,
                    "",
                    "Address of an Iceberg REST catalog without `/v1`, user and query."),
            core("CATALOG_WAREHOUSE", "iceberg.warehouse", Kind.TEXT, "", "Warehouse to request from that catalog."),
            core("CATALOG_TOKEN", null, Kind.SECRET, "", "Bearer token for the catalog of `OTLP2PARQUET_CATALOG_URI`."),
            core(
                    "CATALOG_CLIENT_ID",
                    "iceberg.client_id",
                    Kind.TEXT,
                    "",
                    "Id of an OAuth2 client, which gets tokens for the catalog by its credentials."),
            core("CATALOG_CLIENT_SECRET", null, Kind.SECRET, "", "Secret of the OAuth2 client."),
            core(
                    "CATALOG_SCOPE",
                    "iceberg.scope",
                    Kind.TEXT,
                    "",
                    "Scope of the tokens, such as `PRINCIPAL_ROLE:ALL`. The default is `catalog`."),
            core(
                    "CATALOG_AUDIENCE",
                    "iceberg.audience",
                    Kind.TEXT,
                    "",
                    "Audience of the tokens, which some servers want."),
            core(
                    "CATALOG_TOKEN_URI",
                    "iceberg.token_uri",
                    Kind.TEXT,
                    "",
                    "Token endpoint of the authorization server. The default is the catalog's own, `/v1/oauth/tokens`."),
            core(
                    "CATALOG_DATA_LOCATION",
                    "iceberg.data_location",
                    Kind.TEXT,
                    "",
                    "Where new tables are stored, as `s3://bucket/path`. Needed by `glue`: the default is the bucket of"
                            + " the storage."),
            core(
                            "R2_ACCOUNT_ID",
                            "iceberg.r2_account_id",
                            Kind.TEXT,
                            "",
                            "Cloudflare account, 32 hexadecimal digits, for R2 Data Catalog and R2 storage.")
                    .withKey("storage.r2.account_id")
                    .withKey("storage.account_id"),
            core(
                            "R2_BUCKET_NAME",
                            "iceberg.r2_bucket_name",
                            Kind.TEXT,
                            "",
                            "Bucket of the tables. The default is the bucket of the storage.")
                    .withKey("storage.r2.bucket"),
            core(
                    "R2_API_TOKEN",
                    null,
                    Kind.SECRET,
                    "",
                    "API token that may write R2 Data Catalog and the objects of the bucket."),
            core("S3_TABLES_ARN", "iceberg.s3_tables_arn", Kind.TEXT, "", "ARN of the table bucket, for `s3tables`."),
            core(
                            "NAMESPACE",
                            "iceberg.namespace",
                            Kind.TEXT,
                            "otel",
                            "Namespace of the tables. Letters, digits and underscores, at most 64.")
                    .withKey("writer.namespace"),
            core(
                    "TABLE_PREFIX",
                    "iceberg.table_prefix",
                    Kind.TEXT,
                    "",
                    "Prefix of the table names. Letters, digits and underscores, at most 64."),
            core(
                    "COMMIT_INTERVAL_SECS",
                    "iceberg.commit_interval_secs",
                    Kind.NUMBER,
                    "10",
                    "Seconds between two commits to a table, from 3 to 3600."),
            core(
                    "RECOVER_LOST_MANIFEST_LISTS",
                    "iceberg.recover_lost_manifest_lists",
                    Kind.FLAG,
                    "false",
                    "`true`: a table whose current manifest list is lost continues from the last readable"
                            + " snapshot."),
            own(
                    "STORAGE_BACKEND",
                    "storage.backend",
                    "--storage",
                    Kind.TEXT,
                    "",
                    "`fs`: files on disk. `s3`: S3 or a compatible store. `r2`: Cloudflare R2. Without it: `s3` if"
                            + " `OTLP2PARQUET_S3_BUCKET` is set, `r2` if `OTLP2PARQUET_R2_ACCOUNT_ID` and"
                            + " `OTLP2PARQUET_R2_BUCKET_NAME` are, else `fs`."),
            own(
                            "STORAGE_PATH",
                            "storage.path",
                            "--storage-path",
                            Kind.TEXT,
                            "",
                            "For `fs`: directory of the files. The default is `bucket` in the data directory.")
                    .withKey("storage.fs.path"),
            core("S3_BUCKET", "storage.bucket", Kind.TEXT, "", "Bucket for `s3` and `r2`.")
                    .withKey("storage.s3.bucket"),
            core(
                            "S3_REGION",
                            "storage.region",
                            Kind.TEXT,
                            "",
                            "Region of the bucket. The default is `AWS_REGION` or `AWS_DEFAULT_REGION`, with an endpoint"
                                    + " `us-east-1`, and `auto` for `r2`.")
                    .withKey("storage.s3.region"),
            core(
                            "S3_ENDPOINT",
                            "storage.endpoint",
                            Kind.TEXT,
                            "",
                            "Address of a store that is compatible with S3, such as `http://127.0.0.1:9000`. Not needed"
                                    + " for AWS; for `r2` only in a jurisdiction.")
                    .withKey("storage.s3.endpoint"),
            core(
                    "S3_FORCE_PATH_STYLE",
                    "storage.force_path_style",
                    Kind.FLAG,
                    "",
                    "`true`: the bucket is in the path of the address, `false`: in its host name. The default is"
                            + " `true` with an endpoint and for `r2`, else `false`."),
            core(
                    "S3_ACCESS_KEY_ID",
                    null,
                    Kind.SECRET,
                    "",
                    "Access key for `s3` and `r2`. Without it, `s3` uses the credentials that the AWS SDKs find:"
                            + " environment, profile, web identity, container, instance."),
            core("S3_SECRET_ACCESS_KEY", null, Kind.SECRET, "", "Secret key of the access key."),
            core("S3_SESSION_TOKEN", null, Kind.SECRET, "", "Session token of a temporary access key."));

    private SettingList() {}

    private static Setting own(String name, String key, String flag, Kind kind, String fallback, String help) {
        return new Setting(Setting.PREFIX + name, keys(key), flag, kind, false, fallback, help);
    }

    private static Setting core(String name, String key, Kind kind, String fallback, String help) {
        return new Setting(Setting.PREFIX + name, keys(key), null, kind, true, fallback, help);
    }

    private static List<String> keys(String key) {
        return key == null ? List.of() : List.of(key);
    }
}
