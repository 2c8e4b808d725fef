/** The Lambda function, in AWS's emulator, writes to the doubles of S3 Tables and of a catalog that vends credentials. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { VERSITYGW } from "../harness/double-process.ts";
import { COMMITTED, together } from "../harness/lake.ts";
import { EMULATOR, LambdaProcess } from "../harness/lambda.ts";
import { LAKE_READERS } from "../harness/python.ts";
import { S3TablesProcess } from "../harness/s3-tables.ts";
import { expectJava, expectPython, s3TablesProperties, vendingProperties } from "../harness/tables.ts";
import { type Sample, sample } from "../harness/telemetry.ts";
import { VendingProcess } from "../harness/vending.ts";
import type { Signal } from "../harness/worker.ts";

const skip =
  (VERSITYGW === undefined && "go is not on the path: there is no S3 server") ||
  (EMULATOR === undefined && "go is not on the path: there is no emulator");

/** Posts all of a sample, twice; each answer must say that its rows are committed. */
async function store(lambda: LambdaProcess, rows: Sample): Promise<void> {
  for (let round = 0; round < 2; round++) {
    for (const [signal, body] of Object.entries(rows.requests)) {
      const response = await lambda.post(signal as Signal, body);
      assert.equal(response.status, 200, await response.clone().text());
      assert.equal(response.headers.get(COMMITTED), "true", signal);
    }
  }
}

describe("the Lambda function", { skip }, () => {
  test("writes all tables to S3 Tables, once, and on top of a compaction", async (t) => {
    const tables = await S3TablesProcess.reserve();
    t.after(() => tables.close());
    const { warehouse } = await tables.start();
    const keys = await tables.issueKeys(3_600_000);
    const lambda = await LambdaProcess.start({
      OTLP2PARQUET_CATALOG_MODE: "s3tables",
      OTLP2PARQUET_S3_TABLES_ARN: warehouse,
      OTLP2PARQUET_CATALOG_URI: tables.uri,
      OTLP2PARQUET_S3_ENDPOINT: tables.s3Endpoint,
      OTLP2PARQUET_COLUMN_NAMES: "pascal",
      // As Lambda sets those of the function's role.
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
      AWS_SESSION_TOKEN: keys.sessionToken,
    });
    t.after(() => lambda.close());
    const first = sample({ name: "first", rows: 20 });
    const second = sample({ name: "second" });
    await store(lambda, first);
    await tables.compactBeforeNextCommits(2);
    await store(lambda, second);

    const properties = s3TablesProperties(tables);
    await expectJava(properties, together(first, second));
    if (LAKE_READERS !== undefined) await expectPython(properties, together(first, second));
  });

  test("writes all tables with the credentials that a catalog vends", async (t) => {
    const vending = await VendingProcess.reserve();
    t.after(() => vending.close());
    const { warehouse, clientId, clientSecret, scope, audience, tokenUri } = await vending.start();
    const lambda = await LambdaProcess.start({
      OTLP2PARQUET_CATALOG_MODE: "rest",
      OTLP2PARQUET_CATALOG_URI: vending.uri,
      OTLP2PARQUET_CATALOG_WAREHOUSE: warehouse,
      OTLP2PARQUET_CATALOG_CLIENT_ID: clientId,
      OTLP2PARQUET_CATALOG_CLIENT_SECRET: clientSecret,
      OTLP2PARQUET_CATALOG_SCOPE: scope,
      OTLP2PARQUET_CATALOG_AUDIENCE: audience,
      OTLP2PARQUET_CATALOG_TOKEN_URI: tokenUri,
      // Of the role: they open nothing of the catalog's.
      AWS_ACCESS_KEY_ID: "ASIAROLE",
      AWS_SECRET_ACCESS_KEY: "role",
    });
    t.after(() => lambda.close());
    const rows = sample({ name: "vended" });
    await store(lambda, rows);
    await expectJava(vendingProperties(vending), rows.rows);
  });
});
