import { FailureKind, HostFailure } from "../host-failure.ts";
import { limitFor, timeLimits } from "../time-limit.ts";
import { WINDOW_SIZE } from "../window.ts";

/** Multiples of the window, which is filled from one block at a time. Most bodies fit into the first. */
const FIRST_BLOCK = WINDOW_SIZE;
const LARGEST_BLOCK = 16 * WINDOW_SIZE;

/**
 * The body of a request while it arrives. It takes as much memory as has come, whatever its head promises, and is read in as large pieces as the
 * connection has: some fifty turns for 10 MB, where the default reader would take 2,500.
 */
export class IncomingBody {
  readonly #stream: ReadableStream<Uint8Array> | null;
  readonly #announced: number | undefined;
  readonly #full: Uint8Array[] = [];
  #block: ArrayBuffer = new ArrayBuffer(0);
  #filled = 0;
  #length = 0;
  #done: boolean;
  /** Spent in waiting for the client. */
  #waitedMillis = 0;

  /** @param announced its length as the head of the request has it, if it does: HTTP sees to it that it is true */
  constructor(stream: ReadableStream<Uint8Array> | null, announced: number | undefined) {
    this.#stream = stream;
    this.#announced = announced;
    this.#done = stream === null || announced === 0;
  }

  /**
   * Reads on until the body has ended, or has more than `room` bytes. What is not read then, or is beyond `maxBytes`, can be drained by whoever
   * answers; what fails otherwise stays locked.
   *
   * @returns whether it has ended
   * @throws HostFailure BODY_TOO_LARGE beyond `maxBytes`, BODY_INCOMPLETE if the connection ends too early, BODY_SLOW if nothing comes for ten
   *     seconds, or less than 256 kB a second after the first thirty
   */
  async readBeyond(room: number, maxBytes: number): Promise<boolean> {
    if (this.#done || this.#stream === null) {
      return true;
    }
    const reader = this.#stream.getReader({ mode: "byob" });
    const patience = new Patience(this.#length, this.#waitedMillis);
    try {
      while (!this.#done && this.#length <= room && this.#length <= maxBytes) {
        await this.#readPiece(reader, patience);
        patience.came(this.#length);
      }
    } finally {
      this.#waitedMillis = patience.end();
    }
    if (this.#length > maxBytes) {
      reader.releaseLock();
      throw new HostFailure(FailureKind.BODY_TOO_LARGE, "");
    }
    if (!this.#done) {
      reader.releaseLock();
    }
    return this.#done;
  }

  /** What has come, in order; all blocks but the last are multiples of the window. They are the caller's now. */
  take(): Uint8Array[] {
    const last = new Uint8Array(this.#block, 0, this.#filled);
    return this.#length === 0 || this.#filled > 0 ? [...this.#full.splice(0), last] : this.#full.splice(0);
  }

  /** As much again as has come: a client that stops there holds no more than it is counted for. All blocks are full. */
  #nextBlock(): number {
    return this.#length === 0
      ? Math.min(FIRST_BLOCK, this.#announced ?? FIRST_BLOCK)
      : Math.min(LARGEST_BLOCK, this.#length);
  }

  async #readPiece(reader: ReadableStreamBYOBReader, patience: Patience): Promise<void> {
    if (this.#filled === this.#block.byteLength) {
      if (this.#filled > 0) {
        this.#full.push(new Uint8Array(this.#block));
      }
      this.#block = new ArrayBuffer(this.#nextBlock());
      this.#filled = 0;
    }
    let piece: ReadableStreamReadResult<Uint8Array<ArrayBuffer>>;
    try {
      piece = await Promise.race([reader.read(new Uint8Array(this.#block, this.#filled)), patience.over]);
    } catch (error) {
      throw error instanceof HostFailure ? error : new HostFailure(FailureKind.BODY_INCOMPLETE, String(error));
    }
    // The view's buffer was handed over, and comes back in another.
    const { done, value } = piece;
    if (value !== undefined) {
      this.#block = value.buffer;
      this.#filled += value.length;
      this.#length += value.length;
    }
    // Asking for the end too would be another turn, for each of many small bodies.
    this.#done = done || this.#length === this.#announced;
  }
}

/** Watches over a body: one timer for many pieces. */
class Patience {
  /** Rejects when it is over. */
  readonly over: Promise<never>;
  readonly #begun = Date.now();
  readonly #waitedBefore: number;
  #reject: (error: HostFailure) => void = () => undefined;
  #timer: ReturnType<typeof setTimeout>;
  #lastCame = this.#begun;
  #length: number;

  constructor(length: number, waitedBefore: number) {
    this.#length = length;
    this.#waitedBefore = waitedBefore;
    this.over = new Promise((_, reject) => {
      this.#reject = reject;
    });
    this.over.catch(() => undefined);
    const look = (): void => {
      const left = this.#left();
      if (left <= 0) {
        this.#reject(new HostFailure(FailureKind.BODY_SLOW, `${this.#length} bytes within ${this.#waited()} ms`));
      } else {
        this.#timer = setTimeout(look, left);
      }
    };
    this.#timer = setTimeout(look, this.#left());
  }

  came(length: number): void {
    this.#lastCame = Date.now();
    this.#length = length;
  }

  /** Milliseconds that were waited in all. */
  end(): number {
    clearTimeout(this.#timer);
    return this.#waited();
  }

  #waited(): number {
    return this.#waitedBefore + Date.now() - this.#begun;
  }

  #left(): number {
    const silent = timeLimits.silenceMillis - (Date.now() - this.#lastCame);
    const slow = limitFor(this.#length) - this.#waited();
    return Math.min(silent, slow);
  }
}
