/** Doubles of services that no test can reach, as processes: test-e2e/lake-doubles. They need versitygw: scripts/versitygw. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { freePort } from "../../scripts/lib/free-port.ts";
import type { Fault } from "./catalog.ts";
import { classPath } from "./lines.ts";

/** Set by those who build versitygw; without it no double starts. */
export const VERSITYGW = process.env["O2P_VERSITYGW"] || undefined;

/** AWS credentials. */
export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Empty for keys that do not expire. */
  readonly sessionToken: string;
  readonly expiresAtMillis: number;
}

/** What a client has to know of every double. */
export interface Facts {
  /** The catalog, without `/v1`. */
  readonly uri: string;
  /** The S3 server, for addresses in path style. */
  readonly s3Endpoint: string;
  readonly warehouse: string;
  readonly region: string;
  /** They open everything and do not expire. */
  readonly keys: Keys;
}

/** Requests that have arrived since the double was started. */
export interface Counts {
  readonly requests: number;
  readonly commits: number;
  /** By verb, and those of them that were refused as `refused`. */
  readonly s3: Readonly<Record<string, number>>;
}

/** A place in the network for a catalog and its S3 server, where they can be started and stopped. */
export abstract class CatalogPlace<F extends Facts> {
  readonly #kind: string;
  /** Of the catalog. */
  readonly port: number;
  /** Of the S3 server. */
  readonly s3Port: number;
  /** Its tables and objects are here, so that it can be stopped and started again. */
  readonly #directory: string;
  #child: ChildProcess | undefined;
  #facts: F | undefined;

  protected constructor(kind: string, place: { port: number; s3Port: number; directory: string }) {
    this.#kind = kind;
    this.port = place.port;
    this.s3Port = place.s3Port;
    this.#directory = place.directory;
  }

  protected static async place(): Promise<{ port: number; s3Port: number; directory: string }> {
    return {
      port: await freePort(),
      s3Port: await freePort(),
      directory: await mkdtemp(join(tmpdir(), "otlp2parquet-double-")),
    };
  }

  /** Known when it has been started once. */
  get facts(): F {
    if (this.#facts === undefined) throw new Error("the double has not been started");
    return this.#facts;
  }

  /** Starts it, with the tables that it had when it was stopped. */
  async start(): Promise<F> {
    if (VERSITYGW === undefined) throw new Error("O2P_VERSITYGW is not set: scripts/versitygw prints it");
    const child = spawn(
      "java",
      [
        "-Xmx512m",
        "-cp",
        await classPath("test-e2e/lake-doubles"),
        "dev.otlp2parquet.doubles.DoublesServer",
        this.#kind,
      ],
      {
        env: {
          ...process.env,
          DOUBLE_PORT: String(this.port),
          DOUBLE_S3_PORT: String(this.s3Port),
          DOUBLE_FOLDER: this.#directory,
        },
        // It ends when its standard input does, so also when this process is killed.
        stdio: ["pipe", "pipe", "inherit"],
      },
    );
    this.#child = child;
    for await (const line of createInterface({ input: child.stdout })) {
      if (line.startsWith("READY ")) {
        this.#facts = JSON.parse(line.slice("READY ".length)) as F;
        return this.#facts;
      }
    }
    throw new Error(`the double has ended before it was ready (${child.signalCode ?? child.exitCode})`);
  }

  /** Ends it; it can be started again. */
  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.stdin?.end();
    await once(child, "exit");
  }

  /** Ends it, and forgets its tables. */
  async close(): Promise<void> {
    await this.stop();
    await rm(this.#directory, { recursive: true, force: true });
  }
}

/** A double, of which tests may ask things. */
export abstract class DoubleProcess<F extends Facts, C extends Counts> extends CatalogPlace<F> {
  /** The next commits meet these, one each. */
  async inject(...faults: Fault[]): Promise<void> {
    for (const fault of faults) await this.control("fault", { f: fault });
  }

  /** Forgets faults that have not happened yet. */
  async clearFaults(): Promise<void> {
    await this.control("clear-faults");
  }

  async counts(): Promise<C> {
    return this.control<C>("counts");
  }

  /** Asks it for one of the things that tests may ask for. */
  protected async control<T = unknown>(
    name: string,
    parameters: Readonly<Record<string, string | number | boolean>> = {},
  ): Promise<T> {
    const query = new URLSearchParams();
    for (const [key, value] of Object.entries(parameters)) query.set(key, String(value));
    const response = await fetch(`http://127.0.0.1:${this.port}/__${name}?${query}`, { method: "POST" });
    if (!response.ok) throw new Error(`the double answered ${response.status} to ${name}: ${await response.text()}`);
    return (await response.json()) as T;
  }
}
