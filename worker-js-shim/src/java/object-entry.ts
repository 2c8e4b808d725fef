import type { Env } from "../env.ts";
import type { Guest } from "./guest.ts";
import { HostRequest } from "./host-request.ts";

/** A call or an alarm of a durable object, and Java's answer to it. */
export class ObjectEntry extends HostRequest {
  readonly storage: DurableObjectStorage;
  #answer: Uint8Array | undefined;

  constructor(instance: Guest, env: Env, storage: DurableObjectStorage) {
    super(instance, env);
    this.storage = storage;
  }

  reply(message: Uint8Array): void {
    this.#answer = message;
  }

  /** @throws Error if Java returned without an answer */
  get answer(): Uint8Array {
    if (this.#answer === undefined) {
      throw new Error("Java returned without an answer");
    }
    return this.#answer;
  }
}
