/** `wrangler dev` over storage that outlives the process, which can be killed as a power cut would. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as later } from "node:timers/promises";
import { parse } from "smol-toml";
import { devServerBucket } from "../../scripts/lib/bucket.ts";
import { descendants, Processes } from "../../scripts/lib/processes.ts";
import { BUNDLES, type Bundle, ROOT } from "./bundles.ts";
import { BUCKET_NAME, CATALOG_TOKEN, S3_CREDENTIALS, WAREHOUSE } from "./catalog.ts";
import { type Signal, TOKEN } from "./worker.ts";

const START_LIMIT_MS = 120_000;

export class PersistentWorker {
  readonly url: URL;
  readonly #state: string;
  readonly #vars: Readonly<Record<string, string>>;
  readonly #inspectorPort: number | undefined;
  #child: ChildProcess | undefined;
  #output = "";

  private constructor(
    port: number,
    state: string,
    vars: Readonly<Record<string, string>>,
    inspectorPort: number | undefined,
  ) {
    this.url = new URL(`http://127.0.0.1:${port}`);
    this.#state = state;
    this.#vars = vars;
    this.#inspectorPort = inspectorPort;
  }

  static async create(
    port: number,
    catalogUri: string,
    vars: Readonly<Record<string, string>>,
    inspectorPort?: number,
    bundle: Bundle = "worker",
  ): Promise<PersistentWorker> {
    const state = await mkdtemp(join(tmpdir(), "otlp2parquet-crash-"));
    await writeFile(join(state, "wrangler.json"), JSON.stringify(await prebuilt(bundle)));
    const all = {
      OTLP2PARQUET_AUTH_TOKEN: TOKEN,
      OTLP2PARQUET_CATALOG_MODE: "rest",
      OTLP2PARQUET_CATALOG_URI: catalogUri,
      OTLP2PARQUET_CATALOG_WAREHOUSE: WAREHOUSE,
      OTLP2PARQUET_CATALOG_TOKEN: CATALOG_TOKEN,
      OTLP2PARQUET_R2_BUCKET_NAME: BUCKET_NAME,
      ...vars,
    };
    return new PersistentWorker(port, state, all, inspectorPort);
  }

  /** Returns when it answers; `more` variables are for this life of it. */
  async start(more: Readonly<Record<string, string>> = {}): Promise<void> {
    const child = spawn(
      process.execPath,
      [
        join(ROOT, "node_modules/wrangler/bin/wrangler.js"),
        ...["dev", "--config", join(this.#state, "wrangler.json"), "--ip", "127.0.0.1", "--port", this.url.port],
        ...["--persist-to", this.#state, "--show-interactive-dev-session=false"],
        ...(this.#inspectorPort === undefined ? [] : ["--inspector-port", String(this.#inspectorPort)]),
        ...Object.entries({ ...this.#vars, ...more }).flatMap(([name, value]) => ["--var", `${name}:${value}`]),
      ],
      {
        cwd: ROOT,
        env: { ...process.env, WRANGLER_SEND_METRICS: "false" },
        stdio: ["ignore", "pipe", "pipe"],
        // A group of its own, which dies as a whole: wrangler, and workerd under it.
        detached: true,
      },
    );
    this.#child = child;
    this.#output = "";
    const collect = (text: string): void => {
      this.#output = `${this.#output}${text}`.slice(-10_000);
    };
    child.stdout?.setEncoding("utf8").on("data", collect);
    child.stderr?.setEncoding("utf8").on("data", collect);
    const deadline = Date.now() + START_LIMIT_MS;
    while (Date.now() < deadline && child.exitCode === null) {
      const health = await fetch(new URL("/health", this.url), { signal: AbortSignal.timeout(5_000) }).catch(
        () => undefined,
      );
      await health?.body?.cancel();
      if (health?.ok) return;
      await later(100);
    }
    throw new Error(`wrangler dev does not answer at ${this.url}:\n${this.#output}`);
  }

  /** What it has printed last since it was started. */
  get output(): string {
    return this.#output;
  }

  /** The most memory that its workerd has had since it was started: heap, array buffers, and all of workerd itself. 0 where /proc is missing. */
  peakResidentBytes(): number {
    if (!existsSync("/proc/self/status")) return 0;
    const pids = descendants("workerd");
    return pids.length === 0 ? 0 : new Processes(pids).memory().peakBytes;
  }

  /** Kills every process of it at once. */
  async crash(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child?.pid === undefined || child.exitCode !== null) return;
    const exit = once(child, "exit");
    process.kill(-child.pid, "SIGKILL");
    await exit;
  }

  /** Ends it and removes what it has stored. */
  async remove(): Promise<void> {
    await this.crash();
    await rm(this.#state, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  post(signal: Signal, body: string): Promise<Response> {
    return fetch(new URL(`/v1/${signal}`, this.url), {
      method: "POST",
      headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
      body,
    });
  }

  flush(): Promise<Response> {
    return fetch(new URL("/flush", this.url), { method: "POST", headers: { authorization: `Bearer ${TOKEN}` } });
  }

  async keys(): Promise<string[]> {
    const objects = await devServerBucket(this.url, BUCKET_NAME, S3_CREDENTIALS).list();
    return objects.map(({ key }) => key);
  }
}

/** A bundle's wrangler.toml for what `wrangler deploy --dry-run` has made of it: nothing is built when it starts. */
async function prebuilt(bundle: Bundle): Promise<object> {
  const { config, output } = BUNDLES[bundle];
  const settings = parse(await readFile(config, "utf8"));
  delete settings["build"];
  return {
    ...settings,
    main: join(output, "index.js"),
    base_dir: output,
    no_bundle: true,
    find_additional_modules: true,
    rules: [{ type: "CompiledWasm", globs: ["**/*.wasm"] }],
  };
}
