/**
 * The Worker with faults at every blocking call and every SQL statement of its durable objects. `POST /__faults` with settings switches them on,
 * and without a body off; `GET /__faults` tells what has happened; `GET /__written` how many rows the objects wrote. `POST /__hang` lets the
 * bucket's puts hang, with the body `off` no more, and with `land` those that hang reach it. `POST /__limits` changes `timeLimits`. Everything
 * else is the real thing.
 */

import * as real from "../../worker-js-shim/src/durable-objects.ts";
import type { Env } from "../../worker-js-shim/src/env.ts";
import { handle } from "../../worker-js-shim/src/handle.ts";
import { timeLimits } from "../../worker-js-shim/src/time-limit.ts";
import { countingStorage, rowsWritten } from "./counting.ts";
import { type Abort, blocking, faultyBindings, faultyStorage } from "./faulty.ts";
import { landLate, setHanging } from "./hanging.ts";
import { type FaultSettings, faultsThatHappened, setFaults } from "./plan.ts";

/** The committers that are alive, so that a request to the catalog can be the last thing that they did. */
const committers = new Map<string, Abort>();

export class OtlpBuffer extends real.OtlpBuffer {
  readonly #abort: Abort = (reason) => this.ctx.abort(reason);
  readonly #name = `buffer ${this.ctx.id.name}`;
  readonly #storage = faultyStorage(this.#name, countingStorage(this.ctx.storage), this.#abort);
  readonly #bindings = faultyBindings(this.#name, this.env, this.#abort);

  protected override get storage(): DurableObjectStorage {
    return this.#storage;
  }

  protected override get bindings(): Env {
    return this.#bindings;
  }
}

export class TableCommitter extends real.TableCommitter {
  readonly #name = `committer ${this.ctx.id.name}`;
  readonly #abort: Abort = (reason) => {
    committers.delete(this.#name);
    this.ctx.abort(reason);
  };
  readonly #storage = faultyStorage(this.#name, countingStorage(this.ctx.storage), this.#abort);
  readonly #bindings = faultyBindings(this.#name, this.env, this.#abort);

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
  return blocking(`catalog ${init?.method ?? "GET"} ${table}`, abort, () => originalFetch(input, init));
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
    if (pathname === "/__limits") return Response.json(Object.assign(timeLimits, await request.json()));
    if (pathname !== "/__faults") return handle(request, env, context);
    if (request.method === "GET") return Response.json(faultsThatHappened());
    const body = await request.text();
    setFaults(body === "" ? undefined : (JSON.parse(body) as FaultSettings));
    return new Response(null, { status: 204 });
  },
} satisfies ExportedHandler<Env>;
