/** Requests from the field that lost rows, signs or characters (testdata/field of the decoder's tests), stored directly and through buffers. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { describe, test } from "node:test";
import { promisify } from "node:util";
import { ROOT } from "./harness/bundles.ts";
import { CONTENT_TYPES, partialSuccessOf } from "./harness/otlp.ts";
import { type Signal, suiteWorker, TOKEN } from "./harness/worker.ts";

const INPUTS = join(ROOT, "worker-java/otlp/src/test/resources/testdata/field");

/** The partial success of an answer. */
interface Answer {
  readonly rejected: number;
  readonly message: RegExp;
}

interface Input {
  readonly file: string;
  readonly answer: Answer | undefined;
  /** Over the stored rows, and what it gives. */
  readonly sql?: string;
  readonly rows?: unknown[];
}

const REPAIRED: Answer = { rejected: 0, message: /^resource\w+\[0\].*U\+FFFD/s };

const EXPECTED: readonly Input[] = [
  {
    file: "c03-utf8-body.logs.pb",
    answer: REPAIRED,
    sql: "SELECT Body FROM logs WHERE ServiceName = 'c03body' ORDER BY \"Timestamp\"",
    rows: ["row0", "ab\ufffd\ufffd\ufffdcde", "row2"],
  },
  {
    file: "c03-utf8-resource.logs.pb",
    answer: REPAIRED,
    sql: "SELECT Body || ResourceAttributes['process.command_line'] FROM logs WHERE ServiceName = 'c03res' AND Body LIKE '%bad%'",
    rows: ["under bad resourcerun \ufffd\ufffd\ufffd\ufffd"],
  },
  {
    file: "c03-utf8-name.traces.pb",
    answer: REPAIRED,
    sql: "SELECT SpanName FROM traces WHERE ServiceName = 'c03span' ORDER BY 1",
    rows: ["GET /\ufffd\ufffd", "s0", "s2"],
  },
  {
    file: "c04-surrogate.traces.json",
    answer: REPAIRED,
    sql: "SELECT SpanAttributes['reply'] FROM traces WHERE ServiceName = 'c04' ORDER BY SpanId",
    rows: ["well \u{1f600}", "cut \ufffd", "\ufffd tail", "swap \ufffd\ufffd end"],
  },
  { file: "c09-snake.traces.json", answer: { rejected: 0, message: /^request: .*found "resource_spans"/s } },
  { file: "c10-not-otlp.logs.json", answer: { rejected: 0, message: /^request: .*this is not OTLP\/JSON/s } },
  {
    file: "c19-badline.logs.jsonl",
    answer: { rejected: 1, message: /^line 2: / },
    sql: "SELECT Body FROM logs WHERE ServiceName = 'c19b' ORDER BY Body",
    rows: ["line 0", "line 2"],
  },
  {
    file: "c23-negzero.metrics.json",
    answer: undefined,
    sql: "SELECT printf('%g', Value) FROM metrics_gauge WHERE ServiceName = 'c23j' ORDER BY \"Timestamp\"",
    rows: ["-0", "0"],
  },
  {
    file: "c28-nan-hidden.metrics.json",
    answer: undefined,
    sql: "SELECT count(*) FROM metrics_gauge WHERE ServiceName = 'c28' AND Value = 'NaN'::DOUBLE",
    rows: [1n],
  },
];

