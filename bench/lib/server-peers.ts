/** Whole servers: OTLP over HTTP in, Parquet files stored. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createTestHarness, type TestHarness } from "wrangler";
import { type R2Reader, r2Bucket } from "../../scripts/lib/bucket.ts";
import { freePort } from "../../scripts/lib/free-port.ts";
import { tableOf } from "../../scripts/lib/lake.ts";
import { descendants, Processes } from "../../scripts/lib/processes.ts";
import type { Format, OtlpSignal, OutputFile } from "../workers/wire.ts";

const TOKEN = "bench";

export abstract class ServerPeer {
  abstract readonly processes: Processes;
  protected abstract readonly url: URL;

  async post(signal: OtlpSignal, format: Format, body: Uint8Array): Promise<void> {
    const response = await fetch(new URL(`/v1/${signal}`, this.url), {
      method: "POST",
      headers: {
        authorization: `Bearer ${TOKEN}`,
        "content-type": format === "json" ? "application/json" : "application/x-protobuf",
      },
      body: body as Uint8Array<ArrayBuffer>,
    });
    const answer = await response.text();
    if (response.status !== 200) throw new Error(`${response.status} ${answer}`);
  }

  /** Everything that is stored. */
  abstract files(): Promise<OutputFile[]>;

  abstract empty(): Promise<void>;

  abstract close(): Promise<void>;
}

interface TestBucket extends R2Reader {
  delete(keys: string[]): Promise<void>;
}

/** The very Worker that is deployed, in workerd with the simulator of R2. */
export class WorkerServer extends ServerPeer {
  readonly processes: Processes;
  protected readonly url: URL;
  readonly #harness: TestHarness;

  private constructor(harness: TestHarness, url: URL, processes: Processes) {
    super();
    this.#harness = harness;
    this.url = url;
    this.processes = processes;
  }

  /** Every request stored by itself, as the peer does. */
  static async start(): Promise<WorkerServer> {
    const before = new Set(descendants("workerd"));
    const configPath = fileURLToPath(new URL("../../wrangler.toml", import.meta.url));
    const vars = { OTLP2PARQUET_BATCHING_ENABLED: "false", OTLP2PARQUET_LOG_LEVEL: "warn" };
    const secrets = { OTLP2PARQUET_AUTH_TOKEN: TOKEN };
    const harness = createTestHarness({ workers: [{ configPath, vars, secrets }] });
    const { url } = await harness.listen();
    return new WorkerServer(harness, url, new Processes(descendants("workerd").filter((pid) => !before.has(pid))));
  }

  async close(): Promise<void> {
    await this.#harness.close();
  }

  async files(): Promise<OutputFile[]> {
    const bucket = r2Bucket(await this.#bucket());
    const files: OutputFile[] = [];
    for (const { key } of await bucket.list()) {
      files.push({ table: tableOf(key) ?? key, bytes: await bucket.get(key) });
    }
    return files;
  }

  async empty(): Promise<void> {
    const bucket = await this.#bucket();
    const keys = (await r2Bucket(bucket).list()).map((object) => object.key);
    for (let from = 0; from < keys.length; from += 1000) await bucket.delete(keys.slice(from, from + 1000));
  }

  async #bucket(): Promise<TestBucket> {
    return ((await this.#harness.getWorker().getEnv()) as { BUCKET: TestBucket }).BUCKET;
  }
}

/** The crate `otlp2parquet`, writing to a directory. */
export class RustServer extends ServerPeer {
  readonly processes: Processes;
  protected readonly url: URL;
  readonly #directory: string;
  readonly #child: ChildProcess;

  private constructor(directory: string, url: URL, child: ChildProcess) {
    super();
    this.#directory = directory;
    this.url = url;
    this.#child = child;
    this.processes = new Processes([child.pid as number]);
  }

  static async start(binary: string): Promise<RustServer> {
    const directory = await mkdtemp(join(tmpdir(), "otlp2parquet-rust-"));
    const address = `127.0.0.1:${await freePort()}`;
    const child = spawn(binary, [], {
      cwd: directory,
      stdio: ["ignore", "ignore", "inherit"],
      env: {
        ...process.env,
        OTLP2PARQUET_LISTEN_ADDR: address,
        OTLP2PARQUET_BATCHING_ENABLED: "false",
        OTLP2PARQUET_STORAGE_BACKEND: "fs",
        OTLP2PARQUET_STORAGE_PATH: join(directory, "data"),
        OTLP2PARQUET_LOG_LEVEL: "error",
      },
    });
    await once(child, "spawn");
    const server = new RustServer(directory, new URL(`http://${address}`), child);
    await server.#awaitReady();
    return server;
  }

  async close(): Promise<void> {
    const ended = once(this.#child, "exit");
    this.#child.kill();
    await ended;
    await rm(this.#directory, { recursive: true, force: true });
  }

  async files(): Promise<OutputFile[]> {
    const root = join(this.#directory, "data");
    const files: OutputFile[] = [];
    for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      const table = tableOf(path.slice(root.length + 1)) ?? path;
      files.push({ table, bytes: new Uint8Array(await readFile(path)) });
    }
    return files;
  }

  async empty(): Promise<void> {
    const root = join(this.#directory, "data");
    for (const entry of await readdir(root)) await rm(join(root, entry), { recursive: true });
  }

  async #awaitReady(): Promise<void> {
    for (let attempt = 0; attempt < 100; attempt++) {
      if (
        await fetch(new URL("/health", this.url)).then(
          () => true,
          () => false,
        )
      )
        return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error("the native Rust server does not answer; what it printed is above");
  }
}
