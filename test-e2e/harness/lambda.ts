/** The package of the Lambda function behind AWS's emulator, with an HTTP door: what `scripts/lambda local` runs. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { freePort } from "../../scripts/lib/free-port.ts";
import { ROOT } from "./bundles.ts";
import { TOKEN } from "./token.ts";
import type { Signal } from "./worker.ts";

/** Set by scripts/peers, which builds the emulator. */
export const EMULATOR = process.env["O2P_LAMBDA_EMULATOR"] || undefined;

export class LambdaProcess {
  readonly #child: ChildProcess;
  readonly #directory: string;
  readonly url: URL;

  private constructor(child: ChildProcess, directory: string, url: URL) {
    this.#child = child;
    this.#directory = directory;
    this.url = url;
  }

  /** @param variables of the function, beside the token */
  static async start(variables: Readonly<Record<string, string>>): Promise<LambdaProcess> {
    const directory = await mkdtemp(join(tmpdir(), "otlp2parquet-lambda-"));
    const port = await freePort();
    const own = Object.entries(process.env).filter(([name]) => !/^(AWS|OTLP2PARQUET)_/.test(name));
    const child = spawn(
      join(ROOT, "scripts/lambda"),
      ["local", "--port", String(port), "--data", directory, "--timeout", "60"],
      {
        cwd: ROOT,
        env: { ...Object.fromEntries(own), OTLP2PARQUET_AUTH_TOKEN: TOKEN, ...variables },
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    for await (const line of createInterface({ input: child.stdout })) {
      if (line.startsWith("The function takes OTLP")) {
        child.stdout.resume();
        return new LambdaProcess(child, directory, new URL(`http://127.0.0.1:${port}`));
      }
    }
    throw new Error(`scripts/lambda local has ended before it was ready (${child.signalCode ?? child.exitCode})`);
  }

  post(signal: Signal, body: string): Promise<Response> {
    return fetch(new URL(`/v1/${signal}`, this.url), {
      method: "POST",
      headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
      body,
    });
  }

  async close(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      this.#child.kill("SIGTERM");
      await once(this.#child, "exit");
    }
    await rm(this.#directory, { recursive: true, force: true });
  }
}
