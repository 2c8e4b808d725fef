/**
 * The part of the benchmark that is the same on every machine: bytes per row of our files, each read back by DuckDB, and bytes allocated for a
 * row. Compared with the records in bench/, so that no change makes either larger unnoticed. The bundle's size has its own gate: size-budget.
 */
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { signalOf, WORKLOADS } from "../../scripts/lib/workload.ts";
import { allocationsPerRow } from "./allocations.ts";
import { bodiesOf, inputs } from "./measure.ts";
import { OURS, startHost } from "./participants.ts";
import { table } from "./results.ts";
import { Verifier } from "./verify.ts";

const SIZES = [100, 10_000];

async function bytesPerRow(): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  const verifier = await Verifier.open();
  const peer = await startHost(OURS);
  try {
    for (const workload of WORKLOADS) {
      for (const rows of SIZES) {
        const requests = inputs(workload, rows);
        const expected = await verifier.expected(workload, requests);
        for (const format of ["json", "protobuf"] as const) {
          await peer.load(bodiesOf(workload, format, requests));
          for (const profile of ["compatible", "modern"] as const) {
            const report = await peer.run({ signal: signalOf(workload), format, profile, stage: "compress" }, 1);
            await verifier.compare(expected, await peer.files(report));
            const bytes = report.files.reduce((sum, file) => sum + file.length, 0);
            found[`${workload} ${format} ${profile} ${rows}`] = Math.round((100 * bytes) / rows) / 100;
          }
        }
      }
    }
  } finally {
    await peer.close();
    await verifier.close();
  }
  return found;
}

/** What a check compares, and how. */
interface Gauge {
  /** Of the record in bench/. */
  readonly file: string;
  readonly head: string;
  readonly unit: string;
  readonly digits: number;
  /** Shares by which figures move without a change of ours. */
  readonly tolerance: number;
  measure(): Promise<Record<string, number>>;
}

const GAUGES: readonly Gauge[] = [
  {
    file: "bytes-per-row.json",
    head: "workload, format, encodings, rows",
    unit: "bytes/row",
    digits: 2,
    // Another version of zstd or of the footer's texts moves files by less.
    tolerance: 0.003,
    measure: bytesPerRow,
  },
  {
    file: "allocations-per-row.json",
    head: "workload, format, encodings, rows, own objects or used again",
    unit: "allocated/row",
    digits: 0,
    // Headers of objects have other sizes in other JVMs; what matters is arrays.
    tolerance: 0.03,
    measure: allocationsPerRow,
  },
];

/** Whether nothing has grown; prints tables. With `record`, what is found becomes the record. */
export async function check(record: boolean): Promise<boolean> {
  let passed = true;
  for (const gauge of GAUGES) {
    passed = (await compare(gauge, record)) && passed;
  }
  return passed;
}

async function compare({ file, head, unit, digits, tolerance, measure }: Gauge, record: boolean): Promise<boolean> {
  const path = fileURLToPath(new URL(`../${file}`, import.meta.url));
  const found = await measure();
  const recorded = JSON.parse(await readFile(path, "utf8").catch(() => "{}")) as Record<string, number>;
  let grown = 0;
  let shrunk = 0;
  const rows = Object.entries(found).map(([name, value]) => {
    const before = recorded[name];
    const change = before === undefined ? 0 : value / before - 1;
    const verdict =
      before === undefined ? "new" : change > tolerance ? "GROWN" : change < -tolerance ? "smaller" : "as recorded";
    if (verdict === "GROWN" || verdict === "new") grown++;
    if (verdict === "smaller") shrunk++;
    return [name, before?.toFixed(digits) ?? "", value.toFixed(digits), `${(100 * change).toFixed(1)} %`, verdict];
  });
  console.log(`${table([head, "recorded", unit, "change", ""], rows)}\n`);
  if (record) {
    await writeFile(path, `${JSON.stringify(found, null, 2)}\n`);
    console.log(`recorded in bench/${file}\n`);
    return true;
  }
  if (grown > 0) {
    console.log(`${grown} of ${rows.length} take more bytes than recorded. If that is meant: scripts/bench --record\n`);
  } else if (shrunk > 0) {
    console.log("Fewer bytes: make that the record with scripts/bench --record, so that they stay so.\n");
  }
  return grown === 0;
}
