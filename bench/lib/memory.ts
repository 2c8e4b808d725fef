/** Memory around one body of about 10 MB, in a process that has done nothing before. */

import { bodiesOf, inputs } from "./measure.ts";
import { startHost } from "./participants.ts";
import type { MemoryFigure } from "./results.ts";
import type { Selection } from "./selection.ts";

const ROWS = 10_000;
const REQUESTS = 20;

export async function memoryOf(selection: Selection, progress: (message: string) => void): Promise<MemoryFigure[]> {
  const figures: MemoryFigure[] = [];
  const requests = inputs("logs", ROWS);
  for (const participant of selection.participants) {
    for (const format of selection.formats.filter((each) => participant.formats.includes(each))) {
      progress(`memory of ${participant.name} from ${format}`);
      const bodies = bodiesOf("logs", format, requests);
      const peer = await startHost(participant.host);
      try {
        const idle = peer.processes.memory().residentBytes;
        peer.processes.resetPeak();
        await peer.load(bodies);
        const job = { signal: "logs", format, profile: participant.profile, stage: "compress" } as const;
        await peer.run(job, 1);
        const first = peer.processes.memory().peakBytes;
        for (let i = 1; i < REQUESTS; i++) await peer.run(job, 1);
        figures.push({
          participant: participant.name,
          format,
          bodyBytes: bodies.reduce((sum, body) => sum + body.length, 0),
          idleBytes: idle,
          firstAboveIdle: first - idle,
          twentyAboveIdle: peer.processes.memory().peakBytes - idle,
        });
      } finally {
        await peer.close();
      }
    }
  }
  return figures;
}