for (const batching of ["false", "true"]) {
  describe(`field inputs, batching ${batching}`, () => {
    const worker = suiteWorker({ vars: { OTLP2PARQUET_BATCHING_ENABLED: batching } });

    for (const { file, answer, sql, rows } of EXPECTED) {
      test(file, async () => {
        const signal = /\.(\w+)\.\w+$/.exec(file)?.[1] as Signal;
        const input = await readFile(join(INPUTS, file));
        const response = await worker.post(signal, input, { contentType: CONTENT_TYPES[extname(file)] ?? "" });
        assert.equal(response.status, 200, await response.clone().text());
        const partial = await partialSuccessOf(response);
        assert.equal(partial?.rejected, answer?.rejected);
        if (answer === undefined) assert.equal(partial, undefined);
        else assert.match(partial?.errorMessage ?? "", answer.message);
        if (batching === "true") assert.equal((await worker.flush()).status, 200);
        if (sql === undefined) return;
        const stored = await worker.withLake((lake) => lake.query(sql));
        assert.deepEqual(stored.rows.flat(), rows);
      });
    }

    test("what was accepted could be stored", { skip: batching === "false" }, async () => {
      const { buffers } = await worker.json<{ buffers: { quarantined?: object }[] }>("/status");
      assert.deepEqual(
        buffers.filter(({ quarantined }) => quarantined !== undefined),
        [],
      );
    });

    test("what JSON numbers cannot say in attributes, and all bits of flags", async () => {
      const value = (key: string, doubleValue: string | number) => ({ key, value: { doubleValue } });
      const body = JSON.stringify({
        resourceLogs: [
          {
            resource: { attributes: [{ key: "service.name", value: { stringValue: "doubles" } }] },
            scopeLogs: [
              {
                logRecords: [
                  {
                    timeUnixNano: "1795852800000000000",
                    flags: 4294967041,
                    body: { doubleValue: "Infinity" },
                    attributes: [
                      value("zero", "-0.0"),
                      value("nan", "NaN"),
                      value("low", "-Infinity"),
                      {
                        key: "list",
                        value: { arrayValue: { values: [{ doubleValue: "NaN" }, { doubleValue: "-0" }] } },
                      },
                    ],
                  },
                ],
              },
            ],
          },
        ],
      });
      assert.equal((await worker.post("logs", body)).status, 200);
      if (batching === "true") assert.equal((await worker.flush()).status, 200);
      const sql = "SELECT Body, LogAttributes AS attributes, TraceFlags FROM logs WHERE ServiceName = 'doubles'";
      assert.deepEqual(await worker.withLake((lake) => lake.objects(sql)), [
        {
          Body: "Infinity",
          attributes: { zero: "-0", nan: "NaN", low: "-Infinity", list: '["NaN",-0]' },
          TraceFlags: -255,
        },
      ]);
    });

    for (const file of ["c24-timeless.logs.json", "c24-timeless.logs.pb"]) {
      test(`${file}, sent three times, is stored three times`, async () => {
        const input = await readFile(join(INPUTS, file));
        const rows = async (): Promise<number> => {
          const { rows } = await worker.withLake((lake) =>
            lake.query("SELECT count(*)::INT FROM logs WHERE ServiceName LIKE 'c24%'"),
          );
          return rows[0]?.[0] as number;
        };
        // The first file of logs may be the first file of the bucket.
        const before = (await worker.keys()).some((key) => key.startsWith("logs/")) ? await rows() : 0;
        for (let sent = 1; sent <= 3; sent++) {
          const response = await worker.post("logs", input, { contentType: CONTENT_TYPES[extname(file)] ?? "" });
          assert.equal(response.status, 200);
          if (batching === "true" && sent !== 2) assert.equal((await worker.flush()).status, 200);
        }
        assert.equal((await rows()) - before, 3);
      });
    }

    test("j01: forty equal records in a loop are forty rows", async () => {
      const program = join(INPUTS, "j01-same-millisecond.mjs");
      const { stderr } = await promisify(execFile)(process.execPath, [program, "j01"], {
        env: { ...process.env, PORT: worker.url.port, TOKEN },
      });
      assert.equal(stderr, "");
      if (batching === "true") assert.equal((await worker.flush()).status, 200);
      const sql = "SELECT count(*) FROM logs WHERE ServiceName = 'j01'";
      assert.deepEqual((await worker.withLake((lake) => lake.query(sql))).rows, [[40n]]);
    });

    for (const [condition, count] of [
      ["Value > 100", 1n],
      ["Value >= 2.5", 2n],
      ["Value <= 2.5", 2n],
    ]) {
      test(`NaN is above all numbers: ${condition}`, async () => {
        const sql = `SELECT count(*) FROM metrics_gauge WHERE ServiceName = 'c28' AND ${condition}`;
        const { rows } = await worker.withLake((lake) => lake.query(sql));
        assert.deepEqual(rows, [[count]]);
      });
    }
  });
}
