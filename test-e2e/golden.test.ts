/**
 * Golden vectors: the objects that the Worker stores for a request are those that the same Java stores on a JVM, byte for byte. So
 * everything that the JVM tests prove of the decoder and the encoder holds in workerd. Codecs of the host apart: the JVM has others.
 */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, extname, join, relative } from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { SeededRandom } from "../scripts/lib/random.ts";
import { ROOT } from "./harness/bundles.ts";
import { type Signal, suiteWorker } from "./harness/worker.ts";

const SAMPLES = join(ROOT, "worker-java/otlp/src/test/resources/testdata/otlp2parquet");
const TEST_JVM = join(ROOT, "test-jvm/target");

interface Vector {
  readonly signal: Signal;
  readonly contentType: string;
  readonly file: string;
}

/** A generator of 32 random bits, so that a failure can be looked at again. */
function randomBits(seed: number): () => number {
  const random = new SeededRandom(seed);
  return () => random.bits();
}

/** Any finite double, extremes as likely as plain numbers. */
function anyDouble(bits: () => number): number {
  const view = new DataView(new ArrayBuffer(8));
  do {
    view.setUint32(0, bits());
    view.setUint32(4, bits());
  } while (!Number.isFinite(view.getFloat64(0)));
  return view.getFloat64(0);
}

/** Numbers of all sizes, where a JVM and Wasm might parse, print, hash or compare differently. */
function metrics(): string {
  const bits = randomBits(3);
  const dataPoints = Array.from({ length: 4000 }, (_, i) => ({
    timeUnixNano: `${1_795_253_400_000_000_000n + BigInt(bits()) * 1000n}`,
    ...(i % 3 === 0 ? { asInt: `${BigInt(bits()) * BigInt(bits()) - (1n << 62n)}` } : { asDouble: anyDouble(bits) }),
    attributes: [
      { key: "double", value: { doubleValue: anyDouble(bits) } },
      { key: `key-${bits() % 7}`, value: { stringValue: `grüße ${bits() % 50} 😀` } },
      {
        key: "list",
        value: { arrayValue: { values: [{ intValue: bits() }, { boolValue: true }, { doubleValue: "NaN" }] } },
      },
    ],
  }));
  const metric = { name: "golden", gauge: { dataPoints } };
  return JSON.stringify({ resourceMetrics: [{ scopeMetrics: [{ metrics: [metric] }] }] });
}

/** Enough rows and distinct texts for several pages, row groups and a dictionary that is given up. */
function logs(): string {
  const bits = randomBits(4);
  const resourceLogs = Array.from({ length: 3 }, (_, service) => ({
    resource: { attributes: [{ key: "service.name", value: { stringValue: `golden ${service}` } }] },
    scopeLogs: [
      {
        scope: { name: "golden", version: "1" },
        logRecords: Array.from({ length: 5000 }, (_, i) => ({
          timeUnixNano: `${1_795_253_400_000_000_000n + BigInt(bits() % 7200) * 1_000_000_000n}`,
          severityNumber: 1 + (bits() % 24),
          body: { stringValue: `request ${bits()} of ${i}: ${"x".repeat(bits() % 60)}` },
          traceId: i % 2 === 0 ? [0, 0, 0, 0].map(() => hex(bits())).join("") : "",
          attributes: [{ key: "route", value: { stringValue: `/api/${bits() % 20}` } }],
        })),
      },
    ],
  }));
  return JSON.stringify({ resourceLogs });
}

const hex = (bits: number): string => bits.toString(16).padStart(8, "0");

const OPTIONS: Record<string, Record<string, string>> = {
  "the defaults without a codec": { PARQUET_COMPRESSION: "none" },
  "every option the other way": {
    PARQUET_COMPRESSION: "snappy",
    PARQUET_ENCODINGS: "modern",
    PARQUET_ROW_GROUP_SIZE: "1000",
    PARTITION_BY_SERVICE: "false",
    BASE_PATH: "golden",
    COLUMN_NAMES: "snake",
    TIMESTAMP_UNIT: "ns",
    ATTRIBUTES: "json",
  },
};

/** Objects by key, as the JVM stores them. */
async function onTheJvm(
  directory: string,
  options: Record<string, string>,
  vectors: readonly Vector[],
): Promise<Map<string, Buffer>> {
  const bucket = join(directory, "bucket");
  const classPath = [
    join(TEST_JVM, "classes"),
    join(TEST_JVM, "test-classes"),
    (await readFile(join(TEST_JVM, "test-classpath.txt"), "utf8")).trim(),
  ];
  await promisify(execFile)("java", [
    "-cp",
    classPath.join(delimiter),
    "dev.otlp2parquet.ingest.GoldenObjects",
    bucket,
    ...Object.entries(options).map(([name, value]) => `${name}=${value}`),
    ...vectors.flatMap(({ signal, contentType, file }) => [signal, contentType, file]),
  ]);
  const objects = new Map<string, Buffer>();
  for (const entry of await readdir(bucket, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    objects.set(relative(bucket, path), await readFile(path));
  }
  await rm(bucket, { recursive: true });
  return objects;
}

describe("workerd stores what a JVM stores", () => {
  let directory: string;
  const vectors: Vector[] = [];

  before(async () => {
    assert.ok(existsSync(join(TEST_JVM, "test-classpath.txt")), "`scripts/test e2e` compiles GoldenObjects first");
    directory = await mkdtemp(join(tmpdir(), "otlp2parquet-golden-"));
    const types: Record<string, string> = { ".jsonl": "application/jsonl", ".pb": "application/x-protobuf" };
    for (const name of (await readdir(SAMPLES)).sort()) {
      const contentType = types[extname(name)];
      if (contentType === undefined) continue;
      const signal = name.startsWith("log") ? "logs" : name.startsWith("trace") ? "traces" : "metrics";
      vectors.push({ signal, contentType, file: join(SAMPLES, name) });
    }
    assert.equal(vectors.length, 17);
    for (const [signal, body] of [
      ["logs", logs()],
      ["metrics", metrics()],
    ] as const) {
      const file = join(directory, `${signal}.json`);
      await writeFile(file, body);
      vectors.push({ signal, contentType: "application/json", file });
    }
  });
  after(() => rm(directory, { recursive: true }));

  for (const [name, options] of Object.entries(OPTIONS)) {
    describe(name, () => {
      const vars = Object.fromEntries(Object.entries(options).map(([key, value]) => [`OTLP2PARQUET_${key}`, value]));
      const worker = suiteWorker({ vars });

      test("all samples and generated requests", async () => {
        const expected = await onTheJvm(directory, options, vectors);
        for (const { signal, contentType, file } of vectors) {
          const response = await worker.post(signal, await readFile(file), { contentType });
          assert.equal(response.status, 200, `${file}: ${await response.text()}`);
        }
        assert.notEqual(expected.size, 0);
        const stored = await worker.stored();
        assert.deepEqual([...stored.keys()].sort(), [...expected.keys()].sort());
        for (const [key, bytes] of expected) {
          assert.ok(bytes.equals(stored.get(key) ?? new Uint8Array()), `${key} differs`);
        }
      });
    });
  }
});
