/** scripts/query as a user runs it, against the S3 endpoint of a running Worker. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { getPlatformProxy } from "wrangler";
import { ROOT } from "./harness/bundles.ts";
import { freePort } from "./harness/free-port.ts";
import { logsRequest } from "./harness/otlp.ts";
import { suiteWorker } from "./harness/worker.ts";

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
    return new Promise((resolve) => {
      execFile(
        join(ROOT, "scripts/query"),
        ["--url", worker.url.href, ...options],
        { env: { ...process.env, O2P_CACHE_DIR: cache } },
        (error, out, err) => resolve({ status: typeof error?.code === "number" ? error.code : 0, out, err }),
      );
    });
  }

  test("says what to do when there is no data yet", async () => {
    const bare = await query();
    assert.equal(bare.status, 0);
    assert.match(bare.out, /^No data yet .*scripts\/dev/);
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
    assert.match((await query(...nobody)).out, /^No data yet .*scripts\/dev/);
    const proxy = await getPlatformProxy({
      configPath: join(ROOT, "wrangler.toml"),
      persist: { path: join(state, "v3") },
      remoteBindings: false,
    });
    for (const [key, bytes] of await worker.stored()) {
      await (proxy.env["BUCKET"] as { put(key: string, bytes: Uint8Array): Promise<unknown> }).put(key, bytes);
    }
    await proxy.dispose();
    const { out } = await query(
      ...nobody,
      "--format",
      "csv",
      "SELECT ServiceName, count(*) AS n FROM logs GROUP BY 1 ORDER BY 1",
    );
    assert.equal(out, "ServiceName,n\r\na/b ü,3\r\nother,2\r\n");
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
