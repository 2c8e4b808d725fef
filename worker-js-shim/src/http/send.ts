import { FailureKind, HostFailure } from "../host-failure.ts";
import { readStream } from "./bounded-read.ts";

/** A request to another server. */
export interface Outgoing {
  readonly method: string;
  readonly url: string;
  /** Name, value, name, value and so on. They may carry credentials. */
  readonly headers: readonly string[];
  readonly body: Uint8Array | undefined;
  /** From sending to the last byte of the answer. */
  readonly timeoutMillis: number;
  /** Of the answer's body, out of its content coding. */
  readonly maxAnswerBytes: number;
}

export interface Incoming {
  readonly status: number;
  /** Name in lower case, value, name, value and so on. */
  readonly headers: readonly string[];
  /** Undefined if it is longer than `maxAnswerBytes`. */
  readonly body: Uint8Array | undefined;
}

/**
 * Sends a request once and reads the answer to its end, whatever its status, or until it is too long. Redirects are answers: following one
 * could carry credentials to another server, and send twice what must be sent once.
 *
 * @throws HostFailure NO_ANSWER if none came, or not all of it. The message names the cause and no header.
 */
export async function send(request: Outgoing): Promise<Incoming> {
  const { method, url, body, timeoutMillis, maxAnswerBytes } = request;
  const headers = headersOf(request);
  const signal = AbortSignal.timeout(timeoutMillis);
  try {
    const response = await fetch(url, {
      method,
      headers,
      redirect: "manual",
      // What a catalog said a moment ago may not be true any more.
      cache: "no-store",
      signal,
      ...(body === undefined ? {} : { body: body as Uint8Array<ArrayBuffer> }),
    });
    return {
      status: response.status,
      headers: [...response.headers].flat(),
      body: await bodyOf(response, maxAnswerBytes),
    };
  } catch (error) {
    throw noAnswer(error, signal, request);
  }
}

/** By hand, because the platform's own error would quote the value of a bad header. */
function headersOf({ headers }: Outgoing): Headers {
  const checked = new Headers();
  for (let i = 0; i + 1 < headers.length; i += 2) {
    const name = headers[i] ?? "";
    try {
      checked.append(name, headers[i + 1] ?? "");
    } catch {
      throw new HostFailure(FailureKind.NO_ANSWER, `the header ${name} has a value that HTTP does not allow`);
    }
  }
  return checked;
}

async function bodyOf(response: Response, maxAnswer: number): Promise<Uint8Array | undefined> {
  if (response.body === null) {
    return new Uint8Array(0);
  }
  try {
    return await readStream(response.body.getReader(), maxAnswer);
  } catch (error) {
    // The rest, if there is one, is of no use; a stream that has failed cannot be cancelled.
    await response.body.cancel().catch(() => undefined);
    if (error instanceof HostFailure && error.kind === FailureKind.BODY_TOO_LARGE) {
      return undefined;
    }
    throw error;
  }
}

function noAnswer(error: unknown, signal: AbortSignal, { timeoutMillis }: Outgoing): HostFailure {
  if (signal.aborted) {
    return new HostFailure(FailureKind.NO_ANSWER, `no complete answer within ${timeoutMillis} ms`);
  }
  return new HostFailure(FailureKind.NO_ANSWER, reason(error));
}

/** The cause says more than "fetch failed", where there is one. */
function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : "";
  return cause === "" ? message : `${message}: ${cause}`;
}
