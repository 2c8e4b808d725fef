/**
 * What stands between senders and the Worker, as Cloudflare's edge does: it passes connections on, and breaks them. It is there when the Worker is not. It
 * knows HTTP/1.1 as the exporters speak it: one request at a time on a connection, which begins with `POST`.
 */

import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import type { TestContext } from "node:test";

/**
 * What becomes of the connection to the Worker when a sender has closed its own, which exporters do in the orderly way (FIN). `end` passes that on: workerd
 * takes it for half of the connection and does not tell the Worker. `reset` tells it.
 */
export type Farewell = "end" | "reset";

/** So many milliseconds after a request was passed on, its connections are reset. */
const RESET_MS = 1_000;
const RECONNECT_MS = 50;

export class Edge {
  readonly url: URL;
  /** Requests that had their answers. */
  readonly answered: string[] = [];
  /** Requests whose senders closed their connections before they had an answer. */
  readonly hungUp: string[] = [];
  /** Requests whose connections were reset before there was an answer. */
  readonly reset: string[] = [];
  /** Requests whose answers were dropped, and connections reset. */
  readonly lost: string[] = [];
  readonly #server: Server;
  readonly #worker: URL;
  readonly #farewell: Farewell;
  readonly #passages = new Set<Passage>();
  #resets = 0;
  #losses = 0;

  private constructor(server: Server, worker: URL, farewell: Farewell) {
    this.#server = server;
    this.#worker = worker;
    this.#farewell = farewell;
    this.url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on("connection", (client) => this.#serve(client));
  }

  static async start(test: TestContext, worker: URL, farewell: Farewell): Promise<Edge> {
    const server = createServer({ allowHalfOpen: true, noDelay: true }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const edge = new Edge(server, worker, farewell);
    test.after(() => edge.#stop());
    return edge;
  }

  /** The next so many requests: both their connections are reset while the Worker is at them. */
  resetNext(requests: number): void {
    this.#resets = requests;
  }

  /** The next so many requests: the Worker answers, and the sender sees its connection reset. */
  loseNext(requests: number): void {
    this.#losses = requests;
  }

  /** Requests that wait for their answers. */
  open(): string[] {
    return [...this.#passages].map(({ request }) => request).filter((request) => request !== "");
  }

  #serve(client: Socket): void {
    const passage = new Passage(client, this.#worker);
    this.#passages.add(passage);
    let losing = false;
    client.on("data", (data) => {
      const text = data.toString("latin1");
      if (text.startsWith("POST ")) {
        passage.request = text;
        losing = this.#losses > 0;
        if (losing) this.#losses--;
        if (this.#resets > 0) {
          this.#resets--;
          setTimeout(() => {
            if (passage.request !== "") this.#break(passage, this.reset);
          }, RESET_MS);
        }
      } else {
        passage.request += text;
      }
      passage.worker?.write(data);
    });
    client.once("end", () => {
      if (passage.request !== "") this.hungUp.push(passage.request);
      this.#end(passage);
    });
    client.once("error", () => this.#end(passage));
    passage.connect(
      (data) => {
        if (losing) {
          this.#break(passage, this.lost);
          return;
        }
        if (passage.request !== "") this.answered.push(passage.request);
        passage.request = "";
        client.write(data);
      },
      // The Worker has closed the connection, or is gone.
      () => {
        this.#passages.delete(passage);
        if (passage.request === "") client.destroy();
        else client.resetAndDestroy();
      },
    );
  }

  #break(passage: Passage, kind: string[]): void {
    kind.push(passage.request);
    this.#passages.delete(passage);
    passage.client.resetAndDestroy();
    passage.close("reset");
  }

  #end(passage: Passage): void {
    this.#passages.delete(passage);
    passage.client.destroy();
    passage.close(this.#farewell);
  }

  async #stop(): Promise<void> {
    const end = once(this.#server, "close");
    this.#server.close();
    for (const passage of this.#passages) {
      passage.client.destroy();
      passage.close("reset");
    }
    await end;
  }
}

/** A sender's connection and the one to the Worker that it is passed on to. */
class Passage {
  readonly client: Socket;
  /** What was sent and has no answer yet, or nothing. */
  request = "";
  worker: Socket | undefined;
  readonly #address: URL;
  #closed = false;

  constructor(client: Socket, address: URL) {
    this.client = client;
    this.#address = address;
  }

  /** Connects to the Worker, as soon as it is there. */
  connect(answer: (data: Buffer) => void, gone: () => void): void {
    this.client.pause();
    const worker = connect({ port: Number(this.#address.port), host: this.#address.hostname, allowHalfOpen: true });
    worker.setNoDelay(true);
    let connected = false;
    worker.once("connect", () => {
      connected = true;
      if (this.#closed) {
        worker.destroy();
        return;
      }
      this.worker = worker;
      this.client.resume();
    });
    worker.on("data", (data) => {
      if (!this.#closed) answer(data);
    });
    const end = (): void => {
      worker.destroy();
      if (this.#closed) return;
      if (connected) {
        this.#closed = true;
        gone();
      } else {
        setTimeout(() => {
          if (!this.#closed) this.connect(answer, gone);
        }, RECONNECT_MS);
      }
    };
    worker.once("end", end).once("error", end);
  }

  close(how: Farewell): void {
    this.#closed = true;
    if (how === "reset") this.worker?.resetAndDestroy();
    else this.worker?.end();
  }
}
