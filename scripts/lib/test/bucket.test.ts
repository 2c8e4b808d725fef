import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, normalize } from "node:path";
import { test } from "node:test";
import { type Bucket, keyAsPath, mirror, r2Bucket, readOnce } from "../bucket.ts";
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

test("of 1,500 objects each is fetched once, and what has not changed never again", async (t) => {
  const directory = await mkdtemp(join(tmpdir(), "otlp2parquet-mirror-"));
  t.after(() => rm(directory, { recursive: true }));
  // As files have them: times of any millisecond.
  const objects = Array.from({ length: 1_500 }, (_, i) => ({
    key: `logs/${i}.parquet`,
    size: 3,
    modified: new Date(1_795_255_200_000 + i * 997),
  }));
  const requests = { list: 0, get: 0 };
  let atOnce = 0;
  let most = 0;
  const bucket: Bucket = {
    list: async () => {
      requests.list++;
      return objects;
    },
    get: async () => {
      requests.get++;
      most = Math.max(most, ++atOnce);
      await new Promise((resolve) => setImmediate(resolve));
      atOnce--;
      return new Uint8Array(3);
    },
  };
  await mirror(bucket, directory);
  assert.deepEqual(requests, { list: 1, get: 1_500 });
  assert.ok(most > 1 && most <= 8, `${most} at the same time`);
  await mirror(bucket, directory);
  assert.deepEqual(requests, { list: 2, get: 1_500 });
});

test("what never changes is read once, and forgotten when nobody asks for it", async (t) => {
  const directory = await mkdtemp(join(tmpdir(), "otlp2parquet-once-"));
  t.after(() => rm(directory, { recursive: true }));
  const fetched: string[] = [];
  const bucket: Bucket = {
    list: async () => [],
    get: async (key) => {
      fetched.push(key);
      return new TextEncoder().encode(`content of ${key}`);
    },
  };
  const read = async (...keys: string[]): Promise<void> => {
    const once = readOnce(bucket, directory);
    for (const key of keys) {
      assert.equal(new TextDecoder().decode(await once.get(key)), `content of ${key}`);
    }
    await once.close();
  };
  await read("m/1.avro", "m/2.avro");
  await read("m/2.avro", "m/1.avro", "m/3.avro");
  assert.deepEqual(fetched, ["m/1.avro", "m/2.avro", "m/3.avro"]);
  await read("m/3.avro");
  await read("m/1.avro");
  assert.deepEqual(fetched, ["m/1.avro", "m/2.avro", "m/3.avro", "m/1.avro"]);
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
