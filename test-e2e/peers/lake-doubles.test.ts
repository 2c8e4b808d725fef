/** The doubles of S3 Tables and of vending catalogs are right: PyIceberg, which knows nothing of them, writes to them and reads from them. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { ROOT } from "../harness/bundles.ts";
import { type Keys, VERSITYGW } from "../harness/double-process.ts";
import { LAKE_READERS } from "../harness/python.ts";
import { S3TablesProcess } from "../harness/s3-tables.ts";
import { type Delegation, VendingProcess } from "../harness/vending.ts";

const skip =
  (LAKE_READERS === undefined && "python3 is not on the path") ||
  (VERSITYGW === undefined && "go is not on the path: there is no S3 server");

interface Row {
  readonly id: number;
  readonly name: string;
}

/** All rows of a table, after some have been appended. */
async function pyIceberg(catalog: Readonly<Record<string, string>>, table: string, append: Row[]): Promise<Row[]> {
  const script = join(ROOT, "test-e2e/peers/lake_double_client.py");
  const question = JSON.stringify({ catalog: { type: "rest", ...catalog }, table, append });
  const { stdout } = await promisify(execFile)(LAKE_READERS as string, [script, question]);
  return JSON.parse(stdout) as Row[];
}

const ROWS = [
  { id: 1, name: "one" },
  { id: 2, name: "zwei" },
];
const MORE = [{ id: 3, name: "three" }];

describe("S3 Tables", { skip }, () => {
  let tables: S3TablesProcess;

  before(async () => {
    tables = await S3TablesProcess.reserve();
    await tables.start();
  });
  after(() => tables.close());

  /** As in "Accessing tables using the Amazon S3 Tables Iceberg REST endpoint", with addresses for here. */
  const properties = (keys: Keys): Record<string, string> => ({
    uri: tables.uri,
    warehouse: tables.facts.warehouse,
    "rest.sigv4-enabled": "true",
    "rest.signing-name": "s3tables",
    "rest.signing-region": tables.facts.region,
    "client.access-key-id": keys.accessKeyId,
    "client.secret-access-key": keys.secretAccessKey,
    "client.session-token": keys.sessionToken,
    "client.region": tables.facts.region,
    "s3.endpoint": tables.s3Endpoint,
  });

  test("PyIceberg creates a table, appends, and reads after a compaction and a restart", async () => {
    const keys = await tables.issueKeys(600_000);
    assert.deepEqual(await pyIceberg(properties(keys), "otel.logs", ROWS), ROWS);
    assert.equal(await tables.compact({ namespace: "otel", name: "logs" }), 1);
    assert.deepEqual(await tables.deleteUnreferenced({ namespace: "otel", name: "logs" }, 0), []);
    assert.deepEqual(await pyIceberg(properties(keys), "otel.logs", MORE), [...ROWS, ...MORE]);

    const { commits, s3 } = await tables.counts();
    assert.equal(commits, 2);
    assert.ok((s3["PUT"] as number) > 0);
    await tables.stop();
    await tables.start();
    assert.deepEqual(await pyIceberg(properties(tables.facts.keys), "otel.logs", []), [...ROWS, ...MORE]);
  });

  test("it is refused with keys that have expired", async () => {
    const keys = await tables.issueKeys(600_000);
    await tables.expireKeys(keys);
    await assert.rejects(
      pyIceberg(properties(keys), "otel.logs", []),
      /The security token included in the request is expired/,
    );
  });
});

describe("a catalog that vends credentials", { skip }, () => {
  let vending: VendingProcess;

  before(async () => {
    vending = await VendingProcess.reserve();
    await vending.start();
  });
  after(() => vending.close());

  const properties = (): Record<string, string> => ({
    uri: vending.uri,
    warehouse: vending.facts.warehouse,
    credential: `${vending.facts.clientId}:${vending.facts.clientSecret}`,
    "oauth2-server-uri": vending.facts.tokenUri,
    scope: vending.facts.scope,
    audience: vending.facts.audience,
  });

  for (const way of ["STORAGE_CREDENTIALS", "CONFIG", "SEVERAL"] satisfies Delegation[]) {
    test(`PyIceberg creates a table, appends and reads with keys by ${way}`, async () => {
      await vending.delegate(way);
      assert.deepEqual(await pyIceberg(properties(), `otel.by_${way.toLowerCase()}`, ROWS), ROWS);
    });
  }

  test("it is refused with keys that have expired", async () => {
    await vending.delegate("STORAGE_CREDENTIALS");
    await vending.setCredentialLifetime(0);
    await assert.rejects(pyIceberg(properties(), "otel.by_storage_credentials", []), /HTTP status 400/);
  });
});
