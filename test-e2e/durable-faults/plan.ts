/** Which faults happen: follows from a seed alone, given the order in which each object makes its calls. */

export type Fault = "abort-before" | "abort-after" | "fail-before" | "fail-after" | "delay";

/** What a test sets. Rates are faults in a thousand calls. */
export interface FaultSettings {
  readonly seed: number;
  /** Of calls that block: the store, the catalog, other objects, reading the alarm. */
  readonly blocking: number;
  /** Of calls that return at once: SQL statements, setting the alarm. */
  readonly immediate: number;
}

const NONE: FaultSettings = { seed: 0, blocking: 0, immediate: 0 };

const OF_BLOCKING: readonly Fault[] = ["abort-before", "abort-after", "fail-before", "fail-after", "delay"];

/** A statement has no answer that could be lost on the way. */
const OF_IMMEDIATE: readonly Fault[] = ["abort-before", "abort-after", "fail-before"];

let settings = NONE;
const calls = new Map<string, number>();
const happened: string[] = [];

/** From now on faults happen as `next` says; none without it. */
export function setFaults(next: FaultSettings = NONE): void {
  settings = next;
  calls.clear();
  happened.length = 0;
}

/** The faults since they were set, each as `point#call fault`. */
export function faultsThatHappened(): readonly string[] {
  return happened;
}

/** What the next call of a point meets. */
export function nextFault(point: string, kind: "blocking" | "immediate"): Fault | undefined {
  const rate = settings[kind];
  if (rate === 0) return undefined;
  const call = (calls.get(point) ?? 0) + 1;
  calls.set(point, call);
  const dice = hash(`${settings.seed} ${point} ${call}`);
  if (dice % 1000 >= rate) return undefined;
  const faults = kind === "blocking" ? OF_BLOCKING : OF_IMMEDIATE;
  const fault = faults[Math.floor(dice / 1000) % faults.length];
  happened.push(`${point}#${call} ${fault}`);
  return fault;
}

/** How long a delay is: 0 to 99 ms. */
export function delayOf(point: string): number {
  return hash(`delay ${settings.seed} ${point} ${calls.get(point)}`) % 100;
}

/** FNV-1a, and the finish of MurmurHash3, so that neighbouring seeds have nothing in common. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  }
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
