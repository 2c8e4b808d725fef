/**
 * What the Worker says to the buffers, and buffers that take their time: a test sets how much later a request reaches its buffer, and how much later than
 * that the Worker has the answer.
 */

import type { Env } from "../../worker-js-shim/src/env.ts";
import { overriding } from "./overriding.ts";

export interface CallDelays {
  readonly beforeMillis?: number;
  readonly afterMillis?: number;
  /** Only so many calls are delayed; by default all. */
  readonly slow?: number;
  /** So many calls lose their answer when the buffer has given it. */
  readonly lost?: number;
}

/** The Worker's wish to keep a request, as `Operation.java` has it. */
const ACCEPT = 1;

let delays: CallDelays = {};
let slow = 0;
let lost = 0;
let operations: number[] = [];
let underWay = 0;

/** From now on. What was said before is forgotten. */
export function setCallDelays(next: CallDelays): void {
  delays = next;
  slow = next.slow ?? Number.POSITIVE_INFINITY;
  lost = next.lost ?? 0;
  operations = [];
}

/** The operations that buffers were asked for, in the order in which they were sent. */
export function calledOperations(): readonly number[] {
  return operations;
}

/** Calls of buffers that have not ended. */
export function callsUnderWay(): number {
  return underWay;
}

export function slowBuffers(env: Env): Env {
  const { BUFFER } = env;
  if (BUFFER === undefined) return env;
  const getByName = (name: string): unknown => {
    const stub = BUFFER.getByName(name);
    const counted = async (message: Uint8Array): Promise<Uint8Array> => {
      underWay++;
      try {
        return await call((bytes) => stub.call(bytes), message);
      } finally {
        underWay--;
      }
    };
    return { call: counted };
  };
  return { ...env, BUFFER: overriding(BUFFER, { getByName }) };
}

async function call(send: (message: Uint8Array) => Promise<Uint8Array>, message: Uint8Array): Promise<Uint8Array> {
  // Two numbers of eight bytes: the version and the operation.
  const operation = message[8] ?? 0;
  operations.push(operation);
  if (operation !== ACCEPT) return send(message);
  const { beforeMillis = 0, afterMillis = 0 } = slow > 0 ? delays : {};
  slow--;
  if (beforeMillis > 0) await scheduler.wait(beforeMillis);
  const answer = await send(message);
  if (afterMillis > 0) await scheduler.wait(afterMillis);
  if (lost > 0) {
    lost--;
    throw Object.assign(new Error("the answer of the buffer was lost"), { retryable: true });
  }
  return answer;
}
