import { decodeFields, encodeFields } from "../codec/fields.ts";
import { FailureKind, HostFailure } from "../host-failure.ts";
import { send } from "../http/send.ts";
import type { HostRequest } from "../java/host-request.ts";
import { within } from "../time-limit.ts";

/** What the platform may take to end a request that was told to end. */
const GRACE_MS = 5_000;

const TOO_LONG = -1;

/**
 * Sends the request in the outbox: method, URL, name and value of each header as fields in its first `headLength` bytes, then the body. Into
 * the inbox comes the head of the answer: status, then name and value of each header. Its body is kept for {@link fetchBody}.
 */
export async function fetchAnswer(
  request: HostRequest,
  headLength: number,
  hasBody: number,
  timeoutMillis: number,
  maxAnswerBytes: number,
): Promise<number> {
  const outbox = request.takeOutbox();
  const [method = "", url = "", ...headers] = decodeFields(outbox.subarray(0, headLength));
  const body = hasBody === 1 ? outbox.subarray(headLength) : undefined;
  const sent = send({ method, url, headers, body, timeoutMillis, maxAnswerBytes });
  const answer = await within(timeoutMillis + GRACE_MS, sent, (millis) => {
    return new HostFailure(FailureKind.NO_ANSWER, `no complete answer within ${millis} ms`);
  });
  request.keep(answer.body);
  return request.deliver(encodeFields([String(answer.status), ...answer.headers]));
}

/** The body of the answer, into the inbox; -1 if it was too long. */
export function fetchBody(request: HostRequest): number {
  const bytes = request.takeKept();
  return bytes === undefined ? TOO_LONG : request.deliver(bytes);
}
