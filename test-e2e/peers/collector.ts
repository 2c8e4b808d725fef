/** The OpenTelemetry Collector between telemetrygen and a Worker. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as later } from "node:timers/promises";
import { freePort } from "../../scripts/lib/free-port.ts";
import { ROOT } from "../harness/bundles.ts";
import { TOKEN } from "../harness/worker.ts";

export class Collector {
  readonly endpoint: string;
  readonly #child: ChildProcess;
  readonly #exit: Promise<unknown>;
  #output = "";

  private constructor(port: number, child: ChildProcess) {
    this.endpoint = `127.0.0.1:${port}`;
    this.#child = child;
    this.#exit = once(child, "exit");
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#output += text;
    });
  }

  /** Returns when it listens. OTELCOL is set by scripts/peers. */
  static async start(
    configuration: string,
    worker: URL,
    encoding: string,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Collector> {
    const port = await freePort();
    const config = join(ROOT, "test-e2e/peers", configuration);
    const child = spawn(process.env["OTELCOL"] as string, ["--config", config], {
      env: {
        ...process.env,
        COLLECTOR_PORT: String(port),
        WORKER_URL: worker.origin,
        WORKER_ENCODING: encoding,
        WORKER_TOKEN: TOKEN,
        ...more,
      },
      stdio: ["ignore", "ignore", "pipe"],
    });
    const collector = new Collector(port, child);
    for (;;) {
      if (child.exitCode !== null) throw new Error(`the Collector has ended:\n${collector.output()}`);
      const socket = connect(port, "127.0.0.1");
      const up = await new Promise((resolve) => {
        socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
      });
      socket.destroy();
      if (up) return collector;
      await later(50);
    }
  }

  /** What it has logged. */
  output(): string {
    return this.#output;
  }

  /** Ends after it has exported what it holds in memory. */
  async stop(): Promise<void> {
    this.#child.kill("SIGTERM");
    await this.#exit;
  }

  /** Ends it as a power cut would. */
  async crash(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#exit;
  }
}
