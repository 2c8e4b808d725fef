/**
 * Measures the built Worker in workerd: rows per CPU second and bytes per row for logs, traces and gauges in JSON and protobuf, and memory around a
 * body of 10 MB. CPU time is that of the whole workerd process, R2's simulator and HTTP included, so it flatters nobody.
 *
 *     scripts/test e2e && node_modules/.bin/node test-e2e/measure/measure.ts [rounds]
 *
 * No other workerd may run meanwhile: it would be counted.
 */
import { readdirSync, readFileSync } from "node:fs";
import { TestWorker } from "../harness/worker.ts";
import { toProtobuf } from "./protobuf.ts";
import { type MeasuredSignal, workload } from "./workload.ts";

const SEED = 20_261_121;
const TICKS_PER_SECOND = 100;
const ROUNDS = Number(process.argv[2] ?? 15);
const WARM_UP = 8;
const SIZES = [1_000, 10_000];
const SIGNALS: MeasuredSignal[] = ["logs", "traces", "metrics"];

interface Process {
  readonly cpuSeconds: number;
  readonly residentBytes: number;
}

/** All workerd processes of the machine together. */
function workerd(): Process {
  let ticks = 0;
  let residentKiB = 0;
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      if (readFileSync(`/proc/${pid}/comm`, "utf8").trim() !== "workerd") continue;
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
      ticks += Number(fields[11]) + Number(fields[12]);
      residentKiB += Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
    } catch {
      // It ended while it was looked at.
    }
  }
  return { cpuSeconds: ticks / TICKS_PER_SECOND, residentBytes: residentKiB * 1024 };
}

async function post(worker: TestWorker, signal: MeasuredSignal, body: string | Uint8Array): Promise<void> {
  const response = await worker.post(signal, body);
  const answer = await response.text();
  if (response.status !== 200) throw new Error(`${response.status} ${answer}`);
}

async function storedBytes(worker: TestWorker): Promise<number> {
  let bytes = 0;
  for (const content of (await worker.stored()).values()) bytes += content.length;
  return bytes;
}

async function throughput(worker: TestWorker): Promise<void> {
  console.log(`${ROUNDS} requests each after ${WARM_UP} to warm up; seed ${SEED}`);
  console.log("| signal | rows | format | body bytes | rows per CPU s | wall ms | file bytes per row |");
  console.log("|---|---|---|---|---|---|---|");
  for (const rows of SIZES) {
    for (const signal of SIGNALS) {
      const request = workload(signal, rows, SEED);
      for (const [format, body] of [
        ["JSON", JSON.stringify(request)],
        ["protobuf", toProtobuf(signal, request)],
      ] as const) {
        await worker.empty();
        for (let i = 0; i < WARM_UP; i++) await post(worker, signal, body);
        const before = workerd().cpuSeconds;
        const walls: number[] = [];
        for (let i = 0; i < ROUNDS; i++) {
          const started = performance.now();
          await post(worker, signal, body);
          walls.push(performance.now() - started);
        }
        const cpu = workerd().cpuSeconds - before;
        const wall = walls.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
        const perRow = (await storedBytes(worker)) / rows;
        console.log(
          `| ${signal} | ${rows} | ${format} | ${body.length} | ${Math.round((rows * ROUNDS) / cpu)} | ${wall.toFixed(0)} | ${perRow.toFixed(1)} |`,
        );
      }
    }
  }
}

async function memory(worker: TestWorker): Promise<void> {
  const one = workload("logs", 10_000, SEED);
  const rows = Math.floor((10_000 * 10_000_000) / JSON.stringify(one).length);
  const body = JSON.stringify(workload("logs", rows, SEED));
  const mebibytes = (bytes: number) => (bytes / 2 ** 20).toFixed(0);
  console.log(`\nresident memory of workerd around bodies of ${body.length} bytes (${rows} logs), MiB`);
  const idle = workerd().residentBytes;
  const after: string[] = [];
  for (let i = 0; i < 20; i++) {
    await post(worker, "logs", body);
    after.push(mebibytes(workerd().residentBytes));
  }
  console.log(`idle ${mebibytes(idle)}, after each of 20: ${after.join(" ")}`);
}

const started = performance.now();
for (const measure of [memory, throughput]) {
  const worker = new TestWorker();
  await worker.start();
  try {
    console.log(
      `${measure.name}: the Worker answered ${((performance.now() - started) / 1000).toFixed(1)} s after the start`,
    );
    await measure(worker);
  } finally {
    await worker.close();
  }
}
