/** Where the catalog of `scripts/dev --catalog` is, for those that start it and those that ask it. */

export const DEFAULT_CATALOG_PORT = "8181";

/** Not a secret: the catalog listens on the loopback interface only. */
export const CATALOG_TOKEN = "local-development-token";

/** What the Worker's OTLP2PARQUET_NAMESPACE is unless it is set. */
export const NAMESPACE = "otel";

/** As `CatalogHarness.Settings.likeR2` has it. */
const ACCOUNT = "acct0123";

/** The base of the REST API. */
export function catalogUri(port: string, bucket: string): string {
  return `http://127.0.0.1:${port}/${ACCOUNT}/${bucket}`;
}

/** As R2 Data Catalog names the warehouse of a bucket. */
export function warehouse(bucket: string): string {
  return `${ACCOUNT}_${bucket}`;
}
