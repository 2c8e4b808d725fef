/** The head of a request, the settings it runs under, and the answer to it. */
import { decodeFields, encodeFields } from "../codec/fields.ts";
import type { HostRequest } from "../java/host-request.ts";
import type { HttpExchange } from "../java/http-exchange.ts";

/** Into the inbox: request id, method, path, then name and value of each header. */
export function head(request: HttpExchange): number {
  const { method, url, headers } = request.request;
  const fields = [request.id, method, new URL(url).pathname];
  for (const [name, value] of headers) {
    fields.push(name, value);
  }
  return request.deliver(encodeFields(fields));
}

/** Into the inbox: name and value of every variable and secret. A number or a truth value in wrangler.toml counts as its text. */
export function settings(request: HostRequest): number {
  const fields: string[] = [];
  for (const [name, value] of Object.entries(request.env)) {
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
      fields.push(name, String(value));
    }
  }
  return request.deliver(encodeFields(fields));
}

/** The answer, out of the outbox: its headers in the first `headLength` bytes, then its body. */
export function answer(request: HttpExchange, status: number, headLength: number): void {
  const bytes = request.takeOutbox();
  const fields = decodeFields(bytes.subarray(0, headLength));
  const headers = new Headers();
  for (let i = 0; i + 1 < fields.length; i += 2) {
    headers.append(fields[i] ?? "", fields[i + 1] ?? "");
  }
  const body = bytes.subarray(headLength);
  request.answer(new Response(body.length === 0 ? null : body, { status, headers }));
}
