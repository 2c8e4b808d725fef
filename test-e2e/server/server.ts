/** The built server as a process of its own, with ports, a data directory and variables of the test. */

import assert from "node:assert/strict";
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import http from "node:http";
import https from "node:https";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { after, before, type TestContext } from "node:test";
import { setTimeout as later } from "node:timers/promises";
import { promisify } from "node:util";
import type { Bucket } from "../../scripts/lib/bucket.ts";
import { freePort } from "../../scripts/lib/free-port.ts";
import type { Lake } from "../../scripts/lib/lake.ts";
import { ROOT } from "../harness/bundles.ts";
import { withLakeOf } from "../harness/plain-lake.ts";
import type { Receiver } from "../harness/receiver.ts";
import { TOKEN } from "../harness/token.ts";

const MODULE = join(ROOT, "server-java/server/target");
const START_LIMIT_MS = 60_000;
const LOG_LIMIT_MS = 60_000;
/** As long as a stop may take, and some more. */
const STOP_LIMIT_MS = 90_000;

export interface ServerOptions {
  /** Beside those of addresses, directories and the token. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Both ports speak TLS with a certificate that is made for 127.0.0.1. */
  readonly tls?: boolean;
}

interface Place {
  readonly directory: string;
  readonly bucket: string;
  readonly url: URL;
  readonly grpcUrl: URL;
  readonly variables: Readonly<Record<string, string>>;
}

export interface LogLine {
  readonly level: string;
  readonly message: string;
  readonly [field: string]: unknown;
}

/** It keeps its ports and its data over all starts. */
export class TestServer implements Receiver {
  readonly #options: ServerOptions;
  #place: Place | undefined;
  #child: ChildProcess | undefined;
  #log = "";

  constructor(options: ServerOptions = {}) {
    this.#options = options;
  }

  get #prepared(): Place {
    if (this.#place === undefined) throw new Error("the server has not been started");
    return this.#place;
  }

  /** Of OTLP over HTTP and gRPC. */
  get url(): URL {
    return this.#prepared.url;
  }

  /** Of the second port, on which exporters expect gRPC. It takes HTTP as well. */
  get grpcUrl(): URL {
    return this.#prepared.grpcUrl;
  }

  /** PEM file for exporters to trust; undefined without TLS. */
  get certificate(): string | undefined {
    return this.#options.tls ? join(this.#prepared.directory, "certificate.pem") : undefined;
  }

  async #prepare(): Promise<Place> {
    const directory = await mkdtemp(join(tmpdir(), "otlp2parquet-server-"));
    const bucket = join(directory, "bucket");
    await mkdir(bucket);
    const [port, grpcPort] = [await freePort(), await freePort()];
    const scheme = this.#options.tls ? "https" : "http";
    return {
      directory,
      bucket,
      url: new URL(`${scheme}://127.0.0.1:${port}`),
      grpcUrl: new URL(`${scheme}://127.0.0.1:${grpcPort}`),
      variables: {
        OTLP2PARQUET_LISTEN_ADDR: `127.0.0.1:${port}`,
        OTLP2PARQUET_GRPC_LISTEN_ADDR: `127.0.0.1:${grpcPort}`,
        OTLP2PARQUET_DATA_DIR: join(directory, "data"),
        OTLP2PARQUET_STORAGE_PATH: bucket,
        OTLP2PARQUET_AUTH_TOKEN: TOKEN,
        ...(this.#options.tls ? await makeCertificate(directory) : {}),
        ...this.#options.variables,
      },
    };
  }

