/**
 * The benchmark: `scripts/bench` builds what it needs and runs this. docs/benchmarks/README.md says what is measured.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { signalOf, WORKLOADS } from "../scripts/lib/workload.ts";
import { chart } from "./lib/chart.ts";
import { check } from "./lib/check.ts";
import { bodiesOf, inputs, SEED, speeds, type Work, workOf } from "./lib/measure.ts";
import { memoryOf } from "./lib/memory.ts";
import { Hosts, PARTICIPANTS, type Participant } from "./lib/participants.ts";
import { type Figure, machine, markdown, memoryTable, type Results, speedTables, stageTable } from "./lib/results.ts";
import type { Found, Selection } from "./lib/selection.ts";
import { serverFigures } from "./lib/servers.ts";
import { stageFigures } from "./lib/stages.ts";
import { Verifier } from "./lib/verify.ts";
import { versions } from "./lib/versions.ts";

const USAGE = `scripts/bench [options]        (docs/benchmarks/README.md says what is measured)
  no options           everything, about half an hour; writes docs/benchmarks/results.{md,json,svg}
  --rows 100,10000     these sizes                         (100, 1000, 10000, 100000)
  --workloads logs     these workloads                     (${WORKLOADS.join(", ")})
  --formats json       these request formats               (json, protobuf)
  --peers NAME,NAME    these participants, by the start of their names
  --parts encoder      these parts                         (encoder, stages, memory, server)
  --stage              the same as --parts stages
  --rounds 5           rounds; the median is reported
  --out DIRECTORY      where the results are written; without it, a partial run only prints them
  --add                keeps earlier results that this run does not replace
  --check              compares stored and allocated bytes per row with the records; measures no time; for CI
  --record             stores the bytes per row as the new records`;

const OUT = fileURLToPath(new URL("../docs/benchmarks/", import.meta.url));
const PARTS = ["encoder", "stages", "memory", "server"] as const;
type Part = (typeof PARTS)[number];

function chosen<T extends string>(option: string | undefined, all: readonly T[], what: string): T[] {
  const names = option?.split(",") ?? [...all];
  const unknown = names.find((name) => !all.includes(name as T));
  if (unknown !== undefined) throw new UsageError(`no ${what} is called ${unknown}; there are ${all.join(", ")}`);
  return all.filter((name) => names.includes(name));
}

class UsageError extends Error {}

/** The size that the chart shows comes first; a run that is stopped early has the figures of most interest. */
const SIZES = ["10000", "1000", "100", "100000"];

const started = performance.now();
const progress = (message: string): void => {
  console.error(`${((performance.now() - started) / 1000).toFixed(0).padStart(5)} s  ${message}`);
};

async function encoderFigures(selection: Selection, found: Found): Promise<void> {
  const hosts = new Hosts();
  const verifier = await Verifier.open();
  try {
    for (const rows of selection.rows) {
      for (const workload of selection.workloads) {
        const requests = inputs(workload, rows);
        const expected = await verifier.expected(workload, requests);
        for (const format of selection.formats) {
          progress(`${workload}, ${rows} rows from ${format}`);
          const bodies = bodiesOf(workload, format, requests);
          const works = new Map<Participant, Work>();
          const bytes = new Map<Participant, number>();
          for (const participant of selection.participants) {
            if (!participant.formats.includes(format) || !participant.workloads.includes(workload)) continue;
            const peer = await hosts.get(participant.host);
            await peer.load(bodies);
            const job = { signal: signalOf(workload), format, stage: "compress" } as const;
            const report = await peer.run({ ...job, profile: participant.profile }, 1);
            try {
              await verifier.compare(expected, await peer.files(report));
            } catch (error) {
              throw new Error(`${participant.name}, ${workload} from ${format}: its files are wrong`, { cause: error });
            }
            bytes.set(
              participant,
              report.files.reduce((sum, file) => sum + file.length, 0),
            );
            const warmUp = rows === selection.rows[0] ? participant.warmUp : participant.warmUp / 5;
            works.set(participant, workOf(peer, participant, job, rows, warmUp));
          }
          const figures = [...(await speeds(works, selection.rounds))].map(
            ([participant, speed]): Figure => ({
              kind: "encoder",
              participant: participant.name,
              where: participant.where,
              workload,
              format,
              rows,
              rowsPerCpuSecond: Math.round(speed.rowsPerCpuSecond),
              rounds: speed.rates,
              bytesPerRow: (bytes.get(participant) ?? Number.NaN) / rows,
            }),
          );
          await found(figures);
        }
      }
    }
  } finally {
    await hosts.close();
    await verifier.close();
  }
}

