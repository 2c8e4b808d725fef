/** Whoever turns request bodies into Parquet files in its own process, driven alike. */

import type { Processes } from "../../scripts/lib/processes.ts";
import type { Workload } from "../../scripts/lib/workload.ts";
import type { Format, Job, OutputFile, RunReport } from "../workers/wire.ts";
import { JvmPeer } from "./jvm-peer.ts";
import { WorkerPeer } from "./worker-peer.ts";

/** A process that takes bodies and runs jobs over them. */
export interface Peer {
  readonly processes: Processes;
  load(bodies: readonly Uint8Array[]): Promise<void>;
  run(job: Job, times: number): Promise<RunReport>;
  /** The files of the last run. */
  files(report: RunReport): Promise<OutputFile[]>;
  close(): Promise<void>;
}

export interface Participant {
  readonly name: string;
  /** Participants of the same host share a process. */
  readonly host: string;
  readonly profile: Job["profile"];
  readonly where: string;
  readonly formats: readonly Format[];
  readonly workloads: readonly Workload[];
  /** CPU seconds until it is as fast as it gets over a new workload, its compiler's own work included. */
  readonly warmUp: number;
}

const BOTH: readonly Format[] = ["json", "protobuf"];
const ALL: readonly Workload[] = ["logs", "traces", "gauges", "metrics"];

export const OURS = "otlp2parquet";

export const PARTICIPANTS: readonly Participant[] = [
  {
    name: `${OURS} compatible`,
    host: OURS,
    profile: "compatible",
    where: "workerd",
    formats: BOTH,
    workloads: ALL,
    warmUp: 2,
  },
  { name: `${OURS} modern`, host: OURS, profile: "modern", where: "workerd", formats: BOTH, workloads: ALL, warmUp: 2 },
  {
    name: "hyparquet-writer",
    host: "hyparquet",
    profile: "modern",
    where: "workerd",
    formats: BOTH,
    workloads: ALL,
    warmUp: 2,
  },
  {
    name: "parquet-wasm",
    host: "parquet-wasm",
    profile: "modern",
    where: "workerd",
    formats: BOTH,
    workloads: ALL,
    warmUp: 2,
  },
  {
    name: "parquet-java",
    host: "parquet-java",
    profile: "modern",
    where: "JVM",
    formats: ["protobuf"],
    workloads: ["logs", "traces", "gauges"],
    warmUp: 10,
  },
];

export function startHost(host: string): Promise<Peer> {
  return host === "parquet-java" ? JvmPeer.start() : WorkerPeer.start(host);
}

/** The hosts that are running; each is started when it is first asked for. */
export class Hosts {
  readonly #running = new Map<string, Peer>();

  async get(host: string): Promise<Peer> {
    let peer = this.#running.get(host);
    if (peer === undefined) {
      peer = await startHost(host);
      this.#running.set(host, peer);
    }
    return peer;
  }

  async close(): Promise<void> {
    for (const peer of this.#running.values()) await peer.close();
    this.#running.clear();
  }
}
