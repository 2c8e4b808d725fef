/** What wrangler.toml binds. Variables and secrets come beside it, by names that only Java knows. */
export interface Env {
  /** Where the Parquet files go. Absent when nobody bound a bucket: that is reported, not assumed away. */
  readonly BUCKET?: R2Bucket;
}
