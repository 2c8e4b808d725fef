/** CPU time and memory of processes, from Linux's /proc: nothing that a process says of itself. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";

/** `getconf CLK_TCK`: 100 on every Linux that these tools run on. */
const TICKS_PER_SECOND = 100;

export interface MemoryUse {
  readonly residentBytes: number;
  /** The most since the last `resetPeak`. */
  readonly peakBytes: number;
}

/** A set of processes measured together, with all their threads. */
export class Processes {
  readonly pids: readonly number[];

  constructor(pids: readonly number[]) {
    if (pids.length === 0) throw new Error("no process to measure");
    this.pids = pids;
  }

  cpuSeconds(): number {
    let ticks = 0;
    for (const pid of this.pids) {
      const [userTicks, systemTicks] = stat(pid).slice(11, 13);
      ticks += Number(userTicks) + Number(systemTicks);
    }
    return ticks / TICKS_PER_SECOND;
  }

  memory(): MemoryUse {
    let residentBytes = 0;
    let peakBytes = 0;
    for (const pid of this.pids) {
      const status = readFileSync(`/proc/${pid}/status`, "utf8");
      residentBytes += Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1024;
      peakBytes += Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) * 1024;
    }
    return { residentBytes, peakBytes };
  }

  /** proc(5), clear_refs: 5 sets the peak to what is resident now. */
  resetPeak(): void {
    for (const pid of this.pids) writeFileSync(`/proc/${pid}/clear_refs`, "5");
  }
}

/** The fields after the command's name, from the state on: proc(5), /proc/pid/stat. */
function stat(pid: number): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, "utf8");
  return text.slice(text.lastIndexOf(")") + 2).split(" ");
}

/** The descendants of this process that run a program. */
export function descendants(program: string): number[] {
  const parents = new Map<number, number>();
  const running: number[] = [];
  for (const name of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    const pid = Number(name);
    try {
      parents.set(pid, Number(stat(pid)[1]));
      if (readFileSync(`/proc/${pid}/comm`, "utf8").trim() === program) running.push(pid);
    } catch {
      // It ended while it was looked at.
    }
  }
  const isOurs = (pid: number | undefined): boolean =>
    pid !== undefined && (pid === process.pid || isOurs(parents.get(pid)));
  return running.filter(isOurs);
}
