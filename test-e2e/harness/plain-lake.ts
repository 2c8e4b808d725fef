import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Bucket, mirror } from "../../scripts/lib/bucket.ts";
import { Lake } from "../../scripts/lib/lake.ts";

/** Runs `look` with DuckDB over a copy of a bucket's plain files, which is deleted afterwards. */
export async function withLakeOf<T>(bucket: Bucket, look: (lake: Lake) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), "otlp2parquet-e2e-"));
  try {
    const lake = await Lake.open(await mirror(bucket, directory));
    try {
      return await look(lake);
    } finally {
      lake.close();
    }
  } finally {
    await rm(directory, { recursive: true });
  }
}
