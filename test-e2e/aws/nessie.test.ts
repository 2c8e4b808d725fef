/** The real Nessie, at night: a large download. The Worker, or with O2P_TARGET=server the server, writes with its own keys. */

import { after, before, describe, test } from "node:test";
import { VERSITYGW } from "../harness/double-process.ts";
import { together } from "../harness/lake.ts";
import { NESSIE, NessieProcess } from "../harness/nessie.ts";
import { commit, evolveLogs, expectEvolvedLogs, expectJava, send, storageProperties } from "../harness/tables.ts";
import { sample } from "../harness/telemetry.ts";
import { TestWorker } from "../harness/worker.ts";

const skip =
  (VERSITYGW === undefined && "go is not on the path: there is no S3 server") ||
  (NESSIE === undefined && "O2P_NESSIE is not set: scripts/nessie fetches Nessie, scripts/test --nightly does so");

describe("Nessie", { skip }, () => {
  let nessie: NessieProcess;
  let worker: TestWorker;

  before(async () => {
    nessie = await NessieProcess.reserve();
    const { warehouse, region, s3Endpoint, keys } = await nessie.start();
    worker = new TestWorker({
      vars: {
        OTLP2PARQUET_CATALOG_MODE: "rest",
        OTLP2PARQUET_CATALOG_URI: nessie.uri,
        OTLP2PARQUET_CATALOG_WAREHOUSE: warehouse,
        OTLP2PARQUET_S3_ENDPOINT: s3Endpoint,
        OTLP2PARQUET_S3_REGION: region,
        OTLP2PARQUET_BATCHING_ENABLED: "true",
        OTLP2PARQUET_COMMIT_INTERVAL_SECS: "3",
      },
      secrets: {
        OTLP2PARQUET_S3_ACCESS_KEY_ID: keys.accessKeyId,
        OTLP2PARQUET_S3_SECRET_ACCESS_KEY: keys.secretAccessKey,
      },
    });
    await worker.start();
  });
  after(async () => {
    await worker?.close();
    await nessie?.close();
  });

  test("all tables have every row with every value, also after somebody else evolves one", async () => {
    const first = sample({ name: "first", rows: 20 });
    const second = sample({ name: "second" });
    await send(worker, first);
    await commit(worker);
    await send(worker, second);
    await commit(worker);
    const { keys, warehouse } = nessie.facts;
    const properties = { uri: nessie.uri, warehouse, ...storageProperties(nessie.facts, keys) };
    await expectJava(properties, together(first, second));

    const third = sample({ name: "third" });
    await evolveLogs(properties);
    await send(worker, third);
    await commit(worker);
    await expectEvolvedLogs(properties, together(first, second, third));
  });
});
