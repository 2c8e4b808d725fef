/** The servers that are compared: each is a process that takes OTLP and writes to a directory. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as later } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort } from "../../scripts/lib/free-port.ts";
import { Processes } from "../../scripts/lib/processes.ts";
import { type Protocol, ROWS_OF_REQUEST } from "./senders.ts";
import { parquetRows, type Stored, storedLines, storedMessages, storedParquet } from "./stored.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const PATIENCE_MILLIS = 60_000;

export interface Start {
  readonly wallMillis: number;
  readonly cpuSeconds: number;
}

interface Program {
  readonly file: string;
  readonly arguments: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

export abstract class Target {
  abstract readonly name: string;
  abstract readonly protocols: readonly Protocol[];
  /** Where everything is that outlives the process. */
  protected directory = "";
  #ports: Record<Protocol, number> = { http: 0, grpc: 0 };
  #child: ChildProcess | undefined;
  #exited: Promise<unknown> = Promise.resolve();

  protected abstract program(ports: Readonly<Record<Protocol, number>>): Promise<Program>;

  /** Whether its answer to this request means that it takes requests. */
  protected readonly readiness: { path: string; status: number | undefined } = { path: "/ready", status: 200 };

  /** Sees to it that all of these acknowledged rows are stored, as far as the target can be told to. */
  abstract flush(acknowledgedRows: number): Promise<void>;

  abstract stored(): Promise<Stored>;

  address(protocol: Protocol): string {
    return `127.0.0.1:${this.#ports[protocol]}`;
  }

  get processes(): Processes {
    return new Processes([this.#child?.pid as number]);
  }

  /** Starts it over its own directory: a new one, or after `kill` the same one. */
  async start(): Promise<Start> {
    if (this.directory === "") this.directory = await mkdtemp(join(tmpdir(), "otlp2parquet-bench-server-"));
    this.#ports = { http: await freePort(), grpc: await freePort() };
    const { file, arguments: options, environment } = await this.program(this.#ports);
    const begun = performance.now();
    const child = spawn(file, options, {
      cwd: this.directory,
      stdio: ["ignore", "ignore", process.env["BENCH_SERVER_OUTPUT"] === undefined ? "ignore" : "inherit"],
      env: { ...process.env, ...environment },
    });
    this.#child = child;
    this.#exited = once(child, "exit");
    await once(child, "spawn");
    const url = `http://${this.address("http")}${this.readiness.path}`;
    while (performance.now() - begun < PATIENCE_MILLIS && child.exitCode === null) {
      const status = await fetch(url).then(
        (response) => response.status,
        () => undefined,
      );
      if (status !== undefined && status === (this.readiness.status ?? status)) {
        return { wallMillis: performance.now() - begun, cpuSeconds: this.processes.cpuSeconds() };
      }
      await later(10);
    }
    await this.kill();
    throw new Error(`${this.name} does not answer; set BENCH_SERVER_OUTPUT to see what it prints`);
  }

  /** Ends it as a crash would. */
  async kill(): Promise<void> {
    this.#child?.kill("SIGKILL");
    await this.#exited;
  }

  /** Ends it, and deletes what it stored. */
  async remove(): Promise<void> {
    await this.kill();
    await rm(this.directory, { recursive: true, force: true });
    this.directory = "";
  }
}

/** A Java virtual machine that was found. */
export interface Jdk {
  readonly version: number;
  readonly java: string;
}

/** This repository's server, with its defaults: batches, fsync before each answer, plain files. */
export class JvmServer extends Target {
  readonly name: string;
  readonly protocols = ["http", "grpc"] as const;
  readonly #jdk: Jdk;
  readonly #options: readonly string[];

  /** @param more options that differ from those of scripts/server */
  constructor(jdk: Jdk, heap: string, more: readonly string[]) {
    super();
    this.name = [`otlp2parquet, JDK ${jdk.version}, ${heap}`, ...more].join(" ");
    this.#jdk = jdk;
    const collector = more.some((option) => /^-XX:\+Use.*GC$/.test(option)) ? [] : ["-XX:+UseSerialGC"];
    this.#options = ["-Xms48m", heap, ...collector, ...more];
  }

  protected async program(ports: Readonly<Record<Protocol, number>>): Promise<Program> {
    const module = join(ROOT, "server-java/server/target");
    const classPath = `${module}/classes:${(await readFile(`${module}/class-path.txt`, "utf8")).trim()}`;
    const listen = ["--listen", `127.0.0.1:${ports.http}`, "--grpc-listen", `127.0.0.1:${ports.grpc}`];
    const data = ["--data-dir", join(this.directory, "data"), "--allow-anonymous"];
    return {
      file: this.#jdk.java,
      arguments: [...this.#options, "-cp", classPath, "dev.otlp2parquet.server.cli.Main", "serve", ...listen, ...data],
    };
  }

  async flush(): Promise<void> {
    const until = performance.now() + PATIENCE_MILLIS;
    for (;;) {
      const response = await fetch(`http://${this.address("http")}/flush`, { method: "POST" });
      const text = await response.text();
      if (response.status === 200) return;
      if (performance.now() > until) throw new Error(`the flush does not end: ${response.status} ${text}`);
    }
  }

  stored(): Promise<Stored> {
    return storedParquet(join(this.directory, "data/bucket"), "TraceId");
  }
}

/** The crate `otlp2parquet`, with its defaults. It batches in memory, and stores a batch when it is full or ten seconds old. */
export class RustServer extends Target {
  readonly name = "Rust server 0.12.0";
  readonly protocols = ["http"] as const;
  readonly #binary: string;

  constructor(binary: string) {
    super();
    this.#binary = binary;
  }

  protected async program(ports: Readonly<Record<Protocol, number>>): Promise<Program> {
    return {
      file: this.#binary,
      arguments: [],
      environment: {
        OTLP2PARQUET_LISTEN_ADDR: `127.0.0.1:${ports.http}`,
        OTLP2PARQUET_STORAGE_BACKEND: "fs",
        OTLP2PARQUET_STORAGE_PATH: this.#files(),
        OTLP2PARQUET_LOG_LEVEL: "error",
      },
    };
  }

  #files(): string {
    return join(this.directory, "data");
  }

  /** It cannot be told to: after ten seconds it begins to store what it has. Ends when nothing has been added for longer than that. */
  async flush(acknowledgedRows: number): Promise<void> {
    let rows = 0;
    for (let seconds = 0; seconds < 15 && rows < acknowledgedRows; seconds++) {
      await later(1000);
      const found = await parquetRows(this.#files());
      if (found > rows) seconds = 0;
      rows = found;
    }
  }

  stored(): Promise<Stored> {
    return storedParquet(this.#files(), "trace_id");
  }
}

/** The Collector with nothing between its receiver and its file exporter: what receiving costs without Parquet. */
export class FileCollector extends Target {
  readonly name: string;
  readonly protocols = ["http", "grpc"] as const;
  protected override readonly readiness = { path: "/", status: undefined };
  readonly #binary: string;
  readonly #format: "json" | "proto";

  constructor(binary: string, format: "json" | "proto") {
    super();
    this.name = `Collector, file exporter, ${format}`;
    this.#binary = binary;
    this.#format = format;
  }

  #file(): string {
    return join(this.directory, "logs");
  }

  protected async program(ports: Readonly<Record<Protocol, number>>): Promise<Program> {
    const config = join(this.directory, "collector.yaml");
    await writeFile(
      config,
      `receivers:
  otlp:
    protocols:
      http: { endpoint: 127.0.0.1:${ports.http} }
      grpc: { endpoint: 127.0.0.1:${ports.grpc} }
exporters:
  file: { path: ${this.#file()}, format: ${this.#format}, append: true }
service:
  telemetry: { metrics: { level: none }, logs: { level: error } }
  pipelines:
    logs: { receivers: [otlp], exporters: [file] }
`,
    );
    return { file: this.#binary, arguments: ["--config", config] };
  }

  /** It writes its buffer to the file every second. */
  async flush(): Promise<void> {
    await later(2500);
  }

  stored(): Promise<Stored> {
    return this.#format === "json"
      ? storedLines(this.#file(), ROWS_OF_REQUEST)
      : storedMessages(this.#file(), ROWS_OF_REQUEST);
  }
}
