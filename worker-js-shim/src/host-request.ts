import type { Env } from "./env.ts";
import type { Instance } from "./instance.ts";

const NOTHING = new Uint8Array(0);

/**
 * A piece of work while Java is at it: an HTTP request, or a call or an alarm of a durable object. Java holds a reference to it and passes it to
 * every host call, so each call meets the bindings of its own. No table holds it: when its client goes away, its suspended Wasm may never
 * resume, and all of this is garbage together.
 */
export class HostRequest {
  readonly instance: Instance;
  readonly env: Env;
  #inbox: Uint8Array = NOTHING;
  #outbox: Uint8Array = NOTHING;
  #kept: Uint8Array | undefined = NOTHING;
  readonly #begun: Array<Promise<number> | undefined> = [];

  constructor(instance: Instance, env: Env) {
    this.instance = instance;
    this.env = env;
  }

  /** Leaves bytes for Java to fetch. The array becomes this object's. */
  deliver(bytes: Uint8Array): number {
    this.#inbox = bytes;
    return bytes.length;
  }

  /** Copies a piece of the inbox into the window. With its last piece the inbox is given up: bodies are large. */
  copyInbox(offset: number, length: number): void {
    this.instance.window.put(this.#inbox, offset, length);
    if (offset + length === this.#inbox.length) {
      this.#inbox = NOTHING;
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

  /** Remembers work that goes on while Java does, and gives it a number. */
  begin(work: Promise<number>): number {
    // Java asks for the outcome later; until then a failure is nobody's.
    work.catch(() => undefined);
    return this.#begun.push(work) - 1;
  }

  /** The outcome of work that was begun. To be asked for once. */
  end(number: number): Promise<number> {
    const work = this.#begun[number];
    if (work === undefined) {
      return Promise.reject(new Error(`nothing under way has the number ${number}`));
    }
    this.#begun[number] = undefined;
    return work;
  }
}
