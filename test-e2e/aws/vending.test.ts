/**
 * Catalogs that issue tokens to OAuth2 clients and vend credentials for their tables, such as Polaris and Lakekeeper, by a double over
 * Iceberg's own REST code and an S3 server that verifies signatures (test-e2e/lake-doubles). With O2P_TARGET=server the server writes to it.
 */

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { VERSITYGW } from "../harness/double-process.ts";
import { together } from "../harness/lake.ts";
import { logsRequest } from "../harness/otlp.ts";
import { LAKE_READERS } from "../harness/python.ts";
import {
  commit,
  evolveLogs,
  expectEvolvedLogs,
  expectJava,
  expectPython,
  send,
  vendingProperties,
} from "../harness/tables.ts";
import { sample } from "../harness/telemetry.ts";
import { type Delegation, VendingProcess } from "../harness/vending.ts";
import { type StartOptions, TestWorker } from "../harness/worker.ts";

const skip = VERSITYGW === undefined && "go is not on the path: there is no S3 server";

/** What an operator sets: the address, the warehouse and the client. No bucket and no keys. */
function options(vending: VendingProcess, vars: Readonly<Record<string, string>> = {}): StartOptions {
  const { warehouse, clientId, clientSecret, scope, audience, tokenUri } = vending.facts;
  return {
    vars: {
      OTLP2PARQUET_CATALOG_MODE: "rest",
      OTLP2PARQUET_CATALOG_URI: vending.uri,
      OTLP2PARQUET_CATALOG_WAREHOUSE: warehouse,
      OTLP2PARQUET_CATALOG_CLIENT_ID: clientId,
      OTLP2PARQUET_CATALOG_SCOPE: scope,
      OTLP2PARQUET_CATALOG_AUDIENCE: audience,
      OTLP2PARQUET_CATALOG_TOKEN_URI: tokenUri,
      OTLP2PARQUET_BATCHING_ENABLED: "true",
      OTLP2PARQUET_COMMIT_INTERVAL_SECS: "3",
      ...vars,
    },
    secrets: { OTLP2PARQUET_CATALOG_CLIENT_SECRET: clientSecret },
  };
}

describe("a catalog that vends credentials", { skip }, () => {
  let vending: VendingProcess;
  let worker: TestWorker;

  before(async () => {
    vending = await VendingProcess.reserve();
    await vending.start();
    worker = new TestWorker(options(vending));
    await worker.start();
  });
  after(async () => {
    await worker?.close();
    await vending?.close();
  });

  const first = sample({ name: "first", rows: 20 });
  const second = sample({ name: "second" });
  const third = sample({ name: "third" });

  test("all tables have every row with every value", async () => {
    await send(worker, first);
    await commit(worker);
    await expectJava(vendingProperties(vending), first.rows);
  });

  test("PyIceberg reads the same", { skip: LAKE_READERS === undefined && "python3 is not on the path" }, async () => {
    await expectPython(vendingProperties(vending), first.rows);
  });

  test("tokens and credentials that expire at once are renewed for as long as it takes", async () => {
    await vending.setTokenLifetime(1_000);
    await vending.setCredentialLifetime(1_500);
    await vending.expireTokens();
    const { tokens } = await vending.counts();
    await send(worker, second);
    await commit(worker);
    assert.ok((await vending.counts()).tokens > tokens);
    await vending.setTokenLifetime(3_600_000);
    await vending.setCredentialLifetime(3_600_000);
    await send(worker, third);
    await commit(worker);
    await expectJava(vendingProperties(vending), together(first, second, third));
  });

  test("a table that somebody else evolves is written to as before", async () => {
    const fourth = sample({ name: "fourth" });
    await evolveLogs(vendingProperties(vending));
    await send(worker, fourth);
    await commit(worker);
    await expectEvolvedLogs(vendingProperties(vending), together(first, second, third, fourth));
  });
});

describe("credentials that a catalog vends", { skip }, () => {
  let vending: VendingProcess;

  before(async () => {
    vending = await VendingProcess.reserve();
    await vending.start();
  });
  after(() => vending?.close());

  const BODY = JSON.stringify(logsRequest({ service: "vended", records: 3 }));

  for (const way of ["CONFIG", "SEVERAL", "REMOTE_SIGNING"] satisfies Delegation[]) {
    test(`by ${way}`, async (t) => {
      await vending.delegate(way);
      const worker = new TestWorker(options(vending, { OTLP2PARQUET_NAMESPACE: way.toLowerCase() }));
      t.after(() => worker.close());
      await worker.start();
      await worker.accept("logs", BODY);
      if (way !== "REMOTE_SIGNING") {
        await commit(worker);
        return;
      }
      const answer = await worker.flush();
      assert.equal(answer.status, 503);
      const text = await answer.text();
      assert.match(text, /vends no credentials.*sign requests itself, which is not supported/);
      assert.ok(!text.includes(vending.facts.clientSecret), text);
      // The rows wait for a catalog that does.
      await vending.delegate("STORAGE_CREDENTIALS");
      await commit(worker);
    });
  }

  test("a wrong secret of the client is named, and not shown", async (t) => {
    const worker = new TestWorker({
      ...options(vending),
      secrets: { OTLP2PARQUET_CATALOG_CLIENT_SECRET: "a-wrong-secret" },
    });
    t.after(() => worker.close());
    await worker.start();
    await worker.accept("logs", BODY);
    const answer = await worker.flush();
    assert.equal(answer.status, 503);
    const text = await answer.text();
    assert.match(text, /no token from .*invalid_client/);
    assert.ok(!text.includes("a-wrong-secret"), text);
  });
});
