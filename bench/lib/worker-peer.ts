/** A Worker of the benchmark, in a workerd of its own, so that its CPU time and memory are its alone. */

// Wrangler would tell of every start that it cannot ask Cloudflare for a sample of Request.cf.
process.env["WRANGLER_LOG"] ??= "error";
process.env["WRANGLER_SEND_METRICS"] ??= "false";

import { fileURLToPath } from "node:url";
import { createTestHarness, type TestHarness } from "wrangler";
import { descendants, Processes } from "../../scripts/lib/processes.ts";
import type { Job, OutputFile, RunReport } from "../workers/wire.ts";

export class WorkerPeer {
  readonly processes: Processes;
  readonly #harness: TestHarness;
  readonly #url: URL;

  private constructor(harness: TestHarness, url: URL, processes: Processes) {
    this.#harness = harness;
    this.#url = url;
    this.processes = processes;
  }

  /** @param directory under bench/workers */
  static async start(directory: string): Promise<WorkerPeer> {
    const before = new Set(descendants("workerd"));
    const configPath = fileURLToPath(new URL(`../workers/${directory}/wrangler.toml`, import.meta.url));
    const harness = createTestHarness({ workers: [{ configPath }] });
    const { url } = await harness.listen();
    const own = descendants("workerd").filter((pid) => !before.has(pid));
    return new WorkerPeer(harness, url, new Processes(own));
  }

  async close(): Promise<void> {
    await this.#harness.close();
  }

  async load(bodies: readonly Uint8Array[]): Promise<void> {
    await this.#request("DELETE", "/bodies");
    for (const [index, body] of bodies.entries()) await this.#request("PUT", `/bodies/${index}`, body);
  }

  async run(job: Job, times: number): Promise<RunReport> {
    const parameters = new URLSearchParams({ ...job, times: String(times) });
    return (await (await this.#request("POST", `/run?${parameters}`)).json()) as RunReport;
  }

  /** The files of the last run. */
  async files({ files }: RunReport): Promise<OutputFile[]> {
    const output: OutputFile[] = [];
    for (const [index, { table }] of files.entries()) {
      const response = await this.#request("GET", `/files/${index}`);
      output.push({ table, bytes: new Uint8Array(await response.arrayBuffer()) });
    }
    return output;
  }

  async #request(method: string, path: string, body?: Uint8Array): Promise<Response> {
    const response = await fetch(new URL(path, this.#url), {
      method,
      ...(body === undefined ? {} : { body: body as Uint8Array<ArrayBuffer> }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  }
}
