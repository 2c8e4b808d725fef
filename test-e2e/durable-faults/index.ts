/**
 * The Worker with faults at every blocking call and every SQL statement of its durable objects. `POST /__faults` with settings switches them on,
 * and without a body off; `GET /__faults` tells what has happened; `GET /__written` how many rows the objects wrote. `/__sql` records statements
 * (recording.ts), `/__subrequests` counts them and sets their limit (subrequests.ts), `POST /__call/{buffer|committer}/{name}` hands a message to an object.
 * `POST /__hang` lets the bucket's puts hang, with the body `off` no more, and with `land` those that hang reach it; `POST /__slow` delays each put by so many
 * milliseconds. `POST /__calls` delays what the Worker says to buffers, `GET /__calls` lists it, `GET /__calls/under-way` counts what has no answer (slow-calls.ts); the header `x-test-fault: trap` lets Java break down when it
 * has answered a request. `POST /__limits` changes `timeLimits`. Everything else is the real thing.
 */

import * as real from "../../worker-js-shim/src/durable-objects.ts";
import type { Env } from "../../worker-js-shim/src/env.ts";
import { type Entry, handle } from "../../worker-js-shim/src/handle.ts";
import type { ObjectEntry } from "../../worker-js-shim/src/java/object-entry.ts";
import type { ObjectWork } from "../../worker-js-shim/src/java-durable-object.ts";
import { timeLimits } from "../../worker-js-shim/src/time-limit.ts";
import { countingStorage, rowsWritten } from "./counting.ts";
import { type Abort, blocking, faultyBindings, faultyStorage } from "./faulty.ts";
import { delayPuts, landLate, setHanging } from "./hanging.ts";
import { type FaultSettings, faultsThatHappened, setFaults } from "./plan.ts";
import { recordedStatements, recordingStorage, refuseOnce, startRecording } from "./recording.ts";
import { type CallDelays, calledOperations, callsUnderWay, setCallDelays, slowBuffers } from "./slow-calls.ts";
import { countingBindings, countSubrequest, invocation, limitSubrequests, subrequests } from "./subrequests.ts";

/** The committers that are alive, so that a request to the catalog can be the last thing that they did. */
const committers = new Map<string, Abort>();

export class OtlpBuffer extends real.OtlpBuffer {
  readonly #abort: Abort = (reason) => this.ctx.abort(reason);
  readonly #name = `buffer ${this.ctx.id.name}`;
  readonly #storage = faultyStorage(
    this.#name,
    recordingStorage(this.#name, countingStorage(this.ctx.storage)),
    this.#abort,
  );
  readonly #bindings = faultyBindings(this.#name, countingBindings(this.env), this.#abort);

  protected override get storage(): DurableObjectStorage {
    return this.#storage;
  }

  protected override get bindings(): Env {
    return this.#bindings;
  }

  /** Runs a statement in its database, as if another version had. */
  exec(statement: string): void {
    this.#storage.sql.exec(statement);
  }

  /** The rows that a query finds in its database. */
  rows(query: string): Record<string, SqlStorageValue>[] {
    return this.#storage.sql.exec(query).toArray();
  }

  protected override enter(work: ObjectWork): Promise<ObjectEntry> {
    return invocation(this.#name, () => super.enter(work));
  }
}

export class TableCommitter extends real.TableCommitter {
  readonly #name = `committer ${this.ctx.id.name}`;
  readonly #abort: Abort = (reason) => {
    committers.delete(this.#name);
    this.ctx.abort(reason);
  };
  readonly #storage = faultyStorage(
    this.#name,
    recordingStorage(this.#name, countingStorage(this.ctx.storage)),
    this.#abort,
  );
  readonly #bindings = faultyBindings(this.#name, countingBindings(this.env), this.#abort);

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    committers.set(this.#name, this.#abort);
  }

  protected override get storage(): DurableObjectStorage {
    return this.#storage;
  }

  protected override get bindings(): Env {
    return this.#bindings;
  }

  /** Runs a statement in its database, as if another version had. */
  exec(statement: string): void {
    this.#storage.sql.exec(statement);
  }

