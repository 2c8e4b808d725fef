import type { Workload } from "../../scripts/lib/workload.ts";
import type { Format } from "../workers/wire.ts";
import type { Participant } from "./participants.ts";
import type { Figure } from "./results.ts";

/** What a run of the benchmark measures, as its options say. */
export interface Selection {
  readonly rows: readonly number[];
  readonly workloads: readonly Workload[];
  readonly formats: readonly Format[];
  readonly participants: readonly Participant[];
  readonly peers: readonly string[];
  readonly rounds: number;
}

/** Takes what was just found. */
export type Found = (figures: readonly Figure[]) => Promise<void>;
