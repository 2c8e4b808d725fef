/**
 * The Worker with faults: the header `x-test-fault` of a request says which one it meets. Everything else is the real thing, bindings
 * included: a store that fails is the real bucket behind a `put` that does not always reach it.
 */

import type { Env } from "../../worker-js-shim/src/env.ts";
import { type Entry, handle } from "../../worker-js-shim/src/handle.ts";
import { type BreakingObject, callBreaking } from "./breaking-object.ts";

export { OtlpBuffer, TableCommitter } from "../../worker-js-shim/src/durable-objects.ts";
export { BreakingObject } from "./breaking-object.ts";

type Put = R2Bucket["put"];

const later = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The bucket of a request, with another `put`. */
function withPut(bucket: R2Bucket, put: (original: Put) => Put): R2Bucket {
  const faulty = put(bucket.put.bind(bucket) as Put);
  return new Proxy(bucket, {
    get(target, name) {
      if (name === "put") return faulty;
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

/** A put of which the calls with these numbers (from 1) fail: before they reach the bucket, or after the object is stored. */
function failingPut(fails: (call: number) => boolean, failing: "before" | "after" = "before"): (original: Put) => Put {
  return (original) => {
    let calls = 0;
    return (async (...args: Parameters<Put>) => {
      const fault = fails(++calls);
      if (fault && failing === "before") throw new Error(INTERNAL_ERROR);
      const stored = await original(...args);
      if (fault) throw new Error(INTERNAL_ERROR);
      return stored;
    }) as Put;
  };
}

/** As the binding words it; the shim reads the code. */
const INTERNAL_ERROR = "put: We encountered an internal error. Please try again. (10001)";

const puts = { round: 0, waiting: 0, done: 0 };

const STORE_FAULTS: Record<string, (original: Put) => Put> = {
  "store-fails": failingPut(() => true),
  "store-fails-once": failingPut((call) => call === 1),
  /** One object is stored, the others are not. */
  "store-fails-later": failingPut((call) => call > 1),
  /** The object is stored, but the answer is lost. */
  "store-answer-lost": failingPut(() => true, "after"),
  "store-answer-lost-once": failingPut((call) => call === 1, "after"),
  "store-forbids": () =>
    (async () => {
      throw new Error("put: Access Denied (10003)");
    }) as Put,
  /** The put waits for `POST /__puts`; `GET /__puts` tells how many wait, and how many have been let go. */
  "store-waits": (original) =>
    (async (...args: Parameters<Put>) => {
      const round = puts.round;
      puts.waiting++;
      // What another request resolves must not be awaited: each request looks for itself.
      while (round === puts.round) await later(10);
      puts.waiting--;
      const stored = await original(...args);
      puts.done++;
      return stored;
    }) as Put,
};

/** Kinds of `Fault.java`. */
const JAVA_FAULTS: Record<string, number> = { trap: 0, "java-exception": 1, "stack-overflow": 2 };

interface FaultEnv extends Env {
  readonly BREAKING: DurableObjectNamespace<BreakingObject>;
}

export default {
  fetch(request, env, context) {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith("/breaking/")) return callBreaking(request, pathname, env);
    if (pathname === "/__puts") {
      if (request.method === "POST") puts.round++;
      return Response.json(puts);
    }
    const fault = request.headers.get("x-test-fault") ?? "none";
    const kind = JAVA_FAULTS[fault];
    if (kind !== undefined) {
      const enter: Entry = (instance) => instance.fault(kind);
      return handle(request, env, context, enter);
    }
    const storeFault = STORE_FAULTS[fault];
    if (storeFault === undefined || env.BUCKET === undefined) return handle(request, env, context);
    return handle(request, { ...env, BUCKET: withPut(env.BUCKET, storeFault) }, context);
  },
} satisfies ExportedHandler<FaultEnv>;
