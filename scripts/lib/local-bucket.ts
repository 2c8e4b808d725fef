import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse as parseToml } from "smol-toml";
import type { S3Credentials } from "./bucket.ts";
import { Complaint } from "./complaint.ts";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export interface LocalBucket {
  readonly binding: string;
  readonly name: string;
  /** Of the S3 endpoint that the dev server has of it. */
  readonly credentials: S3Credentials;
}

/** The Worker's bucket as wrangler.toml declares it. */
export async function localBucket(): Promise<LocalBucket> {
  const config = parseToml(await readFile(join(ROOT, "wrangler.toml"), "utf8")) as {
    r2_buckets?: {
      binding: string;
      bucket_name: string;
      local_dev?: { experimental_s3_credentials?: S3Credentials };
    }[];
  };
  const bucket = config.r2_buckets?.[0];
  const credentials = bucket?.local_dev?.experimental_s3_credentials;
  if (bucket === undefined || credentials === undefined) {
    throw new Complaint("wrangler.toml declares no R2 bucket with local_dev.experimental_s3_credentials to read from");
  }
  return { binding: bucket.binding, name: bucket.bucket_name, credentials };
}
