import { Instance } from "./instance.ts";

/** Made at the Worker's start, so that no request pays for it. Requests and durable objects of an isolate share it. */
let current = new Instance();

/** The instance in use: a new one if a trap has ended the last. */
export function usableInstance(): Instance {
  if (current.lost) {
    current = new Instance();
  }
  return current;
}
