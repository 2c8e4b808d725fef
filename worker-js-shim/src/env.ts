import type { OtlpBuffer, TableCommitter } from "./durable-objects.ts";

/** What wrangler.toml binds. Variables and secrets come beside it, by names that only Java knows. */
export interface Env {
  /** Where the Parquet files go. Absent when nobody bound a bucket: that is reported, not assumed away. */
  readonly BUCKET?: R2Bucket;
  /** The durable objects. Absent where they are not bound: then requests cannot be gathered, and Java says so. */
  readonly BUFFER?: DurableObjectNamespace<OtlpBuffer>;
  readonly COMMITTER?: DurableObjectNamespace<TableCommitter>;
}
