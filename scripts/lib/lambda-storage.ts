/** Where the function of `scripts/lambda local` stores its files, as its configuration says. */

/** Each of them names a bucket, a catalog or a place, by its present or earlier name. */
const PLACES = [
  "OTLP2PARQUET_S3_BUCKET",
  "OTLP2PARQUET_S3_ENDPOINT",
  "OTLP2PARQUET_S3_TABLES_ARN",
  "OTLP2PARQUET_ICEBERG_BUCKET_ARN",
  "OTLP2PARQUET_R2_ACCOUNT_ID",
  "OTLP2PARQUET_R2_BUCKET_NAME",
  "OTLP2PARQUET_R2_BUCKET",
  "OTLP2PARQUET_CATALOG_URI",
  "OTLP2PARQUET_ICEBERG_REST_URI",
  "OTLP2PARQUET_CATALOG_WAREHOUSE",
  "OTLP2PARQUET_ICEBERG_WAREHOUSE",
  "OTLP2PARQUET_CATALOG_DATA_LOCATION",
];

/**
 * Whether nothing says where the files go, so that a local bucket may be started. Never beside a catalog: a table of a real one must not have files
 * on this machine.
 */
export function needsBucket(environment: NodeJS.ProcessEnv): boolean {
  const value = (name: string) => (environment[name] ?? "").trim();
  const catalog =
    !/^(none)?$/i.test(value("OTLP2PARQUET_CATALOG_MODE")) || /^true$/i.test(value("OTLP2PARQUET_ICEBERG_ENABLED"));
  return !catalog && PLACES.every((name) => value(name) === "");
}
