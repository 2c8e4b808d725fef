/** Tables of a catalog that is not in the Worker's bucket, and what reads them. */

import assert from "node:assert/strict";
import { TABLES } from "../../scripts/lib/lake.ts";
import { NAMESPACE } from "./catalog.ts";
import type { Facts, Keys } from "./double-process.ts";
import { IcebergReader } from "./iceberg.ts";
import { LAKE_READERS, PythonReaders } from "./python.ts";
import type { S3TablesProcess } from "./s3-tables.ts";
import { canonical, type Sample, type TableRows } from "./telemetry.ts";
import type { VendingProcess } from "./vending.ts";
import type { Signal, TestWorker } from "./worker.ts";

/** Properties of Iceberg clients, in the words of Java and of Python, for requests to S3. */
export function storageProperties({ s3Endpoint, region }: Facts, keys: Keys): Record<string, string> {
  return {
    "io-impl": "org.apache.iceberg.aws.s3.S3FileIO",
    "s3.endpoint": s3Endpoint,
    "s3.path-style-access": "true",
    "s3.access-key-id": keys.accessKeyId,
    "s3.secret-access-key": keys.secretAccessKey,
    ...(keys.sessionToken === "" ? {} : { "s3.session-token": keys.sessionToken }),
    "client.region": region,
    "s3.region": region,
  };
}

/** As in "Accessing tables using the Amazon S3 Tables Iceberg REST endpoint", for Java and Python. */
export function s3TablesProperties(tables: S3TablesProcess): Record<string, string> {
  const { keys, region, warehouse } = tables.facts;
  return {
    uri: tables.uri,
    warehouse,
    "rest.sigv4-enabled": "true",
    "rest.signing-name": "s3tables",
    "rest.signing-region": region,
    "rest.access-key-id": keys.accessKeyId,
    "rest.secret-access-key": keys.secretAccessKey,
    "client.access-key-id": keys.accessKeyId,
    "client.secret-access-key": keys.secretAccessKey,
    ...storageProperties(tables.facts, keys),
  };
}

/** For Java and Python, as the OAuth2 client that the double knows. They have keys of the store, so they ask for none. */
export function vendingProperties(vending: VendingProcess): Record<string, string> {
  const { warehouse, clientId, clientSecret, scope, audience, tokenUri } = vending.facts;
  return {
    uri: vending.uri,
    warehouse,
    credential: `${clientId}:${clientSecret}`,
    "oauth2-server-uri": tokenUri,
    scope,
    audience,
    ...storageProperties(vending.facts, vending.facts.keys),
  };
}

/** Posts all of a sample; each answer must be 200. */
export async function send(worker: TestWorker, sample: Sample): Promise<void> {
  for (const [signal, body] of Object.entries(sample.requests)) await worker.accept(signal as Signal, body);
}

/** Has all that was accepted committed. */
export async function commit(worker: TestWorker): Promise<void> {
  const answer = await worker.flush();
  assert.equal(answer.status, 200, await answer.text());
}

/** Every table has these rows, value by value, as Iceberg's Java library reads them; its metadata do not contradict themselves. */
export async function expectJava(properties: Readonly<Record<string, string>>, expected: TableRows): Promise<void> {
  const reader = await IcebergReader.of(properties);
  try {
    assert.deepEqual(await reader.tables(), Object.keys(expected).sort());
    for (const [table, rows] of Object.entries(expected)) {
      assert.deepEqual(canonical(table, await reader.rows(table)), canonical(table, rows), table);
      const { records, faults } = await reader.audit(table);
      assert.deepEqual({ records, faults }, { records: rows.length, faults: [] }, table);
    }
  } finally {
    await reader.close();
  }
}

/** Somebody else renames the column of the bodies of log records, and adds one of which the Worker knows nothing. */
export async function evolveLogs(properties: Readonly<Record<string, string>>): Promise<void> {
  const reader = await IcebergReader.of(properties);
  try {
    await reader.evolve("logs", { rename: "Body", to: "message", add: "note" });
  } finally {
    await reader.close();
  }
}

/** As {@link expectJava}, of the logs after {@link evolveLogs}: old and new files have their values under the new name. */
export async function expectEvolvedLogs(
  properties: Readonly<Record<string, string>>,
  expected: TableRows,
): Promise<void> {
  const reader = await IcebergReader.of(properties);
  try {
    const rows = (await reader.rows("logs")).map(({ message, note, ...row }) => {
      assert.equal(note, null);
      return { ...row, Body: message ?? null };
    });
    assert.deepEqual(canonical("logs", rows), canonical("logs", expected["logs"] ?? []));
    // No file has the new column, so none has metrics of it.
    const { faults } = await reader.audit("logs");
    assert.deepEqual(
      faults.filter((fault) => !fault.includes(" note: ")),
      [],
    );
  } finally {
    await reader.close();
  }
}

/** As {@link expectJava}, by PyIceberg. */
export async function expectPython(properties: Readonly<Record<string, string>>, expected: TableRows): Promise<void> {
  assert.ok(LAKE_READERS !== undefined, "scripts/peers makes the environment of PyIceberg");
  const reader = await PythonReaders.of(properties);
  try {
    for (const table of TABLES) {
      const rows = canonical(table, expected[table] ?? []);
      assert.deepEqual(canonical(table, await reader.scan(`${NAMESPACE}.${table}`)), rows, table);
    }
  } finally {
    await reader.close();
  }
}
