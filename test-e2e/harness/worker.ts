/** The built Worker, running in workerd with a bucket of its own. */

// Wrangler would tell of every start that it cannot ask Cloudflare for a sample of Request.cf, and of experimental settings.
process.env["WRANGLER_LOG"] ??= "error";
process.env["WRANGLER_SEND_METRICS"] ??= "false";

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { after, before, type TestContext } from "node:test";
import { setTimeout as later } from "node:timers/promises";
import { createTestHarness, type TestHarness } from "wrangler";
import { type R2Reader, r2Bucket } from "../../scripts/lib/bucket.ts";
import type { Lake } from "../../scripts/lib/lake.ts";
import { BUNDLES, type Bundle } from "./bundles.ts";
import { withLakeOf } from "./plain-lake.ts";
import { ServerTarget } from "./server-target.ts";
import { TOKEN } from "./token.ts";

export type Signal = "logs" | "traces" | "metrics";

export { TOKEN };

export interface StartOptions {
  readonly bundle?: Bundle;
  readonly vars?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
}

export interface PostOptions {
  readonly contentType?: string;
  readonly encoding?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the tests need of an R2 binding. */
export interface TestBucket extends R2Reader {
  delete(key: string): Promise<void>;
}

export interface LogLine {
  readonly level: string;
  readonly message: string;
}

/** Whether the tests run against the JVM server instead: `O2P_TARGET=server`. For tests that need nothing of Cloudflare. */
export const ON_SERVER = process.env["O2P_TARGET"] === "server";

export class TestWorker {
  readonly #target: TestHarness | ServerTarget;
  #url: URL | undefined;

  constructor(options: StartOptions = {}) {
    // Most tests look for the objects of a request when it is answered.
    const variables = { OTLP2PARQUET_BATCHING_ENABLED: "false", ...options.vars };
    const secrets = { OTLP2PARQUET_AUTH_TOKEN: TOKEN, ...options.secrets };
    this.#target = ON_SERVER
      ? new ServerTarget({ ...variables, ...secrets })
      : TestWorker.#harnessOf(options, variables, secrets);
  }

  static #harnessOf(options: StartOptions, vars: Record<string, string>, secrets: Record<string, string>): TestHarness {
    const { config, output } = BUNDLES[options.bundle ?? "worker"];
    if (!existsSync(output)) {
      throw new Error(`${output} is missing: \`scripts/test e2e\` builds it`);
    }
    return createTestHarness({ workers: [{ configPath: config, prebuiltWorkerDir: output, vars, secrets }] });
  }

  /** What only a Worker has. */
  get #harness(): TestHarness {
    if (this.#target instanceof ServerTarget) throw new Error("this test needs a Worker");
    return this.#target;
  }

  async start(): Promise<void> {
    this.#url = (await this.#target.listen()).url;
  }

  async close(): Promise<void> {
    await this.#target.close();
  }

  get url(): URL {
    if (this.#url === undefined) throw new Error("the worker has not been started");
    return this.#url;
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

  /** As {@link post}; the answer must be 200. */
  async accept(signal: Signal, body: string | Uint8Array, options: PostOptions = {}): Promise<void> {
    const answer = await this.post(signal, body, options);
    assert.equal(answer.status, 200, await answer.text());
  }

  /** Sends an operator's request, with the token. */
  operate(method: string, path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return fetch(new URL(path, this.url), { method, headers: { authorization: `Bearer ${TOKEN}`, ...headers } });
  }

  /** The JSON that an operator's GET of `path` is answered with. */
  async json<T>(path: string): Promise<T> {
    return (await (await this.operate("GET", path)).json()) as T;
  }

  /** Has everything stored and committed that was acknowledged so far. `headers` beside the token. */
  flush(headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return this.operate("POST", "/flush", headers);
  }

  /** Has the platform drop a durable object from memory, as it does with one at rest: as soon as it is there; what runs in it ends first. */
  async evict(binding: "BUFFER" | "COMMITTER", name: string): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#harness.getWorker().evictDurableObject(binding, { name });
      } catch (error) {
        if (!(error instanceof Error && error.message.includes("not currently running")) || attempt === 500)
          throw error;
        await later(10);
      }
    }
  }

  /** The very bucket that the Worker stores to. */
  async bucket(): Promise<TestBucket> {
    if (this.#target instanceof ServerTarget) return this.#target.bucket();
    return ((await this.#harness.getWorker().getEnv()) as { BUCKET: TestBucket }).BUCKET;
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

  async empty(): Promise<void> {
    const bucket = await this.bucket();
    for (const key of await this.keys()) await bucket.delete(key);
  }

  /** Runs `look` with DuckDB over what the bucket holds now. */
  async withLake<T>(look: (lake: Lake) => Promise<T>): Promise<T> {
    return withLakeOf(r2Bucket(await this.bucket()), look);
  }

  /** What it has logged since it started. */
  logs(): LogLine[] {
    return this.#target.getLogs();
  }

  clearLogs(): void {
    this.#target.clearLogs();
  }
}

/** A Worker that lives as long as the suite in whose body this is called. */
export function suiteWorker(options: StartOptions = {}): TestWorker {
  const worker = new TestWorker(options);
  before(() => worker.start());
  after(() => worker.close());
  return worker;
}

/** A Worker that lives as long as a test. */
export async function startWorker(test: TestContext, options: StartOptions = {}): Promise<TestWorker> {
  const worker = new TestWorker(options);
  test.after(() => worker.close());
  await worker.start();
  return worker;
}
