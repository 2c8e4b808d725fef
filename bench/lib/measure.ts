/** CPU time of runs: warm, in rounds that take turns, medians. */

import type { Processes } from "../../scripts/lib/processes.ts";
import { toProtobuf } from "../../scripts/lib/protobuf.ts";
import { type ExportRequest, exportRequests, signalOf, type Workload } from "../../scripts/lib/workload.ts";
import type { Format, Job } from "../workers/wire.ts";
import type { Participant, Peer } from "./participants.ts";

export const SEED = 20_261_121;

/** A body of an exporter is not larger: more rows come in several, into one file. */
export const ROWS_OF_BODY = 10_000;

/** A tick of the clock is 10 ms: a round must be long beside it. */
const ROUND_CPU_SECONDS = 0.5;

export interface Speed {
  /** Of each round. */
  readonly rates: number[];
  readonly rowsPerCpuSecond: number;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = Number.NaN, high = Number.NaN] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return (low + high) / 2;
}

export function inputs(workload: Workload, rows: number): ExportRequest[] {
  return exportRequests(workload, rows, ROWS_OF_BODY, SEED);
}

export function bodiesOf(workload: Workload, format: Format, requests: readonly ExportRequest[]): Uint8Array[] {
  return requests.map((request) =>
    format === "json" ? Buffer.from(JSON.stringify(request)) : toProtobuf(signalOf(workload), request),
  );
}

/** Something that can be done over and over, and the processes that do it. */
export interface Work {
  readonly processes: Processes;
  readonly rows: number;
  /** CPU seconds to run before any is measured. */
  readonly warmUp: number;
  /** Done before each measurement, uncounted; a work that has it is measured once at a time. */
  prepare?(): Promise<void>;
  run(times: number): Promise<unknown>;
}

export function workOf(
  peer: Peer,
  participant: Participant,
  job: Omit<Job, "profile">,
  rows: number,
  warmUp: number,
): Work {
  return {
    processes: peer.processes,
    rows,
    warmUp,
    run: (times) => peer.run({ ...job, profile: participant.profile }, times),
  };
}

async function cpuOf(work: Work, times: number): Promise<number> {
  await work.prepare?.();
  const before = work.processes.cpuSeconds();
  await work.run(times);
  return work.processes.cpuSeconds() - before;
}

/** Each work in turn in each round, so that what else the machine does hits all alike. */
export async function speeds<K>(works: ReadonlyMap<K, Work>, rounds: number): Promise<Map<K, Speed>> {
  const times = new Map<K, number>();
  for (const [key, work] of works) {
    let spent = 0;
    let runs = 0;
    const most = work.prepare === undefined ? 64 : 1;
    for (let batch = 1; spent < work.warmUp; batch = Math.min(2 * batch, most)) {
      spent += await cpuOf(work, batch);
      runs += batch;
    }
    times.set(key, Math.min(most === 1 ? 1 : Number.MAX_SAFE_INTEGER, Math.ceil((ROUND_CPU_SECONDS * runs) / spent)));
  }
  const rates = new Map<K, number[]>([...works.keys()].map((key) => [key, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [key, work] of works) {
      const count = times.get(key) ?? 1;
      rates.get(key)?.push((work.rows * count) / (await cpuOf(work, count)));
    }
  }
  return new Map([...rates].map(([key, all]) => [key, { rates: all.map(Math.round), rowsPerCpuSecond: median(all) }]));
}
