/**
 * The part of the benchmark that is the same on every machine: bytes per row of our files, each read back by DuckDB. Compared with
 * bench/bytes-per-row.json, so that no change makes files larger unnoticed. The bundle's size has its own gate: size-budget.
 */
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { bodiesOf, inputs } from "./measure.ts";
import { OURS, startHost } from "./participants.ts";
import { table } from "./results.ts";
import { Verifier } from "./verify.ts";
import { signalOf, WORKLOADS } from "./workload.ts";

const RECORD = fileURLToPath(new URL("../bytes-per-row.json", import.meta.url));
const SIZES = [100, 10_000];

/** Another version of zstd or of the footer's texts moves files by less. */
const TOLERANCE = 0.003;

type BytesPerRow = Record<string, number>;

async function measure(): Promise<BytesPerRow> {
  const found: BytesPerRow = {};
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

/** Whether nothing has grown; prints a table. With `record`, what is found becomes the record. */
export async function check(record: boolean): Promise<boolean> {
  const found = await measure();
  const recorded = JSON.parse(await readFile(RECORD, "utf8").catch(() => "{}")) as BytesPerRow;
  let grown = 0;
  let shrunk = 0;
  const rows = Object.entries(found).map(([name, bytes]) => {
    const before = recorded[name];
    const change = before === undefined ? 0 : bytes / before - 1;
    const verdict =
      before === undefined ? "new" : change > TOLERANCE ? "GROWN" : change < -TOLERANCE ? "smaller" : "as recorded";
    if (verdict === "GROWN" || verdict === "new") grown++;
    if (verdict === "smaller") shrunk++;
    return [name, before?.toFixed(2) ?? "", bytes.toFixed(2), `${(100 * change).toFixed(1)} %`, verdict];
  });
  console.log(table(["workload, format, encodings, rows", "recorded", "bytes/row", "change", ""], rows));
  if (record) {
    await writeFile(RECORD, `${JSON.stringify(found, null, 2)}\n`);
    console.log("recorded in bench/bytes-per-row.json");
    return true;
  }
  if (grown > 0) {
    console.log(`${grown} of ${rows.length} take more bytes than recorded. If that is meant: scripts/bench --record`);
  } else if (shrunk > 0) {
    console.log("Smaller files: make that the record with scripts/bench --record, so that they stay so.");
  }
  return grown === 0;
}
