/**
 * The benchmark of the server beside its peers: `scripts/bench server` builds what it needs and runs this. docs/benchmarks/README.md says
 * what is measured.
 */
import { readdirSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as later } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { median } from "../lib/measure.ts";
import { machine } from "../lib/results.ts";
import { type KillFigure, type LoadFigure, markdown, type ServerResults, type StartFigure, tables } from "./results.ts";
import { type Load, ROWS_OF_REQUEST, Senders, type Sent, writeBodies } from "./senders.ts";
import { FileCollector, type Jdk, JvmServer, RustServer, type Target } from "./targets.ts";

const USAGE = `scripts/bench server [options]        (docs/benchmarks/README.md says what is measured)
  no options           everything, about 25 minutes; writes docs/benchmarks/server-results.{md,json}
  --targets NAME/NAME  these targets, by a part of their names: otlp2parquet, "JDK 25, -Xmx512m", Rust, Collector
  --parts load,kill    these parts                    (start, load, kill)
  --senders 16,64      these numbers of senders       (1, 16, 64)
  --protocols grpc     these protocols                (http, grpc)
  --seconds 20         length of a load; one with 64 senders on our server takes three times as long
  --java-options="-XX:+UseParallelGC"   more options of our server's Java processes
  --out DIRECTORY      where the results are written; without it, a partial run only prints them
  --add                keeps earlier results that this run does not replace`;

const OUT = fileURLToPath(new URL("../../docs/benchmarks/", import.meta.url));
const STARTS = 3;
const IDLE_MILLIS = 5000;
const KILL_AFTER_MILLIS = 10_000;
const SENDERS_WARM_UP_SECONDS = 3;

const started = performance.now();
const progress = (message: string): void => {
  console.error(`${((performance.now() - started) / 1000).toFixed(0).padStart(5)} s  ${message}`);
};

/** One target and the loads that it gets. */
interface Plan {
  readonly target: Target;
  readonly parts: readonly string[];
  /** A native program is restarted for each load, so that its files do not add up; a JVM is warmed up once. */
  readonly isNative: boolean;
  readonly loads: readonly Load[];
}

