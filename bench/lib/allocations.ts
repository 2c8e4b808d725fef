/**
 * Bytes that our decoder, builders and encoder allocate for each row, on the JVM: the same code allocates as much in the Worker, where nobody
 * counts it, and clearing new memory is a good part of a request. Interpreted, so that the figures are the same on every machine.
 */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { signalOf, WORKLOADS } from "../../scripts/lib/workload.ts";
import { bodiesOf, inputs } from "./measure.ts";

const MODULE = fileURLToPath(new URL("../allocations/", import.meta.url));
const ROWS = 1000;

/** By workload, format, encodings and whether the objects of the request before are used again. */
export async function allocationsPerRow(): Promise<Record<string, number>> {
  const directory = await mkdtemp(join(tmpdir(), "otlp2parquet-allocations-"));
  try {
    const names: string[] = [];
    const runs: string[] = [];
    for (const workload of WORKLOADS) {
      const requests = inputs(workload, ROWS);
      for (const format of ["json", "protobuf"] as const) {
        const path = join(directory, `${workload}-${format}`);
        await writeFile(path, bodiesOf(workload, format, requests)[0] as Uint8Array);
        // Decoding and encoding do not depend on each other: both of either in two runs.
        const profile = format === "json" ? "compatible" : "modern";
        names.push(`${workload} ${format} ${profile} ${ROWS}`);
        runs.push([signalOf(workload), format, profile, path].join());
      }
    }
    const classPath = `${MODULE}target/classes:${(await readFile(`${MODULE}target/classpath`, "utf8")).trim()}`;
    const options = ["-Xint", "-XX:+UseSerialGC", "-cp", classPath];
    const { stdout } = await promisify(execFile)("java", [
      ...options,
      "dev.otlp2parquet.bench.allocations.Allocations",
      ...runs,
    ]);
    const found: Record<string, number> = {};
    for (const [index, line] of stdout.trim().split("\n").entries()) {
      const [first, again] = line.split(" ").map((bytes) => Math.round(Number(bytes) / ROWS));
      found[`${names[index]} first`] = first ?? Number.NaN;
      found[`${names[index]} again`] = again ?? Number.NaN;
    }
    return found;
  } finally {
    await rm(directory, { recursive: true });
  }
}
