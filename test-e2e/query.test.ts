/** scripts/query as a user runs it, against the S3 endpoint of a running Worker. */

import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { getPlatformProxy } from "wrangler";
import { writeDevRecord } from "../scripts/lib/dev-record.ts";
import { freePort } from "../scripts/lib/free-port.ts";
import { TABLES } from "../scripts/lib/lake.ts";
import { ROOT } from "./harness/bundles.ts";
import { logsRequest } from "./harness/otlp.ts";
import { suiteWorker, TOKEN } from "./harness/worker.ts";

/** Of util-linux: gives a program a terminal. */
const HAS_SCRIPT = /util-linux/.test(spawnSync("script", ["--version"], { encoding: "utf8" }).stdout ?? "");

describe("scripts/query", () => {
  const worker = suiteWorker();
  let cache: string;

  before(async () => {
    cache = await mkdtemp(join(tmpdir(), "otlp2parquet-query-"));
  });
  after(() => rm(cache, { recursive: true }));

  interface Outcome {
    readonly status: number;
    readonly out: string;
    readonly err: string;
  }

  function query(...options: string[]): Promise<Outcome> {
    return run(["--url", worker.url.href, ...options]);
  }

  /** With no record of a server that scripts/dev has started, unless `environment` names one. */
  function run(options: string[], environment: NodeJS.ProcessEnv = {}): Promise<Outcome> {
    const ours = { O2P_CACHE_DIR: cache, O2P_DEV_RECORD: join(cache, "no-record"), OTLP2PARQUET_AUTH_TOKEN: TOKEN };
    return new Promise((resolve) => {
      execFile(
        join(ROOT, "scripts/query"),
        options,
        { env: { ...process.env, ...ours, ...environment } },
        (error, out, err) => resolve({ status: typeof error?.code === "number" ? error.code : 0, out, err }),
      );
    });
  }

  test("says what to do when there is no data yet", async () => {
    const bare = await query();
    assert.equal(bare.status, 0);
    assert.match(bare.out, /^No data yet in the dev server at http.*scripts\/query --sample/);
    assert.equal(bare.err, "");
    const sql = await query("FROM logs");
    assert.equal(sql.status, 1);
    assert.match(sql.err, /^No data yet in table logs/);
  });

  test("finds what was stored, without any setting", async () => {
    const request = logsRequest({ service: "a/b ü", records: 3, body: (index) => `say "${index}", twice\n` });
    assert.equal((await worker.post("logs", JSON.stringify(request))).status, 200);
    assert.equal(
      (await worker.post("logs", JSON.stringify(logsRequest({ service: "other", records: 2 })))).status,
      200,
    );

    const bare = await query();
    assert.equal(bare.out, "table | rows | objects\n------+------+--------\nlogs  |    5 |       2\n(1 row)\n");
    const sql = `SELECT ServiceName, count(*) AS n FROM logs GROUP BY 1 ORDER BY 1`;
    assert.equal(
      (await query(sql)).out,
      "ServiceName | n\n------------+--\na/b ü       | 3\nother       | 2\n(2 rows)\n",
    );
    const json = await query("--format", "json", sql);
    assert.deepEqual(JSON.parse(json.out), [
      { ServiceName: "a/b ü", n: 3 },
      { ServiceName: "other", n: 2 },
    ]);
    const csv = await query(
      "--format",
      "csv",
      "SELECT Body, TraceId FROM logs WHERE LogAttributes['index'] = '0' LIMIT 1",
    );
    assert.equal(csv.out, 'Body,TraceId\r\n"say ""0"", twice\n",\r\n');
  });

  test("keeps 64-bit integers, NaN and timestamps exact in JSON", async () => {
    const { out } = await query(
      "--format",
      "json",
      `SELECT 9007199254740993 AS large, 'nan'::DOUBLE AS d, "Timestamp" AS t FROM logs ORDER BY "Timestamp" LIMIT 1`,
    );
    assert.equal(out, '[\n{"large":9007199254740993,"d":"NaN","t":"2026-11-21T10:00:00.000000Z"}\n]\n');
  });

  test("fetches only what is new, and forgets what is gone", async () => {
    const files = async (): Promise<string[]> =>
      (await readdir(cache, { recursive: true })).filter((path) => path.endsWith(".parquet")).sort();
    const before = await files();
    assert.equal(before.length, 2);
    await worker.post("logs", JSON.stringify(logsRequest({ service: "third", records: 1 })));
    await query();
    assert.equal((await files()).length, 3);
    const bucket = await worker.bucket();
    await bucket.delete((await worker.keys()).find((key) => key.includes("/third/")) ?? "");
    await query();
    assert.deepEqual(await files(), before);
  });

  test("reads the bucket that a dev server left behind when none runs", async () => {
    const state = join(cache, "state");
    const nobody = ["--url", `http://127.0.0.1:${await freePort()}`, "--state", state];
    const nothing = await query(...nobody);
    assert.equal(nothing.status, 1);
    assert.equal(nothing.out, "");
    assert.match(nothing.err, /^No server answers at http.*, and there is no bucket in .*scripts\/dev\.\n$/);
    await mkdir(join(state, "v3"), { recursive: true });
    const empty = await query(...nobody);
    assert.match(empty.out, /^No data yet in the bucket in .*\(no server is running\).*scripts\/dev/);
    assert.match(empty.err, /^No server answers at http/);
    const proxy = await getPlatformProxy({
      configPath: join(ROOT, "wrangler.toml"),
      persist: { path: join(state, "v3") },
      remoteBindings: false,
    });
    for (const [key, bytes] of await worker.stored()) {
      await (proxy.env["BUCKET"] as { put(key: string, bytes: Uint8Array): Promise<unknown> }).put(key, bytes);
    }
    await proxy.dispose();
    const { out, err } = await query(
      ...nobody,
      "--format",
      "csv",
      "SELECT ServiceName, count(*) AS n FROM logs GROUP BY 1 ORDER BY 1",
    );
    assert.equal(out, "ServiceName,n\r\na/b ü,3\r\nother,2\r\n");
    assert.match(err, /^No server answers at http.*: reading the bucket that a server left in /);
  });

  test("finds the server that scripts/dev has recorded, without any option", async () => {
    const record = join(cache, "record.json");
    writeDevRecord(record, { port: worker.url.port, state: join(cache, "state") });
    const { out } = await run([], { O2P_DEV_RECORD: record });
    assert.match(out, /^logs +\| +5 \|/m);
    assert.equal((await run(["--port", worker.url.port])).out, out);
    assert.equal((await run(["--url", worker.url.host])).out, out);
    // The server has ended: its bucket is remembered too.
    writeDevRecord(record, { port: String(await freePort()), state: join(cache, "state") });
    assert.match((await run([], { O2P_DEV_RECORD: record })).out, /^logs +\| +5 \|/m);
  });

  test("stops beside a server that does not accept its token, and reads nothing from it", async () => {
    for (const options of [[], ["--sample"], ["FROM logs"]]) {
      const { status, out, err } = await run(["--url", worker.url.href, ...options], {
        OTLP2PARQUET_AUTH_TOKEN: "of another checkout",
      });
      assert.equal(status, 1);
      assert.equal(out, "");
      assert.match(err, /^The server at http\S+ does not accept this directory's token, so .* --port .*\.\n$/);
    }
  });

  test("stops beside a server that is no otlp2parquet", async () => {
    const stranger = createServer((_request, response) => response.writeHead(404).end("404 page not found"));
    await once(stranger.listen(0, "127.0.0.1"), "listening");
    try {
      const { port } = stranger.address() as AddressInfo;
      const { status, out, err } = await run(["--port", String(port)]);
      assert.equal(status, 1);
      assert.equal(out, "");
      assert.match(err, /^http\S+ is not otlp2parquet \(an OpenTelemetry Collector\?\).*\n$/);
    } finally {
      stranger.close();
    }
  });

  test("--sample sends rows for every table", async () => {
    const before = (await query("--format", "csv", "SELECT count(*) FROM logs")).out;
    const { status, out, err } = await query("--sample");
    assert.equal(status, 0, err);
    for (const table of TABLES) assert.match(out, new RegExp(`^${table} +\\| +[1-9]`, "m"));
    assert.notEqual((await query("--format", "csv", "SELECT count(*) FROM logs")).out, before);
    const sql = `SELECT l.Body FROM logs l JOIN traces t USING (TraceId, SpanId)
      WHERE l.SeverityText = 'ERROR' AND t.StatusCode = 'Error'`;
    assert.match((await query("--format", "csv", sql)).out, /card declined/);
    const nobody = await query("--url", `127.0.0.1:${await freePort()}`, "--sample");
    assert.equal(nobody.status, 1);
    assert.match(nobody.err, /^No server answers at .*, and --sample needs one\. Start it with scripts\/dev\.\n$/);
  });

  test("cuts a table to the width of a terminal, and not with --wide", { skip: !HAS_SCRIPT }, async () => {
    const inTerminal = (option: string): string => {
      const line = `stty cols 60; ${join(ROOT, "scripts/query")} ${option} --url ${worker.url.href} "FROM logs LIMIT 1"`;
      const env = { ...process.env, O2P_CACHE_DIR: cache, OTLP2PARQUET_AUTH_TOKEN: TOKEN };
      return spawnSync("script", ["-qec", line, "/dev/null"], {
        encoding: "utf8",
        env,
        stdio: ["ignore", "pipe", "pipe"],
      }).stdout;
    };
    const longest = (out: string): number =>
      Math.max(
        ...out
          .split(/\r?\n/)
          .slice(0, 3)
          .map((row) => [...row].length),
      );
    assert.ok(longest(inTerminal("")) <= 60);
    assert.ok(longest(inTerminal("--wide")) > 200);
  });

  test("prints DuckDB's own message for wrong SQL, and fails", async () => {
    const { status, out, err } = await query("SELECT nothing FROM logs");
    assert.equal(status, 1);
    assert.equal(out, "");
    assert.match(err, /Binder Error.*"nothing" not found/s);
  });

  test("refuses wrong options with what is allowed", async () => {
    assert.match((await query("--format", "xml", "SELECT 1")).err, /--format xml: expected one of table, json, csv/);
    assert.match((await query("--no-such", "SELECT 1")).err, /usage: scripts\/query/);
    assert.match((await query("SELECT", "1")).err, /put the SQL in quotes/);
  });
});
