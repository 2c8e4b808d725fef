import type { Env } from "../env.ts";
import { FailureKind, HostFailure } from "../host-failure.ts";
import type { HostRequest } from "../java/host-request.ts";
import type { HttpExchange } from "../java/http-exchange.ts";
import type { ObjectEntry } from "../java/object-entry.ts";
import { ObjectKind } from "../object-kind.ts";
import { limitFor, within } from "../time-limit.ts";

/** What the platform says of a call that failed: https://developers.cloudflare.com/durable-objects/best-practices/error-handling/ */
interface ObjectError {
  readonly retryable?: boolean;
  readonly overloaded?: boolean;
  /** The object was aborted, for one by `JavaDurableObject`. */
  readonly durableObjectReset?: boolean;
}

/** 1 if the durable objects are bound. */
export function hasObjects(request: HostRequest): number {
  return request.env.BUFFER !== undefined && request.env.COMMITTER !== undefined ? 1 : 0;
}

/**
 * Begins to call the durable object whose name is in the window with the message in the outbox.
 *
 * @param timeoutMillis how long its answer may take, for calls that wait by design; 0 for as long as every call may
 */
export function beginCall(request: HostRequest, kind: number, nameLength: number, timeoutMillis: number): number {
  const name = request.instance.window.text(nameLength);
  const message = request.takeOutbox();
  const limit = timeoutMillis > 0 ? timeoutMillis : limitFor(message.length);
  return request.begin(within(limit, call(request.env, kind, name, message), (millis) => noAnswer(name, millis)));
}

/** Waits for a call that was begun. Its answer comes into the inbox. */
export async function awaitCall(request: HostRequest, number: number): Promise<number> {
  return request.deliver(await request.end<Uint8Array>(number));
}

async function call(env: Env, kind: number, name: string, message: Uint8Array): Promise<Uint8Array> {
  // A stub of its own for each call: one whose call has failed may be broken for good.
  const stub = namespaceOf(env, kind).getByName(name);
  try {
    return await stub.call(message);
  } catch (error) {
    throw new HostFailure(kindOf(error as ObjectError), `${name}: ${error instanceof Error ? error.message : error}`);
  }
}

/** An object that does not answer has too much to do already: whoever calls it at once again makes that worse. */
function noAnswer(name: string, millis: number): HostFailure {
  return new HostFailure(FailureKind.OBJECT_OVERLOADED, `${name}: no answer within ${millis / 1000} s`);
}

/** Keeps the message in the outbox for the durable object whose name is in the window, in case this request ends without an answer. */
export function ifUnanswered(request: HttpExchange, kind: number, nameLength: number): void {
  const name = request.instance.window.text(nameLength);
  const message = request.takeOutbox();
  request.answers.ifUnanswered(name, () => call(request.env, kind, name, message));
}

/** The answer to this request will not say what became of it. */
export function unanswered(request: HttpExchange): void {
  request.answers.unanswered();
}

/** The answer to the call, out of the outbox. */
export function reply(entry: ObjectEntry): void {
  entry.reply(entry.takeOutbox());
}

function namespaceOf(env: Env, kind: number): NonNullable<Env["BUFFER"]> | NonNullable<Env["COMMITTER"]> {
  const [namespace, binding] =
    kind === ObjectKind.BUFFER ? ([env.BUFFER, "BUFFER"] as const) : ([env.COMMITTER, "COMMITTER"] as const);
  if (namespace === undefined) {
    throw new HostFailure(
      FailureKind.OBJECT_FAILED,
      `no durable object is bound as ${binding}: add it under [[durable_objects.bindings]] in wrangler.toml`,
    );
  }
  return namespace;
}

function kindOf({ retryable, overloaded, durableObjectReset }: ObjectError): FailureKind {
  if (overloaded === true) {
    return FailureKind.OBJECT_OVERLOADED;
  }
  return retryable === true || durableObjectReset === true ? FailureKind.OBJECT_RETRYABLE : FailureKind.OBJECT_FAILED;
}
