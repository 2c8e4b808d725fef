/**
 * A catalog that answers to hurt: it gets neither our token for somebody else nor writes where they do not belong, it does not end the isolate, and
 * what was acknowledged meanwhile is in its table once as soon as it answers as it should.
 */

import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { setTimeout as later } from "node:timers/promises";
import { freePort } from "../../scripts/lib/free-port.ts";
import { BUCKET_NAME, CATALOG_TOKEN, CatalogProcess } from "../harness/catalog.ts";
import { flush, flushed } from "../harness/flush.ts";
import { IcebergReader } from "../harness/iceberg.ts";
import { LakeWorker } from "../harness/lake.ts";
import { logsRequest } from "../harness/otlp.ts";
import { PersistentWorker } from "../harness/persistent-worker.ts";
import { type Answer, CatalogProxy, type Change } from "./catalog-proxy.ts";

const RECORDS = 5;
const BASE = `/acct0123/${BUCKET_NAME}`;
const MIB = 1 << 20;

interface Json {
  [name: string]: unknown;
}

interface Hostile {
  readonly lake: LakeWorker;
  readonly proxy: CatalogProxy;
  /** Another server; nothing has a reason to go there. */
  readonly elsewhere: CatalogProxy;
}

async function hostile(context: TestContext): Promise<Hostile> {
  const proxy = await CatalogProxy.start();
  context.after(() => proxy.close());
  const elsewhere = await CatalogProxy.start();
  context.after(() => elsewhere.close());
  const lake = await LakeWorker.start({
    bundle: "durableFaults",
    vars: {
      OTLP2PARQUET_BATCHING_ENABLED: "true",
      OTLP2PARQUET_BATCH_MAX_AGE_SECS: "3600",
      OTLP2PARQUET_CATALOG_URI: proxy.origin + BASE,
    },
  });
  context.after(() => lake.close());
  proxy.catalog = lake.catalog.uri;
  return { lake, proxy, elsewhere };
}

const isConfig = (path: string): boolean => path === `${BASE}/v1/config`;
const isTable = (path: string): boolean => /\/namespaces\/[^/]+\/tables(\/[^/]+)?$/.test(path);

/** What Node has and its types do not: numbers as they are written. */
const exact = JSON as unknown as {
  rawJSON(text: string): unknown;
  parse(text: string, revive: (name: string, value: unknown, context: { source: string }) => unknown): unknown;
};

/** The answer with its JSON changed, if it is one of success. */
function withJson(answer: Answer, change: (json: Json) => void): Answer {
  if (answer.status !== 200) return answer;
  // Ids of snapshots have 64 bits: what JavaScript would round stays as it is written.
  const json = exact.parse(answer.body, (_name, value, { source }) =>
    typeof value === "number" && !Number.isSafeInteger(value) ? exact.rawJSON(source) : value,
  ) as Json;
  change(json);
  return { ...answer, body: JSON.stringify(json) };
}

const overriding =
  (name: string, value: string): Change =>
  (answer, _method, path) =>
    isConfig(path)
      ? withJson(answer, (json) => {
          json["overrides"] = { ...(json["overrides"] as Json), [name]: value };
        })
      : answer;

/** Changes the metadata of every table that is loaded, created or committed to. */
const metadata =
  (change: (metadata: Json) => void): Change =>
  (answer, _method, path) =>
    isTable(path)
      ? withJson(answer, (json) => {
          if (json["metadata"] !== undefined) change(json["metadata"] as Json);
        })
      : answer;

async function send(lake: LakeWorker, name: string): Promise<void> {
  const request = JSON.stringify(logsRequest({ service: "hostile", records: RECORDS, body: (i) => `${name}-${i}` }));
  await lake.worker.accept("logs", request);
}

const rowsOf = (...names: string[]): string[] =>
  names.flatMap((name) => Array.from({ length: RECORDS }, (_, i) => `${name}-${i}`)).sort();

const bodies = async (lake: LakeWorker): Promise<string[]> =>
  (await lake.rows("logs")).map((row) => String(row["Body"])).sort();

/** What is refused: the reason is told, nothing is stored, and nobody else hears from us. */
async function isRefused({ lake, proxy, elsewhere }: Hostile, change: Change, reason: RegExp): Promise<void> {
  proxy.change = change;
  await send(lake, "first");
  const incomplete = await lake.worker.flush();
  assert.equal(incomplete.status, 503, await incomplete.clone().text());
  assert.deepEqual(elsewhere.seen, []);
  assert.match((await flushed(incomplete)).problems.join("\n"), reason);
  const health = (await (await fetch(new URL("/health", lake.worker.url))).json()) as { status: string };
  assert.equal(health.status, "degraded");
  // Rows that cannot be stored wait; others are accepted.
  await send(lake, "second");
  assert.deepEqual(
    (await lake.worker.keys()).filter((key) => key.endsWith(".parquet")),
    [],
  );
  assert.deepEqual(elsewhere.seen, []);
  for (const { path } of proxy.seen) assert.ok(path.startsWith(`${BASE}/v1/`) && !path.includes(".."), path);
  for (const { message } of lake.worker.logs()) assert.ok(!message.includes(CATALOG_TOKEN), message);

  proxy.change = undefined;
  await flush(() => lake.worker.flush());
  assert.deepEqual(await bodies(lake), rowsOf("first", "second"));
  assert.deepEqual(elsewhere.seen, []);
}

for (const path of ["../../x", "a/%2e%2e/x"]) {
  test(`a location of s3://${BUCKET_NAME}/${path} is refused`, async (context) => {
    const change = metadata((json) => {
      json["location"] = `s3://${BUCKET_NAME}/${path}`;
    });
    await isRefused(
      await hostile(context),
      change,
      /table otel\.logs cannot be written to: the location s3:\S+ is refused: /,
    );
  });
}

