/**
 * The platform's limit of subrequests: what one request or alarm may ask of the bucket, of other objects and of the network. workerd has no such
 * limit, so it is kept here: a call beyond it fails as it does on Cloudflare, and so does every later one of the same request or alarm.
 */

import { AsyncLocalStorage } from "node:async_hooks";
import type { Env } from "../../worker-js-shim/src/env.ts";
import { overriding } from "./overriding.ts";

/** Of the paid plan it is 10,000, of the free plan 50. A flush works within a budget that is lower. */
const DEFAULT_LIMIT = 1_000;

interface Invocation {
  readonly name: string;
  subrequests: number;
  puts: number;
}

export interface Subrequests {
  readonly limit: number;
  /** The most of one invocation, by what was invoked. */
  readonly highest: Readonly<Record<string, number>>;
  /** Invocations that put at least one object, by what was invoked: the alarms that stored something. */
  readonly storing: Readonly<Record<string, number>>;
  /** Calls that failed for the limit. */
  readonly refused: number;
  /** Calls that cannot be told to belong to an invocation: the count is wrong if there are any. */
  readonly unattributed: number;
}

const invocations = new AsyncLocalStorage<Invocation>();
let limit = DEFAULT_LIMIT;
let refused = 0;
let unattributed = 0;
let highest = new Map<string, number>();
let storing = new Map<string, number>();

/** Counts from now on, with this limit. */
export function limitSubrequests(next: number = DEFAULT_LIMIT): void {
  limit = next;
  refused = 0;
  unattributed = 0;
  highest = new Map();
  storing = new Map();
}

export function subrequests(): Subrequests {
  return { limit, highest: Object.fromEntries(highest), storing: Object.fromEntries(storing), refused, unattributed };
}

/** Runs a request or an alarm; what it asks of others is counted together. */
export function invocation<T>(name: string, work: () => T): T {
  return invocations.run({ name, subrequests: 0, puts: 0 }, work);
}

/** @throws Error if the invocation has had its share */
export function countSubrequest(): void {
  const current = invocations.getStore();
  if (current === undefined) {
    unattributed++;
    return;
  }
  current.subrequests++;
  highest.set(current.name, Math.max(highest.get(current.name) ?? 0, current.subrequests));
  if (current.subrequests > limit) {
    refused++;
    throw new Error("Too many subrequests by single Worker invocation.");
  }
}

function countPut(): void {
  const current = invocations.getStore();
  if (current === undefined || current.puts++ > 0) return;
  storing.set(current.name, (storing.get(current.name) ?? 0) + 1);
}

/** The bindings, counting. */
export function countingBindings(env: Env): Env {
  const { BUCKET, COMMITTER, BUFFER } = env;
  return {
    ...env,
    ...(BUCKET && {
      BUCKET: overriding(BUCKET, {
        put: (...args: Parameters<R2Bucket["put"]>) => {
          countPut();
          return counted(() => BUCKET.put(...args));
        },
        get: (...args: Parameters<R2Bucket["get"]>) => counted(() => BUCKET.get(...args)),
        head: (...args: Parameters<R2Bucket["head"]>) => counted(() => BUCKET.head(...args)),
        list: (...args: Parameters<R2Bucket["list"]>) => counted(() => BUCKET.list(...args)),
        delete: (...args: Parameters<R2Bucket["delete"]>) => counted(() => BUCKET.delete(...args)),
      }),
    }),
    ...(COMMITTER && { COMMITTER: countingNamespace(COMMITTER) }),
    ...(BUFFER && { BUFFER: countingNamespace(BUFFER) }),
  };
}

async function counted<T>(work: () => Promise<T>): Promise<T> {
  countSubrequest();
  return work();
}

function countingNamespace<N extends NonNullable<Env["BUFFER"]> | NonNullable<Env["COMMITTER"]>>(namespace: N): N {
  return overriding(namespace as object, {
    getByName: (object: string) => {
      const stub = namespace.getByName(object);
      return { call: (message: Uint8Array) => counted(() => stub.call(message)) };
    },
  }) as N;
}
