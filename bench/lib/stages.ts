/** Where our module spends its time: each stage is run with all before it, and the differences are the stages. */

import { signalOf } from "../../scripts/lib/workload.ts";
import { STAGES, type Stage } from "../workers/wire.ts";
import { bodiesOf, inputs, speeds, type Work } from "./measure.ts";
import { OURS, startHost } from "./participants.ts";
import type { StageFigure } from "./results.ts";
import type { Selection } from "./selection.ts";

const ROWS = 10_000;
const WARM_UP = 1;
const MICROS = 1_000_000;

export async function stageFigures(selection: Selection, progress: (message: string) => void): Promise<StageFigure[]> {
  const figures: StageFigure[] = [];
  const peer = await startHost(OURS);
  try {
    for (const workload of selection.workloads) {
      const requests = inputs(workload, ROWS);
      for (const format of selection.formats) {
        progress(`stages of ${workload} from ${format}`);
        await peer.load(bodiesOf(workload, format, requests));
        for (const profile of ["compatible", "modern"] as const) {
          const works = new Map<Stage, Work>(
            STAGES.map((stage) => [
              stage,
              {
                processes: peer.processes,
                rows: ROWS,
                warmUp: WARM_UP,
                run: (times) => peer.run({ signal: signalOf(workload), format, profile, stage }, times),
              },
            ]),
          );
          const found = await speeds(works, selection.rounds);
          const until = (stage: Stage | undefined): number =>
            stage === undefined ? 0 : MICROS / (found.get(stage)?.rowsPerCpuSecond ?? Number.NaN);
          const microsPerRow = Object.fromEntries(
            STAGES.map((stage, i) => [stage, until(stage) - until(STAGES[i - 1])]),
          ) as Record<Stage, number>;
          figures.push({ workload, format, profile, rows: ROWS, microsPerRow });
        }
      }
    }
  } finally {
    await peer.close();
  }
  return figures;
}
