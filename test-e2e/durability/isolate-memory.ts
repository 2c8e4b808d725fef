/** What the isolate of a Worker under `wrangler dev` holds, as V8's inspector says. */

import { setTimeout as later } from "node:timers/promises";

const SAMPLE_MS = 50;

/** Between collections of garbage: seldom enough that the isolate goes on as it would without them. */
const COLLECTION_MS = 3_000;

/** The inspector answers pages of Cloudflare's own tools only. */
const ORIGIN = "https://devtools.devprod.cloudflare.dev";

/** Ids of what is asked. */
const SAMPLED = 1;
const COLLECTED = 2;
const RETAINED = 3;

interface Usage {
  readonly usedSize: number;
  readonly backingStorageSize: number;
}

/** Bytes at most. */
export interface Peak {
  heap: number;
  arrayBuffers: number;
  /** Of both at one moment. */
  together: number;
}

/** Asks again and again. A Worker that is restarted needs a new one. */
export class IsolateMemory {
  /** Garbage that is not collected yet included. */
  readonly peak: Peak = { heap: 0, arrayBuffers: 0, together: 0 };
  /** Without garbage: just after a collection. */
  readonly retained: Peak = { heap: 0, arrayBuffers: 0, together: 0 };
  readonly #socket: WebSocket;
  #samples = 0;
  #collections = 0;
  #collecting = false;
  #collectAt = 0;
  #going = true;

  private constructor(socket: WebSocket, collects: boolean) {
    this.#socket = socket;
    this.#collectAt = collects ? Date.now() + COLLECTION_MS : Number.POSITIVE_INFINITY;
    socket.onmessage = (message) => this.#take(String(message.data));
    void this.#ask();
  }

  /** @param collects whether to collect garbage every few seconds, to see what is retained */
  static async watch(inspectorPort: number, collects = false): Promise<IsolateMemory> {
    // Node's own WebSocket takes headers, its types do not know.
    const Socket = WebSocket as unknown as new (url: string, options: { headers: Record<string, string> }) => WebSocket;
    const socket = new Socket(`ws://127.0.0.1:${inspectorPort}/ws`, { headers: { Origin: ORIGIN } });
    await new Promise<void>((resolve, reject) => {
      socket.onopen = () => resolve();
      socket.onerror = () => reject(new Error(`no inspector at port ${inspectorPort}`));
    });
    return new IsolateMemory(socket, collects);
  }

  /** How often it was asked with success. */
  get samples(): number {
    return this.#samples;
  }

  /** How often its garbage was collected. */
  get collections(): number {
    return this.#collections;
  }

  stop(): void {
    this.#going = false;
    this.#socket.close();
  }

  async #ask(): Promise<void> {
    while (this.#going && this.#socket.readyState === WebSocket.OPEN) {
      if (Date.now() >= this.#collectAt && !this.#collecting) {
        this.#collecting = true;
        this.#send(COLLECTED, "HeapProfiler.collectGarbage");
      }
      this.#send(SAMPLED, "Runtime.getHeapUsage");
      await later(SAMPLE_MS);
    }
  }

  #send(id: number, method: string): void {
    this.#socket.send(JSON.stringify({ id, method }));
  }

  #take(text: string): void {
    const { id, result } = JSON.parse(text) as { id?: number; result?: Partial<Usage> };
    if (id === COLLECTED) {
      // It is answered when it is done, which takes until the isolate has time for it.
      this.#send(RETAINED, "Runtime.getHeapUsage");
      this.#collecting = false;
      this.#collectAt = Date.now() + COLLECTION_MS;
    }
    if (result?.usedSize === undefined || result.backingStorageSize === undefined) return;
    if (id === RETAINED) this.#collections++;
    else this.#samples++;
    const peak = id === RETAINED ? this.retained : this.peak;
    peak.heap = Math.max(peak.heap, result.usedSize);
    peak.arrayBuffers = Math.max(peak.arrayBuffers, result.backingStorageSize);
    peak.together = Math.max(peak.together, result.usedSize + result.backingStorageSize);
  }
}
