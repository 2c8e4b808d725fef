/** What wrangler.toml binds. Variables and secrets stand beside it, under names that only Java knows. */
export interface Env {
  /** Where the Parquet files go. Absent when no bucket is bound: that is reported, not assumed away. */
  readonly BUCKET?: R2Bucket;
  /** The durable objects. Absent when they are not bound: then requests cannot be gathered, and Java says so. */
  readonly BUFFER?: DurableObjectNamespace<MessageObject>;
  readonly COMMITTER?: DurableObjectNamespace<MessageObject>;
}

/** A durable object as its callers see it: it answers messages. What they mean is Java's concern. */
export interface MessageObject extends Rpc.DurableObjectBranded {
  call(message: Uint8Array): Promise<Uint8Array>;
}
