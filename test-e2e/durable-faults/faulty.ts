/** The platform as a durable object sees it, with faults between the two. */

import type { Env } from "../../worker-js-shim/src/env.ts";
import { hangingBucket } from "./hanging.ts";
import { overriding } from "./overriding.ts";
import { delayOf, nextFault } from "./plan.ts";

/** Ends an object in mid-flight, as the platform does. What was written in this turn of the event loop is lost with it. */
export type Abort = (reason: string) => void;

const never = (): Promise<never> => new Promise(() => undefined);

/** A call that blocks. After an abort it never returns: nobody is there any more. */
export async function blocking<T>(point: string, abort: Abort, work: () => Promise<T>): Promise<T> {
  const fault = nextFault(point, "blocking");
  switch (fault) {
    case undefined:
      return work();
    case "delay":
      await scheduler.wait(delayOf(point));
      return work();
    case "abort-before":
      abort(`${point}: ${fault}`);
      return never();
    case "abort-after":
      await work();
      abort(`${point}: ${fault}`);
      return never();
    case "fail-before":
      throw retryable(`${point}: ${fault}`);
    case "fail-after":
      await work();
      throw retryable(`${point}: ${fault}`);
  }
}

/** A call that returns at once. */
export function immediate<T>(point: string, abort: Abort, work: () => T): T {
  const fault = nextFault(point, "immediate");
  if (fault === "abort-before") abort(`${point}: ${fault}`);
  if (fault === "fail-before" || fault === "abort-before") throw new Error(`${point}: ${fault}`);
  const result = work();
  if (fault === "abort-after") {
    abort(`${point}: ${fault}`);
    throw new Error(`${point}: ${fault}`);
  }
  return result;
}

/** R2's code for "try again", and the platform's flag for calls of objects. */
function retryable(message: string): Error {
  return Object.assign(new Error(`${message} (10001)`), { retryable: true });
}

/** The storage of an object: every statement and every access to the alarm can fail or be the last. */
export function faultyStorage(name: string, storage: DurableObjectStorage, abort: Abort): DurableObjectStorage {
  return overriding(storage, {
    sql: overriding(storage.sql, {
      exec: (statement: string, ...parameters: unknown[]) =>
        immediate(`${name} sql`, abort, () => storage.sql.exec(statement, ...parameters)),
    }),
    getAlarm: () => blocking(`${name} getAlarm`, abort, () => storage.getAlarm()),
    setAlarm: (at: number) => immediate(`${name} setAlarm`, abort, () => storage.setAlarm(at)),
    deleteAlarm: () => immediate(`${name} deleteAlarm`, abort, () => storage.deleteAlarm()),
  });
}

/** The bindings of an object: the bucket, and the objects that it calls. */
export function faultyBindings(name: string, env: Env, abort: Abort): Env {
  const { COMMITTER, BUFFER } = env;
  const BUCKET = env.BUCKET && hangingBucket(env.BUCKET);
  return {
    ...env,
    ...(BUCKET && {
      BUCKET: overriding(BUCKET, {
        put: (...args: unknown[]) => blocking(`${name} put`, abort, () => call(BUCKET, "put", args)),
        get: (...args: unknown[]) => blocking(`${name} get`, abort, () => call(BUCKET, "get", args)),
      }),
    }),
    ...(COMMITTER && { COMMITTER: faultyNamespace(name, COMMITTER, abort) }),
    ...(BUFFER && { BUFFER: faultyNamespace(name, BUFFER, abort) }),
  };
}

function faultyNamespace<N extends NonNullable<Env["BUFFER"]> | NonNullable<Env["COMMITTER"]>>(
  name: string,
  namespace: N,
  abort: Abort,
): N {
  return overriding(namespace as object, {
    getByName: (object: string) => {
      const stub = namespace.getByName(object);
      return {
        call: (message: Uint8Array) => blocking(`${name} call ${object}`, abort, () => stub.call(message)),
      };
    },
  }) as N;
}

// biome-ignore lint/suspicious/noExplicitAny: passed on as they came.
function call(target: any, method: string, args: unknown[]): Promise<unknown> {
  return target[method](...args);
}
