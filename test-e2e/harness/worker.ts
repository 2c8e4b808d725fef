/** The built Worker, running in workerd with a bucket of its own. */

import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTestHarness, type TestHarness } from "wrangler";
import { mirror, type R2Reader, r2Bucket } from "../../scripts/lib/bucket.ts";
import { Lake } from "../../scripts/lib/lake.ts";
import { BUNDLES, type Bundle } from "./bundles.ts";

export type Signal = "logs" | "traces" | "metrics";

/** The token that every Worker started here accepts, unless `secrets` says otherwise. */
export const TOKEN = "e2e-token";

export interface StartOptions {
  readonly bundle?: Bundle;
  readonly vars?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
}

/** What registers the end of a resource's life: a test, or a suite. */
interface Scope {
  after(close: () => Promise<void>): void;
}

export interface PostOptions {
  readonly contentType?: string;
  readonly encoding?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface LogLine {
  readonly level: string;
  readonly message: string;
}

export class RunningWorker {
  readonly url: URL;
  readonly #harness: TestHarness;

  constructor(harness: TestHarness, url: URL) {
    this.#harness = harness;
    this.url = url;
  }

  /** POSTs a body with the token; strings are sent as JSON, bytes as protobuf, unless `contentType` says otherwise. */
  post(signal: Signal, body: string | Uint8Array, options: PostOptions = {}): Promise<Response> {
    return fetch(new URL(`/v1/${signal}`, this.url), {
      method: "POST",
      headers: {
        authorization: `Bearer ${TOKEN}`,
        "content-type":
          options.contentType ?? (typeof body === "string" ? "application/json" : "application/x-protobuf"),
        ...(options.encoding === undefined ? {} : { "content-encoding": options.encoding }),
        ...options.headers,
      },
      body: body as string | Uint8Array<ArrayBuffer>,
    });
  }

  async bucket(): Promise<R2Reader> {
    return ((await this.#harness.getWorker().getEnv()) as { BUCKET: R2Reader }).BUCKET;
  }

  /** The keys of all objects, sorted. */
  async keys(): Promise<string[]> {
    return (await r2Bucket(await this.bucket()).list()).map((object) => object.key).sort();
  }

  /** The bytes of every object by its key. */
  async stored(): Promise<Map<string, Uint8Array>> {
    const bucket = r2Bucket(await this.bucket());
    const contents = new Map<string, Uint8Array>();
    for (const { key } of await bucket.list()) contents.set(key, await bucket.get(key));
    return contents;
  }

  /** Runs `look` with DuckDB over what the bucket holds now. */
  async withLake<T>(look: (lake: Lake) => Promise<T>): Promise<T> {
    const directory = await mkdtemp(join(tmpdir(), "otlp2parquet-e2e-"));
    const lake = await Lake.open(await mirror(r2Bucket(await this.bucket()), directory));
    try {
      return await look(lake);
    } finally {
      lake.close();
      await rm(directory, { recursive: true });
    }
  }

  /** What the Worker has logged since it started. */
  logs(): LogLine[] {
    return this.#harness.getLogs();
  }

  clearLogs(): void {
    this.#harness.clearLogs();
  }
}

/** Starts a Worker that ends with the scope. */
export async function startWorker(scope: Scope, options: StartOptions = {}): Promise<RunningWorker> {
  const { config, output } = BUNDLES[options.bundle ?? "worker"];
  if (!existsSync(output)) {
    throw new Error(`${output} is missing: run scripts/test e2e, which builds it`);
  }
  const harness = createTestHarness({
    workers: [
      {
        configPath: config,
        prebuiltWorkerDir: output,
        vars: { ...options.vars },
        secrets: { OTLP2PARQUET_AUTH_TOKEN: TOKEN, ...options.secrets },
      },
    ],
  });
  const { url } = await harness.listen();
  scope.after(() => harness.close());
  return new RunningWorker(harness, url);
}
