/** What the isolate of a Worker under `wrangler dev` holds, as V8's inspector says. */

import { setTimeout as later } from "node:timers/promises";

const SAMPLE_MS = 50;
const COLLECTING_SAMPLE_MS = 500;

/** The inspector answers pages of Cloudflare's own tools only. */
const ORIGIN = "https://devtools.devprod.cloudflare.dev";

interface Usage {
  readonly usedSize: number;
  readonly backingStorageSize: number;
}

/** Bytes at most, garbage that is not collected yet included. */
export interface Peak {
  heap: number;
  arrayBuffers: number;
  /** Of both at one moment. */
  together: number;
}

/** Asks again and again. A Worker that is restarted needs a new one. With `collecting` garbage is collected before each sample: the peak is of what is retained. */
export class IsolateMemory {
  readonly peak: Peak = { heap: 0, arrayBuffers: 0, together: 0 };
  readonly #socket: WebSocket;
  readonly #collecting: boolean;
  #samples = 0;
  #going = true;

  private constructor(socket: WebSocket, collecting: boolean) {
    this.#socket = socket;
    this.#collecting = collecting;
    socket.onmessage = (message) => this.#take(String(message.data));
    void this.#ask();
  }

  static async watch(inspectorPort: number, collecting = false): Promise<IsolateMemory> {
    // Node's own WebSocket takes headers, its types do not know.
    const Socket = WebSocket as unknown as new (url: string, options: { headers: Record<string, string> }) => WebSocket;
    const socket = new Socket(`ws://127.0.0.1:${inspectorPort}/ws`, { headers: { Origin: ORIGIN } });
    await new Promise<void>((resolve, reject) => {
      socket.onopen = () => resolve();
      socket.onerror = () => reject(new Error(`no inspector at port ${inspectorPort}`));
    });
    return new IsolateMemory(socket, collecting);
  }

  /** How often it was asked with success. */
  get samples(): number {
    return this.#samples;
  }

  stop(): void {
    this.#going = false;
    this.#socket.close();
  }

  async #ask(): Promise<void> {
    for (let id = 1; this.#going && this.#socket.readyState === WebSocket.OPEN; id++) {
      if (this.#collecting) this.#socket.send(JSON.stringify({ id: -id, method: "HeapProfiler.collectGarbage" }));
      this.#socket.send(JSON.stringify({ id, method: "Runtime.getHeapUsage" }));
      await later(this.#collecting ? COLLECTING_SAMPLE_MS : SAMPLE_MS);
    }
  }

  #take(text: string): void {
    const { result } = JSON.parse(text) as { result?: Partial<Usage> };
    if (result?.usedSize === undefined || result.backingStorageSize === undefined) return;
    this.#samples++;
    this.peak.heap = Math.max(this.peak.heap, result.usedSize);
    this.peak.arrayBuffers = Math.max(this.peak.arrayBuffers, result.backingStorageSize);
    this.peak.together = Math.max(this.peak.together, result.usedSize + result.backingStorageSize);
  }
}