test("a location in another bucket is refused", async (context) => {
  const change = metadata((json) => {
    json["location"] = "s3://another-bucket/x";
  });
  await isRefused(await hostile(context), change, /another-bucket/);
});

test("a prefix of ../../admin is refused", async (context) => {
  const reason = /the catalog's configuration has a prefix that is refused: /;
  await isRefused(await hostile(context), overriding("prefix", "../../admin"), reason);
});

test("another host gets no token, whatever the catalog's configuration says", async (context) => {
  const all = await hostile(context);
  const change = overriding("uri", `${all.elsewhere.origin}${BASE}`);
  await isRefused(all, change, /the catalog moves to another host, http:\/\/127\.0\.0\.1:\d+: it gets no token/);
});

// Not in the harness of the other tests: it lets Node send the Worker's requests, whose fetch follows redirects whatever the Worker says.
test("redirects to another host are not followed", async (context) => {
  const proxy = await CatalogProxy.start();
  context.after(() => proxy.close());
  const elsewhere = await CatalogProxy.start();
  context.after(() => elsewhere.close());
  const catalog = await CatalogProcess.reserve();
  context.after(() => catalog.close());
  const worker = await PersistentWorker.create(await freePort(), proxy.origin + BASE, {
    OTLP2PARQUET_BATCH_MAX_AGE_SECS: "3600",
  });
  context.after(() => worker.remove());
  await worker.start();
  await catalog.start(worker.url);
  proxy.catalog = catalog.uri;
  const request = JSON.stringify(logsRequest({ service: "hostile", records: RECORDS, body: (i) => `redirected-${i}` }));
  assert.equal((await worker.post("logs", request)).status, 200);
  for (const status of [301, 302, 303, 307, 308]) {
    const asked = proxy.seen.length;
    proxy.change = (_answer, _method, path) => ({
      status,
      headers: { location: elsewhere.origin + path },
      body: "",
    });
    const incomplete = await worker.flush();
    assert.equal(incomplete.status, 503, await incomplete.clone().text());
    assert.match((await flushed(incomplete)).problems.join("\n"), new RegExp(`HTTP ${status}`));
    assert.ok(proxy.seen.length > asked, "the catalog was asked");
    assert.deepEqual(elsewhere.seen, []);
  }
  assert.deepEqual(await worker.keys(), []);

  proxy.change = undefined;
  await flush(() => worker.flush());
  const reader = await IcebergReader.start(worker.url, catalog.uri);
  context.after(() => reader.close());
  assert.deepEqual((await reader.rows("logs")).map((row) => String(row["Body"])).sort(), rowsOf("redirected"));
  assert.deepEqual(elsewhere.seen, []);
});

/** As many snapshots as make the metadata so large: those of a table that has been committed to for a day. */
const grown = (bytes: number): Change =>
  metadata((json) => {
    const snapshots = (json["snapshots"] ?? []) as Json[];
    const first = Number(json["last-updated-ms"]) - 86_400_000;
    for (let i = 0, size = 0; size < bytes; i++) {
      const old = {
        "snapshot-id": i + 1,
        "sequence-number": 0,
        "timestamp-ms": first + i,
        summary: { operation: "append", "added-records": "1" },
        "manifest-list": `${String(json["location"])}/metadata/${"x".repeat(500)}-${i}.avro`,
        "schema-id": 0,
      };
      size += JSON.stringify(old).length;
      snapshots.unshift(old);
    }
    json["snapshots"] = snapshots;
  });

const property = (bytes: number): Change =>
  metadata((json) => {
    json["properties"] = { ...(json["properties"] as Json), large: "x".repeat(bytes) };
  });

test("metadata with 7 MiB of snapshots are read, beside requests of 10 MB", async (context) => {
  const { lake, proxy } = await hostile(context);
  proxy.change = grown(7 * MIB);
  const sent: string[] = [];
  for (let round = 0; round < 4; round++) {
    const large = logsRequest({ service: "large", records: 40, body: () => "x".repeat(240_000) });
    large.resourceLogs[0].scopeLogs[0].logRecords.forEach((record, i) => {
      record.body.stringValue = `large-${round}-${i} ${record.body.stringValue}`;
    });
    const flushing = flush(() => lake.worker.flush());
    const sending = (async () => {
      // While the flush has the memory a large one is asked to come again.
      for (;;) {
        const answer = await lake.worker.post("logs", JSON.stringify(large));
        const text = await answer.text();
        if (answer.status === 200) break;
        assert.equal(answer.status, 503, text);
        await later(200);
      }
      await send(lake, `round-${round}`);
      sent.push(`round-${round}`);
    })();
    await Promise.all([flushing, sending]);
  }
  await flush(() => lake.worker.flush());
  assert.ok(proxy.seen.some(({ method, path }) => method === "POST" && path.endsWith("/tables/logs")));
  const names = await bodies(lake);
  assert.deepEqual(
    names.filter((name) => name.startsWith("round-")),
    rowsOf(...sent),
  );
  assert.equal(new Set(names.map((name) => name.split(" ")[0])).size, 4 * (40 + RECORDS));
  assert.equal(names.length, 4 * (40 + RECORDS));
});

test("metadata with a property of 7 MiB are refused: nothing is made of a string that long", async (context) => {
  await isRefused(await hostile(context), property(7 * MIB), /a string of more than 1048576 bytes/);
});

test("metadata of 30 MiB are not read to their end, and the reason is told", async (context) => {
  await isRefused(await hostile(context), property(30 * MIB), /the answer has more than 25165824 bytes/);
});
