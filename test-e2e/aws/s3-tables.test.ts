/**
 * Amazon S3 Tables, by a double over Iceberg's own REST code and an S3 server that verifies signatures (test-e2e/lake-doubles). The Worker, or
 * with O2P_TARGET=server the server, writes all tables to it, and independent readers read every value.
 */

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type Keys, VERSITYGW } from "../harness/double-process.ts";
import { IcebergReader } from "../harness/iceberg.ts";
import { COMMITTED, together } from "../harness/lake.ts";
import { logsRequest } from "../harness/otlp.ts";
import { LAKE_READERS } from "../harness/python.ts";
import { S3TablesProcess } from "../harness/s3-tables.ts";
import {
  commit,
  evolveLogs,
  expectEvolvedLogs,
  expectJava,
  expectPython,
  s3TablesProperties,
  send,
} from "../harness/tables.ts";
import { sample } from "../harness/telemetry.ts";
import { ON_SERVER, type Signal, type StartOptions, TestWorker } from "../harness/worker.ts";

const skip = VERSITYGW === undefined && "go is not on the path: there is no S3 server";

const LOGS = { namespace: "otel", name: "logs" };

/** What an operator sets, and for here the addresses in place of AWS's. */
function options(tables: S3TablesProcess, keys: Keys, vars: Readonly<Record<string, string>> = {}): StartOptions {
  return {
    bundle: vars["OTLP2PARQUET_BATCHING_ENABLED"] === "false" ? "direct" : "worker",
    vars: {
      OTLP2PARQUET_CATALOG_MODE: "s3tables",
      OTLP2PARQUET_S3_TABLES_ARN: tables.facts.warehouse,
      OTLP2PARQUET_CATALOG_URI: tables.uri,
      OTLP2PARQUET_S3_ENDPOINT: tables.s3Endpoint,
      OTLP2PARQUET_BATCHING_ENABLED: "true",
      OTLP2PARQUET_COMMIT_INTERVAL_SECS: "3",
      ...vars,
    },
    secrets: {
      OTLP2PARQUET_S3_ACCESS_KEY_ID: keys.accessKeyId,
      OTLP2PARQUET_S3_SECRET_ACCESS_KEY: keys.secretAccessKey,
      ...(keys.sessionToken === "" ? {} : { OTLP2PARQUET_S3_SESSION_TOKEN: keys.sessionToken }),
    },
  };
}

describe("S3 Tables", { skip }, () => {
  let tables: S3TablesProcess;
  let worker: TestWorker;

  before(async () => {
    tables = await S3TablesProcess.reserve();
    await tables.start();
    const keys = await tables.issueKeys(3_600_000);
    // The values are compared under the names of docs/schema.md; another test is for the default of this mode.
    worker = new TestWorker(options(tables, keys, { OTLP2PARQUET_COLUMN_NAMES: "pascal" }));
    await worker.start();
  });
  after(async () => {
    await worker?.close();
    await tables?.close();
  });

  const first = sample({ name: "first", rows: 20 });
  const second = sample({ name: "second" });
  const third = sample({ name: "third" });

  test("all tables have every row with every value, as Iceberg's Java library reads them", async () => {
    await send(worker, first);
    await send(worker, second);
    await commit(worker);
    await expectJava(s3TablesProperties(tables), together(first, second));
    const { commits } = await tables.counts();
    assert.ok(commits >= 7 && commits <= 14, `${commits} commits`);
  });

  test("PyIceberg reads the same", { skip: LAKE_READERS === undefined && "python3 is not on the path" }, async () => {
    await expectPython(s3TablesProperties(tables), together(first, second));
  });

  test("a commit that loses against a managed compaction is made on top of it", async () => {
    await tables.compactBeforeNextCommits(1);
    await send(worker, third);
    await commit(worker);
    await expectJava(s3TablesProperties(tables), together(first, second, third));
    const deleted = await tables.deleteUnreferenced(LOGS, 0);
    assert.ok(deleted.length > 0);
    await expectJava(s3TablesProperties(tables), together(first, second, third));
  });

  test("a table that somebody else evolves is written to as before", async () => {
    const fourth = sample({ name: "fourth" });
    await evolveLogs(s3TablesProperties(tables));
    await send(worker, fourth);
    await commit(worker);
    await expectEvolvedLogs(s3TablesProperties(tables), together(first, second, third, fourth));
  });

  test("nothing was stored elsewhere", async () => {
    assert.deepEqual(await worker.keys(), []);
  });
});

