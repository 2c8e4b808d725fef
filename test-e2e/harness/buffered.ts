/**
 * A Worker in workerd that flushes nothing: what it has accepted is in its buffer, to be counted. Calls of the buffer can be delayed, and lose their
 * answers (slow-calls.ts).
 */

import { once } from "node:events";
import type { TestContext } from "node:test";
import { setTimeout as later } from "node:timers/promises";
import { zstdDecompressSync } from "node:zlib";
import { RawWorker } from "./raw-workerd.ts";

/** As `Operation.java` has them. */
export const ACCEPT = 1;
export const UNANSWERED = 8;

const BUFFER = "logs-0";

interface Status {
  readonly buffers: ReadonlyArray<{ readonly buffer: string; readonly backlog?: { readonly rows: number } }>;
}

/** `slow` says for how many calls; by default all. See slow-calls.ts. */
export interface CallDelays {
  readonly beforeMillis?: number;
  readonly afterMillis?: number;
  readonly slow?: number;
  readonly lost?: number;
}

export class Buffered {
  readonly worker: RawWorker;

  private constructor(worker: RawWorker) {
    this.worker = worker;
  }

  static async start(test: TestContext): Promise<Buffered> {
    const vars = { OTLP2PARQUET_BATCH_MAX_AGE_SECS: "86400" };
    return new Buffered(await RawWorker.start(test, "durableFaults", vars));
  }

  /** From now on. */
  delay(delays: CallDelays): Promise<unknown> {
    return this.worker.json("/__calls", delays);
  }

  calls(): Promise<number[]> {
    return this.worker.json("/__calls");
  }

  /** Waits until the buffers were asked for so many things of a kind. */
  async called(operation: number, times = 1): Promise<number[]> {
    for (let attempt = 0; attempt < 500; attempt++) {
      const calls = await this.calls();
      if (calls.filter((each) => each === operation).length >= times) return calls;
      await later(20);
    }
    throw new Error(`not asked for ${operation} ${times} times:\n${this.worker.output}`);
  }

  /** Waits until no call of a buffer is under way: what is late has arrived. */
  async quiet(): Promise<void> {
    for (let attempt = 0; attempt < 600; attempt++) {
      if ((await this.worker.json<number>("/__calls/under-way")) === 0) return;
      await later(100);
    }
    throw new Error(`calls of buffers do not end:\n${this.worker.output}`);
  }

  /** Rows in the buffer of logs. */
  async rows(): Promise<number> {
    const status = await this.worker.json<Status>("/status");
    return status.buffers.find(({ buffer }) => buffer === BUFFER)?.backlog?.rows ?? 0;
  }

  /** The texts in the bodies of the buffer of logs that a pattern finds, each with how often it is there. */
  async copies(pattern: RegExp): Promise<Map<string, number>> {
    const query = <T>(text: string): Promise<T[]> => this.worker.json("/__sql", { buffer: BUFFER, query: text });
    const tables = await query<{ name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND (name = 'log' OR name GLOB 'log_[0-9]*')",
    );
    const copies = new Map<string, number>();
    for (const { name } of tables) {
      for (const { body } of await query<{ body: string }>(`SELECT hex(body) AS body FROM ${name}`)) {
        const plain = zstdDecompressSync(Buffer.from(body, "hex")).toString("latin1");
        for (const [text] of plain.matchAll(pattern)) copies.set(text, (copies.get(text) ?? 0) + 1);
      }
    }
    return copies;
  }

  /** Sends a request and resets the connection while the buffer is at it. */
  async hangUp(request: string): Promise<void> {
    const socket = await this.worker.send("logs", request);
    await this.called(ACCEPT);
    socket.resetAndDestroy();
    await once(socket, "close");
  }
}
