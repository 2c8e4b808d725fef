/**
 * A bundle in workerd itself, without the proxy that `wrangler dev` and its test harness put before it: that proxy keeps from the Worker that a client
 * has hung up. There is no bucket, so nothing can be flushed.
 */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { setTimeout as later } from "node:timers/promises";
import { parse } from "smol-toml";
import { freePort } from "../../scripts/lib/free-port.ts";
import { BUNDLES, type Bundle, ROOT } from "./bundles.ts";
import { type Signal, TOKEN } from "./worker.ts";

const START_LIMIT_MS = 60_000;

interface Settings {
  readonly compatibility_date: string;
  readonly compatibility_flags: readonly string[];
  readonly durable_objects: {
    readonly bindings: ReadonlyArray<{ readonly name: string; readonly class_name: string }>;
  };
}

export class RawWorker {
  readonly url: URL;
  readonly #directory: string;
  #child: ChildProcess | undefined;
  #output = "";

  private constructor(port: number, directory: string) {
    this.url = new URL(`http://127.0.0.1:${port}`);
    this.#directory = directory;
  }

  /** A Worker that lives as long as a test. */
  static async start(test: TestContext, bundle: Bundle, vars: Readonly<Record<string, string>>): Promise<RawWorker> {
    const port = await freePort();
    const directory = await mkdtemp(join(tmpdir(), "otlp2parquet-workerd-"));
    await mkdir(join(directory, "objects"));
    const { config, output } = BUNDLES[bundle];
    await cp(output, directory, { recursive: true });
    const wasm = (await readdir(output)).find((name) => name.endsWith(".wasm")) ?? "";
    const settings = parse(await readFile(config, "utf8")) as unknown as Settings;
    await writeFile(join(directory, "config.capnp"), configuration(port, directory, wasm, settings, vars));
    const worker = new RawWorker(port, directory);
    test.after(() => worker.#end());
    await worker.restart();
    return worker;
  }

  /** Starts it over what it has stored before. */
  async restart(): Promise<void> {
    const workerd = join(ROOT, "node_modules/workerd/bin/workerd");
    const configuration = join(this.#directory, "config.capnp");
    const child = spawn(workerd, ["serve", configuration], { stdio: ["ignore", "pipe", "pipe"] });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        this.#output += text;
      });
    }
    const deadline = Date.now() + START_LIMIT_MS;
    while (Date.now() < deadline && child.exitCode === null) {
      const health = await fetch(new URL("/health", this.url)).catch(() => undefined);
      await health?.body?.cancel();
      if (health?.ok) return;
      await later(50);
    }
    throw new Error(`workerd does not answer at ${this.url}:\n${this.output}`);
  }

  /** Kills it as a power cut would. */
  async crash(): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, "exit");
    child.kill("SIGKILL");
    await exit;
  }

  /** What it has printed since it was started first: the log lines of the Worker. */
  get output(): string {
    return this.#output;
  }

  post(signal: Signal, body: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return fetch(new URL(`/v1/${signal}`, this.url), {
      method: "POST",
      headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json", ...headers },
      body,
    });
  }

  /** Sends a whole request over a new connection, and gives the connection: its answer is not read. */
  async send(signal: Signal, body: string): Promise<Socket> {
    const socket = connect(Number(this.url.port), this.url.hostname);
    await once(socket, "connect");
    const head = [
      `POST /v1/${signal} HTTP/1.1`,
      `host: ${this.url.host}`,
      `authorization: Bearer ${TOKEN}`,
      "content-type: application/json",
      `content-length: ${Buffer.byteLength(body)}`,
    ];
    socket.write(`${head.join("\r\n")}\r\n\r\n${body}`);
    return socket;
  }

  async json<T>(path: string, body?: unknown): Promise<T> {
    const response = await fetch(new URL(path, this.url), {
      headers: { authorization: `Bearer ${TOKEN}` },
      ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
    });
    return (await response.json()) as T;
  }

  async #end(): Promise<void> {
    await this.crash();
    await rm(this.#directory, { recursive: true, force: true });
  }
}

/** In workerd's own language: https://github.com/cloudflare/workerd/blob/main/src/workerd/server/workerd.capnp */
function configuration(
  port: number,
  directory: string,
  wasm: string,
  { compatibility_date, compatibility_flags, durable_objects }: Settings,
  vars: Readonly<Record<string, string>>,
): string {
  const text = JSON.stringify;
  const objects = durable_objects.bindings;
  const bindings = [
    ...objects.map(({ name, class_name }) => `(name = ${text(name)}, durableObjectNamespace = ${text(class_name)})`),
    ...Object.entries({ OTLP2PARQUET_AUTH_TOKEN: TOKEN, ...vars }).map(
      ([name, value]) => `(name = ${text(name)}, text = ${text(value)})`,
    ),
  ];
  const namespaces = objects.map(
    ({ class_name }) => `(className = ${text(class_name)}, uniqueKey = ${text(class_name)}, enableSql = true)`,
  );
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .main),
    (name = "objects", disk = (path = ${text(join(directory, "objects"))}, writable = true)),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
const main :Workerd.Worker = (
  modules = [
    (name = "index.js", esModule = embed "index.js"),
    (name = ${text(wasm)}, wasm = embed ${text(wasm)}),
  ],
  compatibilityDate = ${text(compatibility_date)},
  compatibilityFlags = [${compatibility_flags.map((flag) => text(flag)).join(", ")}],
  bindings = [${bindings.join(", ")}],
  durableObjectNamespaces = [${namespaces.join(", ")}],
  durableObjectStorage = (localDisk = "objects"),
);
`;
}