describe("S3 Tables without batching", { skip: skip || (ON_SERVER && "the server batches always") }, () => {
  test("a request is in its tables when it is answered, and once if it is repeated", async (t) => {
    const tables = await S3TablesProcess.reserve();
    t.after(() => tables.close());
    await tables.start();
    const worker = new TestWorker(
      options(tables, tables.facts.keys, {
        OTLP2PARQUET_BATCHING_ENABLED: "false",
        OTLP2PARQUET_COLUMN_NAMES: "pascal",
      }),
    );
    t.after(() => worker.close());
    await worker.start();
    const rows = sample({ name: "direct" });
    for (let round = 0; round < 2; round++) {
      for (const [signal, body] of Object.entries(rows.requests)) {
        const response = await worker.post(signal as Signal, body);
        assert.equal(response.status, 200, await response.clone().text());
        assert.equal(response.headers.get(COMMITTED), "true", signal);
      }
    }
    await expectJava(s3TablesProperties(tables), rows.rows);
  });
});

describe("S3 Tables that refuse", { skip }, () => {
  let tables: S3TablesProcess;

  before(async () => {
    tables = await S3TablesProcess.reserve();
    await tables.start();
  });
  after(() => tables?.close());

  const BODY = JSON.stringify(logsRequest({ service: "refused", records: 3 }));

  /** A Worker that has accepted three log records. */
  async function accepted(
    t: { after: (end: () => Promise<void>) => void },
    keys: Keys,
    vars: Readonly<Record<string, string>> = {},
  ): Promise<TestWorker> {
    const worker = new TestWorker(options(tables, keys, vars));
    t.after(() => worker.close());
    await worker.start();
    await worker.accept("logs", BODY);
    return worker;
  }

  /** The tables of a namespace each. */
  const inNamespace = (namespace: string) => ({ OTLP2PARQUET_NAMESPACE: namespace });

  async function rows(namespace: string): Promise<number> {
    const reader = await IcebergReader.of(s3TablesProperties(tables), namespace);
    try {
      return (await reader.tables()).includes("logs") ? (await reader.rows("logs")).length : 0;
    } finally {
      await reader.close();
    }
  }

  test("names of columns are in lower case by default", async (t) => {
    const worker = await accepted(t, tables.facts.keys, inNamespace("lower"));
    await commit(worker);
    const reader = await IcebergReader.of(s3TablesProperties(tables), "lower");
    t.after(() => reader.close());
    const { columns } = await reader.facts("logs");
    assert.ok("service_name" in columns && !("ServiceName" in columns), Object.keys(columns).join());
    assert.deepEqual(
      (await reader.rows("logs")).map((row) => row["service_name"]),
      ["refused", "refused", "refused"],
    );
  });

  test("expired keys are named in the status, and the rows wait", async (t) => {
    const keys = await tables.issueKeys(3_600_000);
    await tables.expireKeys(keys);
    const worker = await accepted(t, keys, inNamespace("expired"));
    const answer = await worker.flush();
    assert.equal(answer.status, 503);
    const text = await answer.text();
    assert.match(text, /expired/);
    assert.ok(!text.includes(keys.secretAccessKey) && !text.includes(keys.sessionToken), text);
    assert.equal(await rows("expired"), 0);
  });

  test("who may not create namespaces is told so, and goes on when there is one", async (t) => {
    await tables.allowNamespaces(false);
    const worker = await accepted(t, tables.facts.keys, inNamespace("forbidden"));
    const answer = await worker.flush();
    assert.equal(answer.status, 503);
    assert.match(await answer.text(), /create namespace forbidden: HTTP 403/);
    await tables.allowNamespaces(true);
    await commit(worker);
    assert.equal(await rows("forbidden"), 3);
  });

  test("a namespace that exists need not be created by us", async (t) => {
    const prefixed = { ...inNamespace("existing"), OTLP2PARQUET_TABLE_PREFIX: "a_" };
    await commit(await accepted(t, tables.facts.keys, prefixed));
    await tables.allowNamespaces(false);
    t.after(() => tables.allowNamespaces(true));
    await commit(await accepted(t, tables.facts.keys, inNamespace("existing")));
    assert.equal(await rows("existing"), 3);
  });

  test("a table that was made without a schema is explained", async (t) => {
    await tables.addTableWithoutMetadata({ namespace: "empty", name: "logs" });
    const worker = await accepted(t, tables.facts.keys, inNamespace("empty"));
    const answer = await worker.flush();
    assert.equal(answer.status, 503);
    assert.match(await answer.text(), /made without a schema.*delete it/);
  });

  test("a store without If-None-Match is written to all the same", async (t) => {
    await tables.allowConditionalPuts(false);
    t.after(() => tables.allowConditionalPuts(true));
    const worker = await accepted(t, tables.facts.keys, inNamespace("plain"));
    await commit(worker);
    assert.equal(await rows("plain"), 3);
  });
});