async function readResults(directory: string): Promise<Results | undefined> {
  const text = await readFile(join(directory, "results.json"), "utf8").catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Results);
}

function replaceOrAdd<T>(all: T[], found: readonly T[], key: (each: T) => string): void {
  for (const each of found) {
    const index = all.findIndex((old) => key(old) === key(each));
    if (index < 0) all.push(each);
    else all[index] = each;
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rows: { type: "string" },
      workloads: { type: "string" },
      formats: { type: "string" },
      peers: { type: "string" },
      parts: { type: "string" },
      stage: { type: "boolean" },
      rounds: { type: "string" },
      out: { type: "string" },
      add: { type: "boolean" },
      check: { type: "boolean" },
      record: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  if (values.check || values.record) {
    process.exitCode = (await check(values.record === true)) ? 0 : 1;
    return;
  }
  const peers = values.peers?.split(",") ?? [];
  const selection: Selection = {
    rows: chosen(values.rows, SIZES, "size").map(Number),
    workloads: chosen(values.workloads, WORKLOADS, "workload"),
    formats: chosen(values.formats, ["json", "protobuf"], "format"),
    peers,
    participants: PARTICIPANTS.filter(({ name }) => peers.length === 0 || peers.some((peer) => name.startsWith(peer))),
    rounds: Number(values.rounds ?? 5),
  };
  if (!(selection.rounds >= 1)) throw new UsageError(`--rounds wants a number from 1 on, not ${values.rounds}`);
  const parts: Part[] = values.stage ? ["stages"] : chosen(values.parts, PARTS, "part");
  const isWhole = Object.values(values).every((value) => value === undefined);
  const out = values.out ?? (isWhole ? OUT : undefined);

  const before = values.add && out !== undefined ? await readResults(out) : undefined;
  const results: Results = {
    date: new Date().toISOString().slice(0, 10),
    machine: machine(versions()),
    seed: SEED,
    figures: before?.figures ?? [],
    stages: before?.stages ?? [],
    memory: before?.memory ?? [],
  };
  const write = async (): Promise<void> => {
    if (out === undefined) return;
    await mkdir(out, { recursive: true });
    await writeFile(join(out, "results.json"), `${JSON.stringify(results, null, 1)}\n`);
    await writeFile(join(out, "results.md"), markdown(results));
    await writeFile(join(out, "results.svg"), chart(results.figures));
  };
  const found: Found = async (figures) => {
    replaceOrAdd(results.figures, figures, ({ kind, participant, workload, format, rows }) =>
      [kind, participant, workload, format, rows].join(),
    );
    await write();
  };
  if (parts.includes("memory")) {
    const memory = await memoryOf(selection, progress);
    replaceOrAdd(results.memory, memory, ({ participant, format }) => `${participant},${format}`);
  }
  if (parts.includes("stages")) {
    const stages = await stageFigures(selection, progress);
    replaceOrAdd(results.stages, stages, ({ workload, format, profile }) => `${workload},${format},${profile}`);
  }
  if (parts.includes("server")) await serverFigures(selection, progress, found);
  if (parts.includes("encoder")) await encoderFigures(selection, found);
  await write();
  console.log(
    [speedTables(results.figures), stageTable(results.stages), memoryTable(results.memory)].filter(Boolean).join("\n"),
  );
  if (out !== undefined) progress(`results are in ${out}`);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof UsageError) && !(error as { code?: string }).code?.startsWith("ERR_PARSE_ARGS")) throw error;
  console.error(`scripts/bench: ${(error as Error).message}\n\n${USAGE}`);
  process.exitCode = 2;
}
