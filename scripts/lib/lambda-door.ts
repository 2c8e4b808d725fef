/** HTTP in front of the emulator of Lambda: requests become events of a function URL, results become answers. */

import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What a function URL answers itself, and so never invokes the function for. */
const MAX_EVENT_BYTES = 6 << 20;

/** Content types whose bodies a function URL passes as text. All others are base64. */
const TEXT = /^(text\/|application\/(json|javascript|xml)\b)/i;

/** They are of the connection, or the server sets them. */
const NOT_FORWARDED = new Set(["connection", "keep-alive", "transfer-encoding", "content-length"]);

interface Result {
  readonly statusCode?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

/** An open door. */
export interface Door {
  readonly url: URL;
  close(): Promise<void>;
}

/** The address at which an emulator takes events. */
export function invocationsOf(emulator: string): URL {
  return new URL("/2015-03-31/functions/function/invocations", `http://${emulator}`);
}

/**
 * Opens a door on the loopback interface. An emulator is one instance, which takes one event at a time: requests wait for each other.
 *
 * @param port 0 for any
 */
export async function openDoor(invocations: URL, port: number): Promise<Door> {
  let last: Promise<unknown> = Promise.resolve();
  const server = createServer((request, response) => {
    const turn = last.then(() => answer(request, response, invocations));
    last = turn.catch((error: unknown) => {
      console.error(`the emulator did not answer: ${String(error)}`);
      response.destroy();
    });
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, invocations: URL): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const event = JSON.stringify(functionUrlEvent(request, Buffer.concat(chunks)));
  if (Buffer.byteLength(event) > MAX_EVENT_BYTES) {
    send(response, { statusCode: 413, body: '{"Message":"Exceeded maximum allowed payload size (6291556 bytes)."}' });
    return;
  }
  const invoked = await fetch(invocations, { method: "POST", body: event });
  const text = await invoked.text();
  send(response, resultOf(text));
}

/** An invocation that fails, or ends without a result, is 502. */
function resultOf(text: string): Result {
  let result: Result = {};
  try {
    result = JSON.parse(text) as Result;
  } catch {
    // "Task timed out after 30.00 seconds".
  }
  if (result.statusCode === undefined) {
    console.error(`the invocation failed: ${text.slice(0, 1000)}`);
    return { statusCode: 502, body: "Internal Server Error" };
  }
  return result;
}

function send(response: ServerResponse, result: Result): void {
  response.writeHead(result.statusCode ?? 200, result.headers);
  response.end(Buffer.from(result.body ?? "", result.isBase64Encoded === true ? "base64" : "utf8"));
}

/** Payload format 2.0 (AWS Lambda, "Request payload format" of function URLs). */
export function functionUrlEvent(request: Pick<IncomingMessage, "url" | "method" | "headers">, body: Buffer): object {
  const url = new URL(request.url ?? "/", "http://function.lambda-url.local");
  const { cookie, ...others } = request.headers;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(others)) {
    if (value !== undefined && !NOT_FORWARDED.has(name)) headers[name] = Array.isArray(value) ? value.join(",") : value;
  }
  if (body.length > 0) headers["content-length"] = String(body.length);
  const method = request.method ?? "GET";
  const text = isText(request.headers);
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    ...(cookie === undefined ? {} : { cookies: cookie.split("; ") }),
    headers,
    requestContext: {
      accountId: "anonymous",
      apiId: "function",
      domainName: url.hostname,
      domainPrefix: "function",
      http: {
        method,
        path: url.pathname,
        protocol: "HTTP/1.1",
        sourceIp: "127.0.0.1",
        userAgent: request.headers["user-agent"] ?? "",
      },
      requestId: crypto.randomUUID(),
      routeKey: "$default",
      stage: "$default",
      timeEpoch: Date.now(),
    },
    ...(body.length === 0 ? {} : { body: body.toString(text ? "utf8" : "base64") }),
    isBase64Encoded: body.length > 0 && !text,
  };
}

function isText(headers: IncomingHttpHeaders): boolean {
  return TEXT.test(headers["content-type"] ?? "");
}
