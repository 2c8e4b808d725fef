/** A catalog that somebody has taken over: what Iceberg's own server answers, changed on its way to the Worker. */

import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A request as it arrived. */
export interface Seen {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly authorization: string | undefined;
}

/** Makes an answer another one; `path` is what was asked for, without the query. */
export type Change = (answer: Answer, method: string, path: string) => Answer;

export class CatalogProxy {
  /** None: all answers are the catalog's own. */
  change: Change | undefined;
  /** Everything that has arrived. */
  readonly seen: Seen[] = [];
  readonly #server: Server;
  #catalog: URL | undefined;

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch((error: unknown) => response.destroy(error as Error));
    });
  }

  static async start(): Promise<CatalogProxy> {
    const proxy = new CatalogProxy();
    proxy.#server.listen(0, "127.0.0.1");
    await once(proxy.#server, "listening");
    return proxy;
  }

  /** Without a path: that is the catalog's. */
  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The catalog behind it; without one everything is answered with 404. */
  set catalog(uri: string) {
    this.#catalog = new URL(uri);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url = "" } = request;
    this.seen.push({ method, path: url, authorization: request.headers.authorization });
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    let answer = await this.#ask(request, Buffer.concat(chunks));
    answer = this.change?.(answer, method, url.replace(/\?.*/, "")) ?? answer;
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body);
  }

  async #ask(request: IncomingMessage, body: Buffer<ArrayBuffer>): Promise<Answer> {
    if (this.#catalog === undefined) return { status: 404, headers: {}, body: "" };
    const { method = "", url = "", headers } = request;
    const answer = await fetch(this.#catalog.origin + url, {
      method,
      headers: {
        ...(headers.authorization !== undefined && { authorization: headers.authorization }),
        ...(headers["content-type"] !== undefined && { "content-type": headers["content-type"] }),
      },
      ...(body.length > 0 && { body }),
    });
    const type = answer.headers.get("content-type");
    return { status: answer.status, headers: type === null ? {} : { "content-type": type }, body: await answer.text() };
  }
}
