/** protobuf-java and parquet-java in a JVM of their own; see bench/parquet-java. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface, type Interface } from "node:readline";
import { fileURLToPath } from "node:url";
import { Processes } from "../../scripts/lib/processes.ts";
import type { Job, OutputFile, RunReport } from "../workers/wire.ts";

const MODULE = fileURLToPath(new URL("../parquet-java/", import.meta.url));
/** Serial collection takes the least CPU time. */
const OPTIONS = ["-Xmx2g", "-XX:+UseSerialGC"];

export class JvmPeer {
  readonly processes: Processes;
  readonly #directory: string;
  readonly #child: ChildProcess;
  readonly #answers: AsyncIterator<string>;
  readonly #lines: Interface;
  #bodies: string[] = [];

  private constructor(directory: string, child: ChildProcess, lines: Interface) {
    this.#directory = directory;
    this.#child = child;
    this.#lines = lines;
    this.#answers = lines[Symbol.asyncIterator]();
    this.processes = new Processes([child.pid as number]);
  }

  static async start(): Promise<JvmPeer> {
    const classPath = `${MODULE}target/classes:${(await readFile(`${MODULE}target/classpath`, "utf8")).trim()}`;
    const child = spawn("java", [...OPTIONS, "-cp", classPath, "dev.otlp2parquet.bench.ParquetJavaPeer"], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    await once(child, "spawn");
    const lines = createInterface({ input: child.stdout });
    const peer = new JvmPeer(await mkdtemp(join(tmpdir(), "otlp2parquet-jvm-")), child, lines);
    // Answered when the JVM is up: before that it holds next to nothing, and would seem to need all of its own memory for a request.
    await peer.#ask("load");
    return peer;
  }

  async close(): Promise<void> {
    const ended = once(this.#child, "exit");
    this.#child.stdin?.end();
    await ended;
    this.#lines.close();
    await rm(this.#directory, { recursive: true });
  }

  async load(bodies: readonly Uint8Array[]): Promise<void> {
    this.#bodies = [];
    for (const [index, body] of bodies.entries()) {
      const path = join(this.#directory, `body-${index}`);
      await writeFile(path, body);
      this.#bodies.push(path);
    }
    await this.#ask(`load ${this.#bodies.join(" ")}`);
  }

  async run(job: Job, times: number): Promise<RunReport> {
    const answer = await this.#ask(`run ${job.signal} ${times} ${join(this.#directory, "file.parquet")}`);
    const [table = "", length] = answer.split(" ");
    return { files: [{ table, length: Number(length) }] };
  }

  async files({ files }: RunReport): Promise<OutputFile[]> {
    const bytes = new Uint8Array(await readFile(join(this.#directory, "file.parquet")));
    return files.map(({ table }) => ({ table, bytes }));
  }

  async #ask(line: string): Promise<string> {
    this.#child.stdin?.write(`${line}\n`);
    const { value, done } = await this.#answers.next();
    if (done === true) throw new Error("the JVM of parquet-java ended; what it printed is above");
    return value;
  }
}
