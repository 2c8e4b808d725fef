/** scripts/dev as a user runs it: started with options, read by what it prints, ended by Ctrl-C. */

import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "./bundles.ts";

/** Building and starting may be slow; a hang is none the less a failure. */
const START_LIMIT_MS = 600_000;

/** The last line of what scripts/dev prints when all is well. */
const READY = "FROM logs GROUP BY 1";

export function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

export class DevServer {
  /** Of this server alone; also the record of it that scripts/query reads: another test's is not overwritten. */
  readonly state: string;
  readonly #options: readonly string[];
  #child: ChildProcess | undefined;
  #printed = "";

  private constructor(state: string, options: readonly string[]) {
    this.state = state;
    this.#options = options;
  }

  /** In a new directory, and not started. */
  static async create(...options: readonly string[]): Promise<DevServer> {
    return new DevServer(await mkdtemp(join(tmpdir(), "otlp2parquet-dev-")), options);
  }

  /** Returns when it has printed its last line. It can be started again after it has ended. */
  async start(): Promise<void> {
    this.#printed = "";
    const child = spawn("scripts/dev", [...this.#options, "--state", this.state], {
      cwd: ROOT,
      env: this.environment(),
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child = child;
    await new Promise<void>((resolve, reject) => {
      const limit = setTimeout(() => reject(new Error(`no answer yet:\n${this.#printed}`)), START_LIMIT_MS);
      const collect = (text: string): void => {
        this.#printed += text;
        if (this.#printed.includes(READY)) {
          clearTimeout(limit);
          resolve();
        }
      };
      child.stdout?.setEncoding("utf8").on("data", collect);
      child.stderr?.setEncoding("utf8").on("data", collect);
      child.once("exit", () => {
        clearTimeout(limit);
        reject(new Error(`scripts/dev has ended:\n${this.#printed}`));
      });
    });
  }

  /** For commands about this server. */
  environment(): NodeJS.ProcessEnv {
    return { ...process.env, O2P_DEV_RECORD: join(this.state, "record.json") };
  }

  get pid(): number {
    return this.#running().pid ?? assert.fail("scripts/dev has no process id");
  }

  /** What it has printed since it was started. */
  get printed(): string {
    return this.#printed;
  }

  /** The line that stands under a heading. */
  lineUnder(heading: string): string {
    const lines = this.#printed.split("\n").map((line) => line.trim());
    const at = lines.indexOf(heading);
    assert.ok(at >= 0, `${heading} is missing in:\n${this.#printed}`);
    return lines[at + 1] ?? "";
  }

  /** Runs a line in a shell; what it prints. */
  shell(line: string, more: NodeJS.ProcessEnv = {}): string {
    const { status, stdout, stderr } = spawnSync("bash", ["-c", line], {
      cwd: ROOT,
      encoding: "utf8",
      env: { ...this.environment(), ...more },
    });
    assert.equal(status, 0, `${line}\n${stdout}${stderr}\n${this.#printed}`);
    return stdout;
  }

  /** The code and the signal with which it ends. */
  async end(): Promise<[code: number | null, signal: NodeJS.Signals | null]> {
    return (await once(this.#running(), "exit")) as [number | null, NodeJS.Signals | null];
  }

  /** As Ctrl-C does. The code with which it ends. */
  async interrupt(): Promise<number | null> {
    const end = this.end();
    this.#running().kill("SIGINT");
    const [code] = await end;
    return code;
  }

  /** Ends it if it runs, and removes what it has stored. */
  async remove(): Promise<void> {
    const child = this.#child;
    if (child !== undefined && child.exitCode === null && child.signalCode === null) await this.interrupt();
    await rm(this.state, { recursive: true });
  }

  #running(): ChildProcess {
    return this.#child ?? assert.fail("scripts/dev was not started");
  }
}
