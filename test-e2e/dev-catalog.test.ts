/** scripts/dev --catalog: what is sent becomes rows of Iceberg tables, which are still there after a restart. */

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { after, before, describe, test } from "node:test";
import { freePort } from "../scripts/lib/free-port.ts";
import { ROOT } from "./harness/bundles.ts";
import { DevServer, isListening } from "./harness/dev-server.ts";

describe("scripts/dev --catalog", () => {
  let port: number;
  let catalogPort: number;
  let dev: DevServer;

  before(async () => {
    port = await freePort();
    catalogPort = await freePort();
    dev = await DevServer.create("--catalog", "--port", String(port), "--catalog-port", String(catalogPort));
    await dev.start();
  });

  after(() => dev.remove());

  test("says where there is nothing yet", () => {
    assert.match(
      dev.shell(`scripts/query --url http://127.0.0.1:${port} --catalog --catalog-port ${catalogPort}`),
      /^No data/,
    );
  });

  test("prints a line that sends a log, and one that finds it as a row of a table", () => {
    assert.equal(dev.shell(dev.lineUnder("Send a log:")), "{}");
    const query = dev.lineUnder("Query:");
    assert.match(query, /--catalog/);
    assert.match(dev.shell(query), /demo.*1/);
  });

  test("scripts/query --catalog finds the server and its catalog without any other option", () => {
    assert.match(dev.shell("scripts/query --catalog"), /^logs +\| +1 \|/m);
  });

  test("what was sent is in no plain file: scripts/query without --catalog says so", () => {
    assert.match(dev.shell(`scripts/query --url http://127.0.0.1:${port}`), /Iceberg tables: scripts\/query --catalog/);
  });

  test("ends on an interrupt, and frees its ports", async () => {
    assert.ok(await isListening(catalogPort));
    assert.equal(await dev.interrupt(), 0, dev.printed);
    assert.equal(await isListening(port), false);
    assert.equal(await isListening(catalogPort), false);
  });

  test("finds its tables again when it is started again, and goes on with them", async () => {
    await dev.start();
    assert.match(dev.shell(dev.lineUnder("Query:")), /demo.*1/);
    const another = dev.lineUnder("Send a log:").replace("hello", "once more");
    assert.equal(dev.shell(another), "{}");
    assert.match(dev.shell(dev.lineUnder("Query:")), /demo.*2/);
  });

  test("ends with the catalog, and says so", async () => {
    const catalog = spawnSync("pgrep", ["-P", String(dev.pid), "java"], { encoding: "utf8" }).stdout.trim();
    assert.match(catalog, /^\d+$/);
    const end = dev.end();
    process.kill(Number(catalog), "SIGKILL");
    assert.deepEqual(await end, [1, null]);
    assert.match(dev.printed, /the catalog has ended \(SIGKILL\)/);
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
        env: dev.environment(),
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
