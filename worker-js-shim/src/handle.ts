import type { Env } from "./env.ts";
import { AnswerWatch } from "./http/answer-watch.ts";
import { drain } from "./http/drain.ts";
import { usableInstance } from "./instances.ts";
import { breakdown } from "./java/breakdown.ts";
import { HttpExchange } from "./java/http-exchange.ts";
import type { Instance } from "./java/instance.ts";

/** How a request enters Java. */
export type Entry = (instance: Instance, exchange: HttpExchange) => Promise<void>;

const serve: Entry = (instance, exchange) => instance.serve(exchange);

const REQUEST_ID = "x-request-id";

/**
 * Answers a request, whatever happens in Java. After a trap the instance is given up: the request gets 503, the next one a new instance, and
 * those that were suspended on the old one end as 503 when they would resume.
 */
export async function handle(
  request: Request,
  env: Env,
  context: ExecutionContext,
  enter: Entry = serve,
): Promise<Response> {
  const answers = new AnswerWatch(request.signal, (work) => context.waitUntil(work));
  const answering = answer(request, env, enter, answers);
  // A client that goes away takes its request with it, unless something waits for that. A commit that is given up half-way leaves files that
  // no table knows, and others that wait for the same commit.
  context.waitUntil(answering);
  const response = await answering;
  const { body } = request;
  if (body !== null && !body.locked) {
    await drain(body);
  }
  answers.answered();
  return response;
}

async function answer(request: Request, env: Env, enter: Entry, answers: AnswerWatch): Promise<Response> {
  const id = crypto.randomUUID();
  const instance = usableInstance();
  try {
    const exchange = new HttpExchange(instance, env, request, id, answers);
    await enter(instance, exchange);
    return exchange.response;
  } catch (error) {
    const { uncaught, ...details } = breakdown(instance, error);
    answers.unanswered();
    const response = unavailable(env, request, id, answers);
    logError(uncaught ? "uncaught Java exception" : "request broke down", response, details);
    return response;
  }
}

/** 503 in the encoding of the request, made by Java on a sound instance; by hand only if even that fails. */
function unavailable(env: Env, request: Request, id: string, answers: AnswerWatch): Response {
  const instance = usableInstance();
  try {
    const exchange = new HttpExchange(instance, env, request, id, answers);
    instance.unavailable(exchange);
    return exchange.response;
  } catch (error) {
    instance.drop();
    const response = new Response(null, { status: 503, headers: { "retry-after": "1", [REQUEST_ID]: id } });
    logError("no answer could be made", response, { error: String(error) });
    return response;
  }
}

/** In the shape of Java's log lines. The request id is that of the answer: a client may have chosen its own. */
function logError(message: string, response: Response, details: Record<string, unknown>): void {
  console.error(JSON.stringify({ level: "error", message, request_id: response.headers.get(REQUEST_ID), ...details }));
}
