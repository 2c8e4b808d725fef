import type { HostRequest } from "../java/host-request.ts";
import { deleteAlarm, getAlarm, setAlarm } from "./alarm.ts";
import { openBody, readBody } from "./body.ts";
import { canCompress, compress, decompress } from "./compress.ts";
import { sha256 } from "./digest.ts";
import { answer, head, settings } from "./exchange.ts";
import { fetchAnswer, fetchBody } from "./http.ts";
import { log } from "./log.ts";
import { awaitCall, beginCall, hasObjects, ifUnanswered, reply, unanswered } from "./objects.ts";
import { random } from "./random.ts";
import { sql } from "./sql.ts";
import { awaitPut, beginPut, exists, get } from "./store.ts";
import { sleep } from "./time.ts";

/** On behalf of an HTTP request, of an object's call or alarm, or of any. */
type Work<Q extends HostRequest, A extends unknown[], R> = (request: Q, ...args: A) => R;

/** The module `host`: one entry for each method of `Host.java`. */
export function hostImports(): Record<string, unknown> {
  return {
    inbox: immediate((request: HostRequest, offset: number, length: number) => request.copyInbox(offset, length)),
    openOutbox: immediate((request: HostRequest, length: number) => request.openOutbox(length)),
    outbox: immediate((request: HostRequest, offset: number, length: number) => request.fillOutbox(offset, length)),
    settings: immediate(settings),
    head: immediate(head),
    readBody: blocking(readBody),
    openBody: immediate(openBody),
    answer: immediate(answer),
    beginPut: immediate(beginPut),
    awaitPut: blocking(awaitPut),
    get: blocking(get),
    exists: blocking(exists),
    fetch: blocking(fetchAnswer),
    fetchBody: immediate(fetchBody),
    sha256: immediate(sha256),
    canCompress,
    compress: immediate(compress),
    decompress: immediate(decompress),
    now: () => Date.now(),
    sleep: blocking(sleep),
    random: immediate(random),
    log: immediate(log),
    sql: immediate(sql),
    getAlarm: blocking(getAlarm),
    setAlarm: immediate(setAlarm),
    deleteAlarm: immediate(deleteAlarm),
    hasObjects,
    beginCall: immediate(beginCall),
    awaitCall: blocking(awaitCall),
    ifUnanswered: immediate(ifUnanswered),
    unanswered: immediate(unanswered),
    reply: immediate(reply),
  };
}

/** A call that returns at once. What it throws becomes a Java exception. */
function immediate<Q extends HostRequest, A extends unknown[], R>(work: Work<Q, A, R>): Work<Q, A, R> {
  return (request, ...args) => {
    try {
      return work(request, ...args);
    } catch (error) {
      return request.instance.throwIntoJava(error);
    }
  };
}

/**
 * A call that suspends Java until the promise settles, which it does within a limit of time (`time-limit.ts`). Other requests run meanwhile, and
 * one of them may break the instance: then this call does not return into it.
 */
function blocking<Q extends HostRequest, A extends unknown[], R>(work: Work<Q, A, Promise<R>>): WebAssembly.Suspending {
  return new WebAssembly.Suspending(async (request: Q, ...args: A) => {
    let result: R;
    try {
      result = await work(request, ...args);
    } catch (error) {
      request.instance.assertUsable();
      return request.instance.throwIntoJava(error);
    }
    request.instance.assertUsable();
    return result;
  });
}