/** The JVMs of this machine, by their version: that of JAVA_HOME or the path, and those where Linux's packages put them. */
function jdks(): Map<number, Jdk> {
  const found = new Map<number, Jdk>();
  const root = "/usr/lib/jvm";
  const homes = [process.env["JAVA_HOME"] ?? "", ...readdirOf(root).map((name) => join(root, name))];
  for (const home of homes.filter(Boolean)) {
    try {
      const version = Number(/JAVA_VERSION="(\d+)/.exec(readFileSync(join(home, "release"), "utf8"))?.[1]);
      if (version >= 17 && !found.has(version)) found.set(version, { version, java: join(home, "bin/java") });
    } catch {
      // Not a JVM.
    }
  }
  return found;
}

function readdirOf(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

class Bench {
  readonly #bodies: string;
  readonly #list: string;

  constructor(directory: string) {
    this.#bodies = join(directory, "bodies");
    this.#list = join(directory, "acknowledged");
  }

  async prepare(): Promise<void> {
    progress("writing the bodies of the requests");
    await writeBodies(this.#bodies);
  }

  async #send(target: Target, load: Load): Promise<Sent> {
    const senders = await Senders.start(target.address(load.protocol), load, this.#bodies, this.#list);
    return senders.sent();
  }

  async start(target: Target): Promise<StartFigure> {
    progress(`${target.name}: start`);
    const starts = [];
    let idleBytes = 0;
    for (let i = 0; i < STARTS; i++) {
      starts.push(await target.start());
      if (i === STARTS - 1) {
        await later(IDLE_MILLIS);
        idleBytes = target.processes.memory().residentBytes;
      }
      await target.remove();
    }
    return {
      target: target.name,
      wallMillis: median(starts.map(({ wallMillis }) => wallMillis)),
      cpuSeconds: median(starts.map(({ cpuSeconds }) => cpuSeconds)),
      idleBytes,
    };
  }

  async loads({ target, isNative, loads }: Plan, found: (figure: LoadFigure) => Promise<void>): Promise<void> {
    if (loads.length === 0) return;
    if (!isNative) {
      progress(`${target.name}: warming up`);
      await target.start();
      // Until the compilers are done with what requests and flushes need.
      const seconds = Math.max(...loads.map((load) => load.seconds)) / 3;
      for (const protocol of new Set(loads.map((load) => load.protocol))) {
        await target.flush((await this.#send(target, { protocol, senders: 16, warmUpSeconds: 0, seconds })).rows);
      }
    }
    try {
      for (const load of loads) {
        progress(`${target.name}: ${load.senders} senders over ${load.protocol}`);
        if (isNative) await target.start();
        await found(await this.#load(target, load, isNative));
        if (isNative) await target.remove();
      }
    } finally {
      await target.remove();
    }
  }

  async #load(target: Target, load: Load, isFirst: boolean): Promise<LoadFigure> {
    const before = isFirst ? { rows: 0, bytes: 0, files: 0 } : await target.stored();
    target.processes.resetPeak();
    const cpuBefore = target.processes.cpuSeconds();
    const sent = await this.#send(target, load);
    await target.flush(before.rows + sent.rows);
    const cpuSeconds = target.processes.cpuSeconds() - cpuBefore;
    const { peakBytes } = target.processes.memory();
    const after = await target.stored();
    const rows = after.rows - before.rows;
    if (sent.failures > 0) progress(`${sent.failures} requests failed, such as: ${sent.failure}`);
    const lost = sent.acknowledged.filter((number) => !after.requests.has(number)).length * ROWS_OF_REQUEST;
    return {
      target: target.name,
      protocol: load.protocol,
      senders: load.senders,
      seconds: load.seconds,
      rows: sent.rows,
      rowsPerSecond: sent.measuredRows / load.seconds,
      rowsPerCpuSecond: sent.rows / cpuSeconds,
      p50: sent.p50,
      p99: sent.p99,
      max: sent.max,
      refusals: sent.refusals,
      failures: sent.failures,
      missingRows: lost,
      bytesPerRow: (after.bytes - before.bytes) / rows,
      rowsPerFile: rows / (after.files - before.files),
      peakBytes,
    };
  }

  async kill(target: Target): Promise<KillFigure> {
    progress(`${target.name}: SIGKILL under load`);
    await target.start();
    try {
      const load: Load = { protocol: "http", senders: 64, warmUpSeconds: 0, seconds: 120 };
      const senders = await Senders.start(target.address("http"), load, this.#bodies, this.#list);
      await later(KILL_AFTER_MILLIS);
      await target.kill();
      senders.stop();
      const sent = await senders.sent();
      await target.start();
      await target.flush(sent.rows);
      const { requests } = await target.stored();
      const times = sent.acknowledged.map((number) => requests.get(number) ?? 0);
      return {
        target: target.name,
        acknowledgedRows: sent.rows,
        lostRows: times.filter((count) => count === 0).length * ROWS_OF_REQUEST,
        rowsStoredTwice: times.reduce((sum, count) => sum + Math.max(0, count - 1), 0) * ROWS_OF_REQUEST,
      };
    } finally {
      await target.remove();
    }
  }
}

const PARTS = ["start", "load", "kill"] as const;

interface Options {
  readonly parts: readonly string[];
  readonly senders: readonly number[];
  readonly protocols: readonly string[];
  readonly seconds: number;
  readonly javaOptions: readonly string[];
}

function plans(options: Options): Plan[] {
  const { parts, seconds } = options;
  const loads = (target: Target, minute: boolean): Load[] =>
    target.protocols
      .filter((protocol) => options.protocols.includes(protocol))
      .flatMap((protocol) =>
        options.senders.map((senders) => ({
          protocol,
          senders,
          warmUpSeconds: SENDERS_WARM_UP_SECONDS,
          seconds: minute && senders === 64 ? 3 * seconds : seconds,
        })),
      );
  const all: Plan[] = [];
  for (const [version, jdk] of [...jdks()].sort(([a], [b]) => b - a)) {
    for (const heap of ["-Xmx512m", "-Xmx256m"]) {
      const target = new JvmServer(jdk, heap, options.javaOptions);
      // The default in full; of the others one load shows whether they differ.
      const isDefault = version !== 17 && heap === "-Xmx512m";
      const own = loads(target, true).filter(
        ({ protocol, senders }) => isDefault || (protocol === "http" && senders === 64),
      );
      all.push({ target, parts, isNative: false, loads: own });
    }
  }
  const rust = process.env["RUST_SERVER_BINARY"];
  if (rust !== undefined) {
    const target = new RustServer(rust);
    all.push({ target, parts, isNative: true, loads: loads(target, false) });
  }
  const collector = process.env["FILE_COLLECTOR_BINARY"];
  if (collector !== undefined) {
    for (const format of ["json", "proto"] as const) {
      const target = new FileCollector(collector, format);
      all.push({ target, parts, isNative: true, loads: loads(target, false) });
    }
  }
  return all;
}

function replaceOrAdd<T>(all: T[], found: T, key: (each: T) => string): void {
  const index = all.findIndex((old) => key(old) === key(found));
  if (index < 0) all.push(found);
  else all[index] = found;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      targets: { type: "string" },
      parts: { type: "string" },
      senders: { type: "string" },
      protocols: { type: "string" },
      seconds: { type: "string" },
      "java-options": { type: "string" },
      out: { type: "string" },
      add: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const isWhole = Object.values(values).every((value) => value === undefined);
  const out = values.out ?? (isWhole ? OUT : undefined);
  const wanted = values.targets?.split("/") ?? [""];
  const chosen = plans({
    parts: values.parts?.split(",") ?? PARTS,
    senders: (values.senders ?? "1,16,64").split(",").map(Number),
    protocols: (values.protocols ?? "http,grpc").split(","),
    seconds: Number(values.seconds ?? 20),
    javaOptions: values["java-options"]?.split(" ") ?? [],
  }).filter(({ target }) => wanted.some((name) => target.name.includes(name)));
  if (chosen.length === 0) throw new Error(`no target is called ${values.targets}`);

  const path = join(out ?? OUT, "server-results.json");
  const text = values.add ? await readFile(path, "utf8").catch(() => undefined) : undefined;
  const before = text === undefined ? undefined : (JSON.parse(text) as ServerResults);
  const results: ServerResults = {
    date: new Date().toISOString().slice(0, 10),
    machine: machine({}),
    loads: before?.loads ?? [],
    starts: before?.starts ?? [],
    kills: before?.kills ?? [],
  };
  const write = async (): Promise<void> => {
    if (out === undefined) return;
    await mkdir(out, { recursive: true });
    await writeFile(path, `${JSON.stringify(results, null, 1)}\n`);
    await writeFile(join(out, "server-results.md"), markdown(results));
  };

  const directory = await mkdtemp(join(tmpdir(), "otlp2parquet-bench-senders-"));
  const bench = new Bench(directory);
  try {
    await bench.prepare();
    for (const plan of chosen) {
      const { target, parts } = plan;
      if (parts.includes("start")) replaceOrAdd(results.starts, await bench.start(target), (each) => each.target);
      if (parts.includes("load")) {
        await bench.loads(plan, async (figure) => {
          replaceOrAdd(results.loads, figure, (each) => [each.target, each.protocol, each.senders].join());
          await write();
        });
      }
      if (parts.includes("kill")) replaceOrAdd(results.kills, await bench.kill(target), (each) => each.target);
      await write();
    }
  } finally {
    await rm(directory, { recursive: true });
  }
  console.log(tables(results));
  if (out !== undefined) progress(`results are in ${out}`);
}

await main();
