/** scripts/dev --catalog: what is sent becomes rows of Iceberg tables, which are still there after a restart. */

import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { freePort } from "../scripts/lib/free-port.ts";
import { ROOT } from "./harness/bundles.ts";

/** Building and starting may be slow; a hang is none the less a failure. */
const START_LIMIT_MS = 600_000;

/** The last line of what scripts/dev prints when all is well. */
const READY = "FROM logs GROUP BY 1";

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

describe("scripts/dev --catalog", () => {
  let state: string;
  let port: number;
  let catalogPort: number;
  let dev: ChildProcess;
  let printed: string;

  /** The record of this server is in its own directory: another test's is not overwritten. */
  const environment = (): NodeJS.ProcessEnv => ({ ...process.env, O2P_DEV_RECORD: join(state, "record.json") });

  async function start(): Promise<void> {
    printed = "";
    const options = ["--catalog", "--port", port, "--catalog-port", catalogPort, "--state", state].map(String);
    dev = spawn("scripts/dev", options, { cwd: ROOT, env: environment(), stdio: ["ignore", "pipe", "pipe"] });
    await new Promise<void>((resolve, reject) => {
      const limit = setTimeout(() => reject(new Error(`no answer yet:\n${printed}`)), START_LIMIT_MS);
      const collect = (text: string): void => {
        printed += text;
        if (printed.includes(READY)) {
          clearTimeout(limit);
          resolve();
        }
      };
      dev.stdout?.setEncoding("utf8").on("data", collect);
      dev.stderr?.setEncoding("utf8").on("data", collect);
      dev.once("exit", () => {
        clearTimeout(limit);
        reject(new Error(`scripts/dev has ended:\n${printed}`));
      });
    });
  }

  /** As Ctrl-C does. */
  async function interrupt(): Promise<number | null> {
    const exit = once(dev, "exit");
    dev.kill("SIGINT");
    const [code] = await exit;
    return code as number | null;
  }

  function shell(line: string): string {
    const { status, stdout, stderr } = spawnSync("bash", ["-c", line], {
      cwd: ROOT,
      encoding: "utf8",
      env: environment(),
    });
    assert.equal(status, 0, `${line}\n${stdout}${stderr}\n${printed}`);
    return stdout;
  }

  /** The line that stands under a heading. */
  function lineUnder(heading: string): string {
    const lines = printed.split("\n").map((line) => line.trim());
    return lines[lines.indexOf(heading) + 1] ?? assert.fail(`${heading} is missing in:\n${printed}`);
  }

  before(async () => {
    state = await mkdtemp(join(tmpdir(), "otlp2parquet-dev-catalog-"));
    port = await freePort();
    catalogPort = await freePort();
    await start();
  });

  after(async () => {
    if (dev.exitCode === null && dev.signalCode === null) await interrupt();
    await rm(state, { recursive: true });
  });

  test("says where there is nothing yet", () => {
    assert.match(
      shell(`scripts/query --url http://127.0.0.1:${port} --catalog --catalog-port ${catalogPort}`),
      /^No data/,
    );
  });

  test("prints a line that sends a log, and one that finds it as a row of a table", () => {
    assert.equal(shell(lineUnder("Send a log:")), "{}");
    const query = lineUnder("Query:");
    assert.match(query, /--catalog/);
    assert.match(shell(query), /demo.*1/);
  });

  test("scripts/query --catalog finds the server and its catalog without any other option", () => {
    assert.match(shell("scripts/query --catalog"), /^logs +\| +1 \|/m);
  });

  test("what was sent is in no plain file: scripts/query without --catalog says so", () => {
    assert.match(shell(`scripts/query --url http://127.0.0.1:${port}`), /Iceberg tables: scripts\/query --catalog/);
  });

  test("ends on an interrupt, and frees its ports", async () => {
    assert.ok(await isListening(catalogPort));
    assert.equal(await interrupt(), 0, printed);
    assert.equal(await isListening(port), false);
    assert.equal(await isListening(catalogPort), false);
  });

  test("finds its tables again when it is started again, and goes on with them", async () => {
    await start();
    assert.match(shell(lineUnder("Query:")), /demo.*1/);
    const another = lineUnder("Send a log:").replace("hello", "once more");
    assert.equal(shell(another), "{}");
    assert.match(shell(lineUnder("Query:")), /demo.*2/);
  });

  test("ends with the catalog, and says so", async () => {
    const catalog = spawnSync("pgrep", ["-P", String(dev.pid), "java"], { encoding: "utf8" }).stdout.trim();
    assert.match(catalog, /^\d+$/);
    const exit = once(dev, "exit");
    process.kill(Number(catalog), "SIGKILL");
    assert.deepEqual(await exit, [1, null]);
    assert.match(printed, /the catalog has ended \(SIGKILL\)/);
    assert.equal(await isListening(port), false);
  });

  test("says so when the catalog's port is in use", async () => {
    const busy = await freePort();
    const server = createServer().listen(busy, "127.0.0.1");
    await once(server, "listening");
    try {
      const free = String(await freePort());
      const options = ["--catalog", "--port", free, "--catalog-port", String(busy)];
      const child = spawn("scripts/dev", options, {
        cwd: ROOT,
        env: environment(),
        stdio: ["ignore", "ignore", "pipe"],
      });
      let complaint = "";
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        complaint += text;
      });
      const [code] = await once(child, "close");
      assert.equal(code, 1);
      assert.match(complaint, new RegExp(`port ${busy} is in use .*--catalog-port ${busy + 1}`));
    } finally {
      server.close();
    }
  });
});
