/** Requests that are stored and get no answer, by the bundle `durableFaults`. */

import assert from "node:assert/strict";
import type { TestWorker } from "./worker.ts";

/** So many of the next calls of buffers lose their answers, when the buffers have given them. */
export async function loseAnswers(worker: TestWorker, calls: number): Promise<void> {
  const body = JSON.stringify({ lost: calls });
  const response = await fetch(new URL("/__calls", worker.url), { method: "POST", body });
  assert.equal(response.status, 200);
}

/** Log records of a service, when everything is flushed. */
export async function storedLogs(worker: TestWorker, service: string): Promise<number> {
  assert.equal((await worker.flush()).status, 200);
  const { rows } = await worker.withLake((lake) =>
    lake.query(`SELECT count(*)::INT FROM logs WHERE ServiceName = '${service}'`),
  );
  return rows[0]?.[0] as number;
}