  /** Starts it and waits until it is ready. */
  async start(): Promise<void> {
    this.#place ??= await this.#prepare();
    const { directory, variables } = this.#place;
    const dependencies = await readFile(join(MODULE, "class-path.txt"), "utf8").catch(() => {
      throw new Error(`${MODULE}/class-path.txt is missing: \`scripts/test server\` builds it`);
    });
    const program = ["-cp", `${join(MODULE, "classes")}:${dependencies.trim()}`, "dev.otlp2parquet.server.cli.Main"];
    const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("OTLP2PARQUET_"));
    // As scripts/server starts it. A configuration file in the working directory would be read.
    const child = spawn("java", ["-XX:+UseSerialGC", "-Xmx512m", ...program, "serve"], {
      cwd: directory,
      env: { ...Object.fromEntries(inherited), ...variables },
      stdio: ["ignore", "ignore", "pipe"],
    });
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#log += text;
    });
    this.#child = child;
    const deadline = Date.now() + START_LIMIT_MS;
    while (!(await this.#isReady())) {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the server has ended:\n${this.#log}`);
      if (Date.now() > deadline) throw new Error(`the server is not ready:\n${this.#log}`);
      await later(50);
    }
  }

  async #isReady(): Promise<boolean> {
    // Node's fetch trusts no certificate of a test: over TLS the log tells.
    try {
      return (await this.request("GET", "/ready")) === 200;
    } catch {
      return false;
    }
  }

  /** Stops it as a service manager would, and answers its exit status. */
  async stop(): Promise<number | null> {
    return this.#end("SIGTERM");
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined) return null;
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const exit = once(child, "exit", { signal: AbortSignal.timeout(STOP_LIMIT_MS) });
    child.kill(signal);
    try {
      const [status] = await exit;
      return status;
    } catch (error) {
      child.kill("SIGKILL");
      throw new Error(`the server does not end:\n${this.#log}`, { cause: error });
    }
  }

  /** Ends it and deletes everything. */
  async remove(): Promise<void> {
    await this.kill();
    if (this.#place !== undefined) await rm(this.#place.directory, { recursive: true, force: true });
  }

  /** What it has logged since it was made; lines that are no JSON are left out. */
  logs(): LogLine[] {
    return this.#log
      .split("\n")
      .filter((line) => line.startsWith("{") && line.endsWith("}"))
      .map((line) => JSON.parse(line) as LogLine);
  }

  /** Waits until a line matches. */
  async logged(pattern: RegExp): Promise<void> {
    const deadline = Date.now() + LOG_LIMIT_MS;
    while (!pattern.test(this.#log)) {
      assert.ok(Date.now() < deadline, `${pattern} is not in the log:\n${this.#log}`);
      await later(50);
    }
  }

  /** Sends a request with the token and answers the status. Not by `fetch`, which cannot be told to trust a certificate. */
  async request(method: string, path: string): Promise<number> {
    const ca = this.certificate === undefined ? undefined : await readFile(this.certificate);
    const client = this.url.protocol === "https:" ? https : http;
    const headers = { authorization: `Bearer ${TOKEN}` };
    return new Promise((resolve, reject) => {
      client
        .request(new URL(path, this.url), { method, ca, headers }, (answer) => {
          answer.resume().once("end", () => resolve(answer.statusCode ?? 0));
        })
        .once("error", reject)
        .end();
    });
  }

  /** Has everything stored that was acknowledged so far. */
  async flush(): Promise<void> {
    assert.equal(await this.request("POST", "/flush"), 200, this.#log);
  }

  /** Where the objects are. */
  get bucketDirectory(): string {
    return this.#prepared.bucket;
  }

  /** The objects. */
  get bucket(): Bucket {
    return directoryBucket(this.#prepared.bucket);
  }

  /** Runs `look` with DuckDB over everything that was accepted so far. */
  async withLake<T>(look: (lake: Lake) => Promise<T>): Promise<T> {
    await this.flush();
    return withLakeOf(this.bucket, look);
  }

  /**
   * From now on nothing can be stored, because a file is where the directory was. Permissions would not do: they do not hold for root.
   */
  async breakStore(): Promise<void> {
    const { bucket } = this.#prepared;
    await rename(bucket, `${bucket}-away`);
    await writeFile(bucket, "");
  }

  /** Ends what {@link breakStore} began. */
  async repairStore(): Promise<void> {
    const { bucket } = this.#prepared;
    await rm(bucket);
    await rename(`${bucket}-away`, bucket);
  }
}

/** Makes a key and a certificate for 127.0.0.1, and answers the variables for them. */
async function makeCertificate(directory: string): Promise<Record<string, string>> {
  const [certificate, key] = [join(directory, "certificate.pem"), join(directory, "key.pem")];
  const subject = ["-subj", "/CN=otlp2parquet", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost"];
  const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  await promisify(execFile)("openssl", ["req", "-x509", ...kind, ...subject, "-out", certificate, "-keyout", key]);
  return { OTLP2PARQUET_TLS_CERT_FILE: certificate, OTLP2PARQUET_TLS_KEY_FILE: key };
}

/** The files below a directory. */
function directoryBucket(root: string): Bucket {
  return {
    async list() {
      const entries = await readdir(root, { recursive: true, withFileTypes: true });
      const files = entries
        .filter((entry) => entry.isFile() && !entry.parentPath.endsWith(".putting"))
        .map((entry) => join(entry.parentPath, entry.name));
      return Promise.all(
        files.map(async (path) => {
          const { size, mtime } = await stat(path);
          return { key: path.slice(root.length + 1).replaceAll(sep, "/"), size, modified: mtime };
        }),
      );
    },
    get: async (key) => new Uint8Array(await readFile(join(root, key))),
  };
}

/** A server that lives as long as the suite in whose body this is called. */
export function suiteServer(options: ServerOptions = {}): TestServer {
  const server = new TestServer(options);
  before(() => server.start());
  after(() => server.remove());
  return server;
}

/** A server that lives as long as a test. */
export async function startServer(test: TestContext, options: ServerOptions = {}): Promise<TestServer> {
  const server = new TestServer(options);
  test.after(() => server.remove());
  await server.start();
  return server;
}
