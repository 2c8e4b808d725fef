import type { Env } from "../env.ts";
import type { Guest } from "./guest.ts";

const NOTHING = new Uint8Array(0);

/**
 * A piece of work while Java is at it: an HTTP request, or a call or an alarm of a durable object. Java holds a reference to it and passes it to
 * every host call, so each call meets the bindings of its own. No table holds it: when its client goes away, its suspended Wasm may never
 * resume, and all of this is garbage together.
 */
export class HostRequest {
  readonly instance: Guest;
  readonly env: Env;
  #inbox: Uint8Array[] = [];
  /** Bytes of the inbox that came before its first block. */
  #inboxTaken = 0;
  #outbox: Uint8Array = NOTHING;
  #kept: Uint8Array | undefined = NOTHING;
  readonly #begun: Array<Promise<unknown> | undefined> = [];

  constructor(instance: Guest, env: Env) {
    this.instance = instance;
    this.env = env;
  }

  /** Leaves bytes for Java to fetch. The array becomes this object's. */
  deliver(bytes: Uint8Array): number {
    return this.deliverBlocks([bytes]);
  }

  /** As {@link deliver}, several arrays as one. All but the last have multiples of the window's bytes. */
  deliverBlocks(blocks: Uint8Array[]): number {
    this.#inbox = blocks;
    this.#inboxTaken = 0;
    return blocks.reduce((sum, block) => sum + block.length, 0);
  }

  /**
   * Copies a piece of the inbox into the window. Pieces are taken in order, none twice, each of a window's bytes but the last: a block is given
   * up with its last piece, because bodies are large.
   */
  copyInbox(offset: number, length: number): void {
    const [block = NOTHING] = this.#inbox;
    this.instance.window.put(block, offset - this.#inboxTaken, length);
    if (offset + length === this.#inboxTaken + block.length) {
      this.#inbox.shift();
      this.#inboxTaken += block.length;
    }
  }

  /** Keeps bytes that Java will ask for after what is in the inbox. */
  keep(bytes: Uint8Array | undefined): void {
    this.#kept = bytes;
  }

  /** What was kept, which is nothing from now on. */
  takeKept(): Uint8Array | undefined {
    const bytes = this.#kept;
    this.#kept = NOTHING;
    return bytes;
  }

  openOutbox(length: number): void {
    this.#outbox = new Uint8Array(length);
  }

  fillOutbox(offset: number, length: number): void {
    this.instance.window.take(this.#outbox, offset, length);
  }

  /** What Java put into the outbox, which is empty from now on. */
  takeOutbox(): Uint8Array {
    const bytes = this.#outbox;
    this.#outbox = NOTHING;
    return bytes;
  }

  /** Remembers work that goes on while Java does, and gives it a number. It ends within a limit of time. */
  begin<T>(work: Promise<T>): number {
    // Java asks for the outcome later; until then a failure is nobody's.
    work.catch(() => undefined);
    return this.#begun.push(work) - 1;
  }

  /** The outcome of work that was begun. To be asked for once. */
  end<T>(number: number): Promise<T> {
    const work = this.#begun[number];
    if (work === undefined) {
      return Promise.reject(new Error(`no work in progress has the number ${number}`));
    }
    this.#begun[number] = undefined;
    return work as Promise<T>;
  }
}
