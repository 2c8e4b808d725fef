/** The REST catalog: Iceberg's own server code as a process, its tables in the bucket of a Worker under test. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { localS3Endpoint } from "../../scripts/lib/bucket.ts";
import { freePort } from "../../scripts/lib/free-port.ts";
import { classPath } from "./lines.ts";

/** wrangler.toml's. */
export const BUCKET_NAME = "otlp2parquet";
export const S3_CREDENTIALS = { accessKeyId: "local", secretAccessKey: "local-development-only" };

export const CATALOG_TOKEN = "e2e-catalog-token";
export const WAREHOUSE = `acct0123_${BUCKET_NAME}`;
export const NAMESPACE = "otel";

/** What a commit can meet: test-e2e/catalog-harness, Fault. */
export type Fault =
  | "CONFLICT_BEFORE"
  | "CONFLICT_AFTER"
  | "ERROR_BEFORE"
  | "UNAVAILABLE_BEFORE"
  | "UNAVAILABLE_AFTER"
  | "RESET_BEFORE"
  | "RESET_AFTER"
  | "HANG_BEFORE"
  | "HANG_AFTER"
  | "THROTTLED"
  | "CONCURRENT_UPDATE_BEFORE"
  | "CONCURRENT_UPDATE_AFTER"
  | "UNAUTHORIZED"
  | "FORBIDDEN";

/** A place in the network for a catalog, where it can be started and stopped. */
export class CatalogProcess {
  readonly #port: number;
  /** What the catalog knows is in a file here, so that it can be stopped and started again. */
  readonly #directory: string;
  #child: ChildProcess | undefined;

  private constructor(port: number, directory: string) {
    this.#port = port;
    this.#directory = directory;
  }

  /** Nothing listens yet, but the URI is fixed: the Worker is told of it before its bucket is there. */
  static async reserve(): Promise<CatalogProcess> {
    return new CatalogProcess(await freePort(), await mkdtemp(join(tmpdir(), "otlp2parquet-catalog-")));
  }

  get uri(): string {
    return `http://127.0.0.1:${this.#port}/acct0123/${BUCKET_NAME}`;
  }

  /** Starts it over the bucket of the Worker that listens at `worker`, with the tables that it had when it was stopped. */
  async start(worker: URL): Promise<void> {
    const child = spawn(
      "java",
      ["-Xmx512m", "-cp", await classPath("test-e2e/catalog-harness"), "dev.otlp2parquet.catalog.CatalogServer"],
      {
        env: {
          ...process.env,
          CATALOG_PORT: String(this.#port),
          CATALOG_BUCKET: BUCKET_NAME,
          CATALOG_TOKEN,
          CATALOG_DATABASE: join(this.#directory, "tables.sqlite"),
          CATALOG_S3_ENDPOINT: localS3Endpoint(worker).href,
          AWS_ACCESS_KEY_ID: S3_CREDENTIALS.accessKeyId,
          AWS_SECRET_ACCESS_KEY: S3_CREDENTIALS.secretAccessKey,
          // The SDK would send its checksum as a trailer, which the local S3 endpoint stores as data.
          AWS_REQUEST_CHECKSUM_CALCULATION: "WHEN_REQUIRED",
        },
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    this.#child = child;
    for await (const line of createInterface({ input: child.stdout })) {
      if (line.startsWith("READY ")) return;
    }
    throw new Error(`the catalog has ended before it was ready (${child.signalCode ?? child.exitCode})`);
  }

  /** Ends it, and forgets its tables. */
  async close(): Promise<void> {
    await this.stop();
    await rm(this.#directory, { recursive: true, force: true });
  }

  /** Kills it; it can be started again. */
  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  }

  /** The next commits meet these, one each. */
  async inject(...faults: Fault[]): Promise<void> {
    const query = faults.map((fault) => `f=${fault}`).join("&");
    await this.#control("POST", `faults?${query}`);
  }

  /** Requests and commits, among them, that have arrived since it was started. */
  async counts(): Promise<{ readonly requests: number; readonly commits: number }> {
    return (await (await this.#control("GET", "counts")).json()) as { requests: number; commits: number };
  }

  async #control(method: string, path: string): Promise<Response> {
    const response = await fetch(`http://127.0.0.1:${this.#port}/__${path}`, { method });
    if (!response.ok) throw new Error(`the catalog answered ${response.status} to ${path}`);
    return response;
  }
}
