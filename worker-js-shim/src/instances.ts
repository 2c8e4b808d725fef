import { hostImports } from "./host/imports.ts";
import { Instance } from "./java/instance.ts";

/** Made at the Worker's start, so that no request pays for it. Requests and durable objects of an isolate share it. */
let current = new Instance(hostImports());

/** The instance in use: a new one if a trap has ended the last. */
export function usableInstance(): Instance {
  if (current.lost) {
    current = new Instance(hostImports());
  }
  return current;
}