  protected override enter(work: ObjectWork): Promise<ObjectEntry> {
    return invocation(this.#name, () => super.enter(work));
  }
}

// The catalog is reached by the global fetch, which does not tell on whose behalf. An abort here ends the committer of the table that is asked for;
// somebody else who asked for it, a buffer, sees its connection break.
const originalFetch = globalThis.fetch;
globalThis.fetch = (input: RequestInfo | URL, init?: RequestInit) => {
  const { pathname } = new URL(input instanceof Request ? input.url : input);
  const table = pathname.split("/").at(-1) ?? "";
  const abort: Abort = (reason) => {
    committers.get(`committer otel.${table}`)?.(reason);
    throw new TypeError(reason);
  };
  return blocking(`catalog ${init?.method ?? "GET"} ${table}`, abort, async () => {
    countSubrequest();
    return originalFetch(input, init);
  });
};

/** Wasm traps when everything is done, so that the answer is lost: a kind of `Fault.java`. */
const trapping: Entry = async (instance, exchange) => {
  await instance.serve(exchange);
  await instance.fault(0);
};

export default {
  async fetch(request, env, context) {
    const { pathname } = new URL(request.url);
    if (pathname === "/__written") return Response.json(rowsWritten());
    if (pathname === "/__hang") {
      const body = await request.text();
      if (body === "land") return Response.json(await landLate());
      setHanging(body !== "off");
      return new Response(null, { status: 204 });
    }
    if (pathname === "/__slow") {
      delayPuts((await request.json()) as number);
      return new Response(null, { status: 204 });
    }
    if (pathname === "/__calls/under-way") return Response.json(callsUnderWay());
    if (pathname === "/__calls") {
      if (request.method === "POST") setCallDelays((await request.json()) as CallDelays);
      return Response.json(calledOperations());
    }
    if (pathname === "/__limits") return Response.json(Object.assign(timeLimits, await request.json()));
    if (pathname === "/__sql") return sql(request, env);
    if (pathname.startsWith("/__call/")) {
      const [kind, name = ""] = pathname.slice("/__call/".length).split("/");
      const object = (kind === "buffer" ? env.BUFFER : env.COMMITTER)?.getByName(name);
      const answer = await object?.call(new Uint8Array(await request.arrayBuffer()));
      return new Response(answer as Uint8Array<ArrayBuffer> | undefined);
    }
    if (pathname === "/__subrequests") {
      if (request.method === "POST") limitSubrequests((await request.json()) as number);
      return Response.json(subrequests());
    }
    if (pathname !== "/__faults")
      return invocation("worker", () =>
        handle(
          request,
          countingBindings(slowBuffers(env)),
          context,
          request.headers.get("x-test-fault") === "trap" ? trapping : undefined,
        ),
      );
    if (request.method === "GET") return Response.json(faultsThatHappened());
    const body = await request.text();
    setFaults(body === "" ? undefined : (JSON.parse(body) as FaultSettings));
    return new Response(null, { status: 204 });
  },
} satisfies ExportedHandler<Env>;

/** What can be asked of the recording: to begin, to refuse a statement, to run one, or a query for its rows; GET gives what is recorded. */
type SqlWish =
  | { readonly refuse: string }
  | { readonly buffer: string; readonly statement: string }
  | { readonly buffer: string; readonly query: string }
  | { readonly committer: string; readonly statement: string }
  | null;

async function sql(request: Request, env: Env): Promise<Response> {
  if (request.method === "GET") return Response.json(recordedStatements());
  const wish = (await request.json()) as SqlWish;
  if (wish === null) startRecording();
  else if ("refuse" in wish) refuseOnce(wish.refuse);
  else if ("query" in wish) {
    const stub = env.BUFFER?.getByName(wish.buffer);
    return Response.json(await (stub as unknown as { rows(query: string): Promise<unknown> }).rows(wish.query));
  } else {
    const stub = "buffer" in wish ? env.BUFFER?.getByName(wish.buffer) : env.COMMITTER?.getByName(wish.committer);
    await (stub as unknown as { exec(statement: string): Promise<void> }).exec(wish.statement);
  }
  return new Response(null, { status: 204 });
}
