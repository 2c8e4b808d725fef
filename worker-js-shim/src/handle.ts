import type { Env } from "./env.ts";
import { HostRequest } from "./host-request.ts";
import { Instance } from "./instance.ts";

/** How a request enters Java. */
export type Entry = (instance: Instance, request: HostRequest) => Promise<void>;

const serve: Entry = (instance, request) => instance.serve(request);

/** Made at the Worker's start, so that no request pays for it. */
let current = new Instance();

/**
 * Answers a request, whatever happens in Java. After a trap the instance is given up: the request gets 503, the next one a new instance, and
 * those that were suspended on the old one end as 503 when they would resume.
 */
export async function handle(request: Request, env: Env, enter: Entry = serve): Promise<Response> {
  const id = crypto.randomUUID();
  const instance = usableInstance();
  try {
    const hostRequest = new HostRequest(instance, env, request, id);
    await enter(instance, hostRequest);
    return hostRequest.response;
  } catch (error) {
    brokenDown(instance, id, error);
    return unavailable(env, request, id);
  }
}

function usableInstance(): Instance {
  if (current.lost) {
    current = new Instance();
  }
  return current;
}

/** Java catches its own exceptions. What arrives here is a trap, a fault of the shim, or the loss of the instance to another request. */
function brokenDown(instance: Instance, id: string, error: unknown): void {
  const throwable = instance.javaThrowable(error);
  if (throwable === undefined) {
    // Also for errors of JavaScript: Java's finally blocks have not run.
    instance.drop();
  }
  const stack = throwable === undefined ? (error as Error).stack : instance.stackOf(throwable);
  const event = throwable === undefined ? "request broke down" : "uncaught Java exception";
  console.error(JSON.stringify({ level: "error", event, request_id: id, error: String(error), stack }));
}

/** 503 in the encoding of the request, made by Java on a sound instance; by hand only if even that fails. */
function unavailable(env: Env, request: Request, id: string): Response {
  try {
    const instance = usableInstance();
    const hostRequest = new HostRequest(instance, env, request, id);
    instance.unavailable(hostRequest);
    return hostRequest.response;
  } catch (error) {
    current.drop();
    console.error(
      JSON.stringify({ level: "error", event: "no answer could be made", request_id: id, error: String(error) }),
    );
    return new Response(null, { status: 503, headers: { "retry-after": "1", "x-request-id": id } });
  }
}
