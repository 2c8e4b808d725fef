import assert from "node:assert/strict";
import { setTimeout as later } from "node:timers/promises";

const LIMIT_MS = 120_000;

/** The answer to `POST /flush`. */
export interface Flushed {
  readonly status: "done" | "incomplete";
  /** One line each. */
  readonly problems: readonly string[];
}

/** All that was acknowledged is stored and committed. */
export const DONE: Flushed = { status: "done", problems: [] };

export async function flushed(answer: Response): Promise<Flushed> {
  return (await answer.json()) as Flushed;
}

/** Has everything stored and committed. What died a moment ago may make the first attempts fail, and a large backlog takes several. */
export async function flush(post: () => Promise<Response>, limitMillis: number = LIMIT_MS): Promise<void> {
  const started = Date.now();
  for (;;) {
    const answer = await post().catch(() => undefined);
    const text = await answer?.text();
    if (answer?.status === 200) return;
    assert.equal(answer?.status ?? 503, 503, text);
    assert.ok(Date.now() - started < limitMillis, `not everything is flushed after ${limitMillis} ms: ${text}`);
    await later(50);
  }
}
