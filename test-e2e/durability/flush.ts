import assert from "node:assert/strict";
import { setTimeout as later } from "node:timers/promises";

const LIMIT_MS = 120_000;

/** Has everything stored and committed. What died a moment ago may make the first attempts fail. */
export async function flush(post: () => Promise<Response>): Promise<void> {
  const started = Date.now();
  for (;;) {
    const answer = await post().catch(() => undefined);
    const text = await answer?.text();
    if (answer?.status === 200) return;
    assert.equal(answer?.status ?? 503, 503, text);
    assert.ok(Date.now() - started < LIMIT_MS, `nothing is flushed after ${LIMIT_MS} ms: ${text}`);
    await later(50);
  }
}
