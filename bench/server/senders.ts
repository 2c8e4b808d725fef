/** The load: bodies of the workload, and the Java program that sends them. Its CPU time is not counted. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { toProtobuf } from "../../scripts/lib/protobuf.ts";
import { exportRequest } from "../../scripts/lib/workload.ts";
import { SEED } from "../lib/measure.ts";

const MODULE = fileURLToPath(new URL("../sender/", import.meta.url));

export const ROWS_OF_REQUEST = 1000;

/** As many as a flush of 200,000 rows has, so that no text is twice in one. */
const BODIES = 200;

export type Protocol = "http" | "grpc";

export interface Load {
  readonly protocol: Protocol;
  readonly senders: number;
  /** Without the seconds to warm up, whose latencies do not count; their rows do. */
  readonly seconds: number;
  readonly warmUpSeconds: number;
}

/** What the senders counted. Times are in milliseconds. */
export interface Sent {
  readonly requests: number;
  /** Acknowledged, with those of the warm-up. */
  readonly rows: number;
  readonly measuredRows: number;
  readonly refusals: number;
  readonly failures: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly failure: string;
  /** The numbers of the acknowledged requests. */
  readonly acknowledged: readonly bigint[];
}

export async function writeBodies(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  for (let i = 0; i < BODIES; i++) {
    const from = i * ROWS_OF_REQUEST;
    const body = toProtobuf("logs", exportRequest("logs", from, from + ROWS_OF_REQUEST, SEED));
    await writeFile(join(directory, `${String(i).padStart(4, "0")}.pb`), body);
  }
}

/** Senders that run. */
export class Senders {
  readonly #child: ChildProcess;
  readonly #list: string;
  readonly #exited: Promise<unknown[]>;
  #output = "";

  private constructor(child: ChildProcess, list: string) {
    this.#child = child;
    this.#list = list;
    this.#exited = once(child, "exit");
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      this.#output += text;
    });
  }

  static async start(address: string, load: Load, bodies: string, list: string): Promise<Senders> {
    const classPath = `${MODULE}target/classes:${(await readFile(`${MODULE}target/classpath`, "utf8")).trim()}`;
    const program = ["-Xmx2g", "-XX:+UseSerialGC", "-cp", classPath, "dev.otlp2parquet.bench.sender.Main"];
    const numbers = [load.senders, load.warmUpSeconds, load.seconds].map(String);
    const child = spawn("java", [...program, load.protocol, address, ...numbers, bodies, list], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    await once(child, "spawn");
    return new Senders(child, list);
  }

  /** Ends them before their time: each waits for its answer, and sends no more. */
  stop(): void {
    this.#child.stdin?.end();
  }

  /** Waits until they end. */
  async sent(): Promise<Sent> {
    const [code] = await this.#exited;
    if (code !== 0) throw new Error(`the senders ended with ${code}; what they printed is above`);
    const acknowledged = (await readFile(this.#list, "utf8")).split("\n").filter(Boolean).map(BigInt);
    return { ...(JSON.parse(this.#output) as Omit<Sent, "acknowledged">), acknowledged };
  }
}
