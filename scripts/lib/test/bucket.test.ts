import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, normalize } from "node:path";
import { test } from "node:test";
import { type Bucket, keyAsPath, mirror, r2Bucket } from "../bucket.ts";
import { tableOf } from "../lake.ts";

test("a key becomes a path that stays inside and means nothing to a glob", () => {
  assert.equal(
    keyAsPath("logs/a%2Fb/year=2026/month=11/1-abc.parquet"),
    "logs/a%252Fb/year=2026/month=11/1-abc.parquet",
  );
  for (const key of ["../../etc/passwd", "/absolute", "a//b", "a/./b", "*?[x]{y}\\z", "..", ""]) {
    const path = keyAsPath(key);
    assert.equal(normalize(path), path);
    assert.ok(!path.startsWith("/") && !path.split("/").includes(".."), path);
    assert.doesNotMatch(path, /[*?[\]{}\\]/);
  }
});

test("different keys become different paths", () => {
  const keys = ["a/b", "a//b", "a%2Fb", "a/./b", "a/%./b", "a/../b", "a=b", "a%3Db", "*", "%2A"];
  assert.equal(new Set(keys.map(keyAsPath)).size, keys.length);
});

test("the table of an object follows from its key, whatever the prefix and the service", () => {
  const hour = "year=2026/month=11/day=21/hour=10/1795255200000000-0123456789abcdef0123456789abcdef.parquet";
  assert.equal(tableOf(`logs/shop/${hour}`), "logs");
  assert.equal(tableOf(`a/b/traces/${hour}`), "traces");
  assert.equal(tableOf(`logs/traces/shop/${hour}`), "traces");
  assert.equal(tableOf(`metrics/exponential_histogram/logs/${hour}`), "metrics_exponential_histogram");
  assert.equal(tableOf(`metrics/unheard_of/shop/${hour}`), undefined);
  assert.equal(tableOf("logs/readme.txt"), undefined);
});

test("a mirror follows the bucket: what is new or changed is fetched, what is gone is removed", async (t) => {
  const directory = await mkdtemp(join(tmpdir(), "otlp2parquet-mirror-"));
  t.after(() => rm(directory, { recursive: true }));
  const objects = new Map<string, { text: string; modified: number }>();
  const fetched: string[] = [];
  const bucket: Bucket = {
    list: async () =>
      [...objects].map(([key, { text, modified }]) => ({ key, size: text.length, modified: new Date(modified) })),
    get: async (key) => {
      fetched.push(key);
      return new TextEncoder().encode(objects.get(key)?.text);
    },
  };
  const contents = async (): Promise<[string, string][]> =>
    Promise.all([...(await mirror(bucket, directory))].map(async ([key, path]) => [key, await readFile(path, "utf8")]));

  objects.set("x/1", { text: "one", modified: 1000 }).set("x/2", { text: "two", modified: 2000 });
  assert.deepEqual(await contents(), [
    ["x/1", "one"],
    ["x/2", "two"],
  ]);
  objects.delete("x/1");
  objects.set("x/2", { text: "TWO", modified: 3000 }).set("y", { text: "why", modified: 4000 });
  assert.deepEqual(await contents(), [
    ["x/2", "TWO"],
    ["y", "why"],
  ]);
  await contents();
  // Several are fetched at a time, in no order.
  assert.deepEqual(fetched.sort(), ["x/1", "x/2", "x/2", "y"]);
});

test("an R2 binding is listed page by page", async () => {
  const names = ["a", "b", "c"];
  const listed = await r2Bucket({
    list: async ({ cursor }) => {
      const index = Number(cursor ?? 0);
      const object = { key: names[index] as string, size: index, uploaded: new Date(index) };
      return index < 2
        ? { objects: [object], truncated: true, cursor: `${index + 1}` }
        : { objects: [object], truncated: false };
    },
    get: async () => null,
  }).list();
  assert.deepEqual(
    listed.map((object) => object.key),
    names,
  );
});
