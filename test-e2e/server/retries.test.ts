/** While nothing can be stored and the backlog is full, exporters are put off, over HTTP and over gRPC. Afterwards every record is stored once. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { setTimeout as later } from "node:timers/promises";
import { promisify } from "node:util";
import type { ServiceError } from "@grpc/grpc-js";
import { OTLPLogExporter } from "@opentelemetry/exporter-logs-otlp-proto";
import { logsRequest } from "../harness/otlp.ts";
import { COLLECTOR_MISSING } from "../harness/telemetrygen.ts";
import { TOKEN } from "../harness/worker.ts";
import { startCollector } from "./collector.ts";
import { GO_MISSING, runGoSdk } from "./go-sdk.ts";
import { jsGrpcExporters } from "./js-grpc-exporters.ts";
import { exportLogs, sdkLog } from "./js-records.ts";
import { startServer, type TestServer } from "./server.ts";

/** The least that can be set. */
const BACKLOG_BYTES = 1_048_576;
const UNAVAILABLE = /the data cannot be taken at the moment; nothing is lost or doubled if the request is sent again/;
const COLLECTED = 500;
/** Records of the JS SDK: so many that they need more space than the smallest request that fills the backlog. */
const PUT_OFF = 300;
/** Longer than a full buffer that cannot store asks senders to wait, which is 30 s. */
const PATIENCE_MS = 90_000;

test("exporters are put off while the backlog is full, and come back", {
  skip: COLLECTOR_MISSING || GO_MISSING,
  timeout: 240_000,
}, async (context) => {
  const server = await startServer(context, {
    variables: { OTLP2PARQUET_BATCH_MAX_BACKLOG_BYTES: String(BACKLOG_BYTES), OTLP2PARQUET_BATCH_MAX_AGE_SECS: "1" },
  });
  const log = sdkLog();
  await server.breakStore();
  const filling = await fill(server);
  // From here on it asks senders for more patience.
  await server.logged(/"a buffer fails; nothing is lost, it will try again"/);

  const refused = () => server.logs().filter((line) => line["status"] === 503).length;
  const refusedBefore = refused();

  const collectors = await Promise.all([
    startCollector({ exporter: "otlp_http", url: server.url }),
    startCollector({ exporter: "otlp_grpc", url: server.grpcUrl }),
  ]);
  for (const collector of collectors) context.after(() => collector.stop());
  // The JS SDK repeats over HTTP only. Its error has the whole status.
  const gaveUp = await exportLogs(
    jsGrpcExporters(() => ({ endpoint: server.grpcUrl.origin })).logs(),
    "js-gave-up",
    PUT_OFF,
  );
  assert.match(String(gaveUp), /14 UNAVAILABLE/);
  assert.match(String(gaveUp), UNAVAILABLE);
  const [status] = (gaveUp as ServiceError).metadata.get("grpc-status-details-bin");
  assert.match(String(status), /google\.rpc\.RetryInfo/);
  const go = runGoSdk({ protocol: "grpc", compression: "gzip", endpoint: server.grpcUrl.origin });
  const js = exportLogs(
    new OTLPLogExporter({
      url: `${server.url.origin}/v1/logs`,
      headers: { authorization: `Bearer ${TOKEN}` },
      timeoutMillis: PATIENCE_MS,
    }),
    "js-put-off",
    PUT_OFF,
  );
  go.catch(() => undefined);
  for (const [index, { endpoint }] of collectors.entries()) {
    const records = ["--service", `collected-${index}`, "--logs", `${COLLECTED}`, "--rate", "0"];
    await promisify(execFile)(process.env["TELEMETRYGEN"] as string, [
      ...["logs", "--otlp-insecure", "--otlp-endpoint", endpoint],
      ...records,
    ]);
  }
  // The Collector shows Retry-After and RetryInfo alike.
  for (const collector of collectors) {
    await until(() => collector.output().includes("Exporting failed. Will retry the request after interval."));
    assert.match(collector.output(), /Throttle \(30s\)/);
    assert.match(collector.output(), UNAVAILABLE);
  }
  await until(() => log.some((line) => line.startsWith("Scheduling export retry in 30000ms")));
  // Of two Collectors, of two JS exporters and of the Go SDK, which repeats without a word.
  await until(() => refused() - refusedBefore >= 5);
  // The operator sees why.
  await server.logged(
    /its requests reach OTLP2PARQUET_BATCH_MAX_BACKLOG_BYTES \(cannot store logs\/[^ ]+: there is a file where a directory is needed: /,
  );

  await server.repairStore();
  await server.flush();
  assert.equal(await js, undefined);
  const { traceId } = await go;
  const expected = [
    { ServiceName: "collected-0", n: BigInt(COLLECTED), distinct: 1n },
    { ServiceName: "collected-1", n: BigInt(COLLECTED), distinct: 1n },
    { ServiceName: "filling", n: BigInt(filling), distinct: BigInt(filling) },
    { ServiceName: "go-sdk", n: 1000n, distinct: 1000n },
    { ServiceName: "js-put-off", n: BigInt(PUT_OFF), distinct: BigInt(PUT_OFF) },
  ];
  const stored = () =>
    server.withLake((lake) =>
      lake.objects(
        `SELECT ServiceName, count(*) AS n, count(DISTINCT Body) AS "distinct" FROM logs GROUP BY ALL ORDER BY ServiceName`,
      ),
    );
  await until(async () => (await stored()).reduce((sum, { n }) => sum + (n as bigint), 0n) >= total(expected));
  for (const collector of collectors) await collector.stop();
  assert.deepEqual(await stored(), expected);
  const [spans] = await server.withLake((lake) =>
    lake.objects(`SELECT count(*) AS n, count(DISTINCT SpanId) AS spans, any_value(TraceId) AS trace FROM traces`),
  );
  assert.deepEqual(spans, { n: 301n, spans: 301n, trace: traceId });
});

function total(rows: readonly { readonly n: bigint }[]): bigint {
  return rows.reduce((sum, { n }) => sum + n, 0n);
}

/** Sends records that nothing compresses, smaller and smaller ones, until none fits any more; answers how many were accepted. */
async function fill(server: TestServer): Promise<number> {
  let accepted = 0;
  for (let bytes = 200_000; bytes > 0; ) {
    const body = () => randomBytes(bytes).toString("hex");
    const answer = await fetch(new URL("/v1/logs", server.url), {
      method: "POST",
      headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
      body: JSON.stringify(logsRequest({ service: "filling", records: 1, body })),
    });
    const text = await answer.text();
    if (answer.status === 503) {
      assert.match(text, UNAVAILABLE);
      bytes = Math.floor(bytes / 2);
    } else {
      assert.equal(answer.status, 200, text);
      accepted++;
    }
  }
  return accepted;
}

async function until(happened: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await happened())) {
    assert.ok(Date.now() < deadline, `it did not happen: ${happened}`);
    await later(200);
  }
}
