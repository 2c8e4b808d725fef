/** scripts/dev does what it says: the lines that it prints work as they are, and Ctrl-C leaves nothing behind. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { freePort } from "../scripts/lib/free-port.ts";
import { ROOT } from "./harness/bundles.ts";
import { DevServer, isListening } from "./harness/dev-server.ts";

/** What scripts/query says of a server that it found without options. */
const FOUND = /^logs +\| +1 \|/m;

describe("scripts/dev", () => {
  let port: number;
  let dev: DevServer;

  before(async () => {
    port = await freePort();
    dev = await DevServer.create("--port", String(port));
    await dev.start();
  });

  after(() => dev.remove());

  /** Runs the line that stands under a heading. */
  const run = (heading: string, more: NodeJS.ProcessEnv = {}): string => dev.shell(dev.lineUnder(heading), more);

  test("prints a line that sends a log, and one that finds it", () => {
    assert.equal(run("Send a log:"), "{}");
    assert.match(run("Query:"), /demo.*1/);
  });

  test("the query that it prints names the server, and needs no record of it", () => {
    assert.match(dev.printed, new RegExp(`scripts/query --port ${port} --state ${dev.state} "SELECT`));
    assert.match(run("Query:", { O2P_DEV_RECORD: join(dev.state, "no-record") }), /demo.*1/);
  });

  test("scripts/query finds the server without any option", () => {
    const { stdout, stderr } = spawnSync("scripts/query", { cwd: ROOT, encoding: "utf8", env: dev.environment() });
    assert.match(stdout, FOUND, stderr);
  });

  test("prints a line that sends a sample, and shows its tables", () => {
    assert.match(run("Send a sample of everything:"), /^metrics_summary +\| +1 \|/m);
  });

  test("prints a line that sets an exporter up by the variables of the specification", () => {
    assert.equal(run("Point an exporter at it:"), "");
    assert.match(dev.printed, /OTEL_EXPORTER_OTLP_ENDPOINT=http:\/\/localhost:\d+ /);
  });

  test("says so when its port is in use", () => {
    const { status, stderr } = spawnSync("scripts/dev", ["--port", String(port)], { cwd: ROOT, encoding: "utf8" });
    assert.equal(status, 1);
    assert.match(stderr, new RegExp(`port ${port} is in use .* use scripts/dev --port ${port + 1}`));
  });

  test("says so when it does not understand an argument", () => {
    for (const [args, message] of [
      [["--port", "http"], /--port: expected a number from 1 to 65535, found http/],
      [["--port"], /--port needs a value/],
      [["--prot", "1"], /unknown argument --prot/],
    ] as const) {
      const { status, stderr } = spawnSync("scripts/dev", args, { cwd: ROOT, encoding: "utf8" });
      assert.equal(status, 1);
      assert.match(stderr, message);
    }
  });

  test("names everything that is missing on the machine, and how to get it", async () => {
    const tools = await mkdtemp(join(tmpdir(), "otlp2parquet-path-"));
    try {
      // The basic tools of a shell, and nothing else.
      for (const tool of ["bash", "dirname", "grep", "sed", "sort", "head"]) {
        await symlink(
          spawnSync("bash", ["-c", `type -P ${tool}`], { encoding: "utf8" }).stdout.trim(),
          join(tools, tool),
        );
      }
      const { status, stderr } = spawnSync(join(tools, "bash"), ["scripts/dev", "--port", String(port)], {
        cwd: ROOT,
        encoding: "utf8",
        env: { PATH: tools },
      });
      assert.equal(status, 1);
      for (const name of ["JDK 17", "Maven 3.8", "Node 20"]) {
        assert.match(stderr, new RegExp(`scripts/dev: ${name} or newer is missing: .*(install|https:)`));
      }
    } finally {
      await rm(tools, { recursive: true });
    }
  });

  test("ends on an interrupt, and frees its port", async () => {
    assert.ok(await isListening(port));
    assert.equal(await dev.interrupt(), 0, dev.printed);
    assert.equal(await isListening(port), false);
  });

  test("scripts/query finds the bucket of a server that has ended", () => {
    const { stdout, stderr } = spawnSync("scripts/query", ["FROM logs SELECT Body"], {
      cwd: ROOT,
      encoding: "utf8",
      env: dev.environment(),
    });
    assert.match(stdout, /hello/, stderr);
    assert.match(stderr, new RegExp(`^No server answers at http://127.0.0.1:${port}: .* left in ${dev.state}`));
  });
});
