/** The catalog of `scripts/dev --catalog`: Iceberg's own REST catalog (test-e2e/catalog-harness) with its tables in the local bucket. */

import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { localS3Endpoint } from "./bucket.ts";
import { type LocalBucket, ROOT } from "./local-bucket.ts";
import { CATALOG_TOKEN, catalogUri, warehouse } from "./local-catalog.ts";

const MODULE = join(ROOT, "test-e2e/catalog-harness/target");

export interface CatalogOptions {
  readonly port: string;
  /** The dev server, whose S3 endpoint the catalog writes tables' metadata to. It need not run yet. */
  readonly server: URL;
  /** The directory of the local bucket: the catalog remembers its tables beside it. */
  readonly state: string;
  readonly bucket: LocalBucket;
}

/** Starts the catalog as a process group of its own. It prints `READY` and its URI when it can be asked. */
export function startCatalog({ port, server, state, bucket }: CatalogOptions): ChildProcess {
  const directory = resolve(state, "catalog");
  mkdirSync(directory, { recursive: true });
  const classPath = `${MODULE}/classes:${readFileSync(`${MODULE}/class-path`, "utf8").trim()}`;
  return spawn("java", ["-Xmx512m", "-cp", classPath, "dev.otlp2parquet.catalog.CatalogServer"], {
    env: {
      ...process.env,
      CATALOG_PORT: port,
      CATALOG_BUCKET: bucket.name,
      CATALOG_TOKEN,
      CATALOG_DATABASE: join(directory, "tables.sqlite"),
      CATALOG_S3_ENDPOINT: localS3Endpoint(server).href,
      AWS_ACCESS_KEY_ID: bucket.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: bucket.credentials.secretAccessKey,
      // The SDK would send its checksum as a trailer, which the local S3 endpoint stores as data.
      AWS_REQUEST_CHECKSUM_CALCULATION: "WHEN_REQUIRED",
    },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
}

/** The variables by which the Worker finds the catalog, as options of `wrangler dev`. */
export function catalogVariables({ port, bucket }: CatalogOptions): string[] {
  const variables = {
    OTLP2PARQUET_CATALOG_MODE: "rest",
    OTLP2PARQUET_CATALOG_URI: catalogUri(port, bucket.name),
    OTLP2PARQUET_CATALOG_WAREHOUSE: warehouse(bucket.name),
    OTLP2PARQUET_CATALOG_TOKEN: CATALOG_TOKEN,
    OTLP2PARQUET_R2_BUCKET_NAME: bucket.name,
  };
  return Object.entries(variables).flatMap(([name, value]) => ["--var", `${name}:${value}`]);
}
