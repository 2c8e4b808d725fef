/** A server that is stopped, and one that is killed, while a Collector sends by gRPC: after a start on the same data every record is stored once. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { setTimeout as later } from "node:timers/promises";
import { promisify } from "node:util";
import { COLLECTOR_MISSING } from "../harness/telemetrygen.ts";
import { startCollector } from "./collector.ts";
import { startServer } from "./server.ts";

const SECONDS = 8;
const LOGS = 4_000;
const TRACES = 2_000;
const ARRIVAL_LIMIT_MS = 60_000;

for (const { name, end } of [
  { name: "SIGTERM", end: "stop" },
  { name: "SIGKILL", end: "kill" },
] as const) {
  test(`nothing is lost or repeated over a ${name} while the Collector sends by gRPC`, {
    skip: COLLECTOR_MISSING,
    timeout: 180_000,
  }, async (context) => {
    const server = await startServer(context, { variables: { OTLP2PARQUET_BATCH_MAX_AGE_SECS: "1" } });
    const collector = await startCollector({ exporter: "otlp_grpc", url: server.grpcUrl });
    context.after(() => collector.stop());
    const generate = (signal: string, count: number): Promise<unknown> =>
      promisify(execFile)(process.env["TELEMETRYGEN"] as string, [
        ...[signal, "--otlp-insecure", "--otlp-endpoint", collector.endpoint, "--service", "stops"],
        ...[`--${signal}`, `${count}`, "--rate", `${count / SECONDS}`],
        ...(signal === "traces" ? ["--child-spans", "1"] : []),
      ]);
    const generating = Promise.all([generate("logs", LOGS), generate("traces", TRACES)]);
    generating.catch(() => undefined);
    for (let round = 0; round < 2; round++) {
      await later(1_500);
      const status = await server[end]();
      // As of every JVM that a signal ends.
      if (end === "stop") assert.equal(status, 143);
      await server.start();
    }
    await generating;

    const stored = async () => {
      const [rows] = await server.withLake((lake) =>
        lake.objects(`
          SELECT (SELECT count(*) FROM logs WHERE ServiceName = 'stops') AS logs, count(*) AS spans,
            count(DISTINCT SpanId) AS "spanIds", count(DISTINCT TraceId) AS traces
          FROM traces WHERE ServiceName = 'stops'`),
      );
      return rows as Record<string, bigint>;
    };
    const expected = {
      logs: BigInt(LOGS),
      spans: BigInt(2 * TRACES),
      spanIds: BigInt(2 * TRACES),
      traces: BigInt(TRACES),
    };
    const deadline = Date.now() + ARRIVAL_LIMIT_MS;
    let rows = await stored();
    while (
      ((rows["logs"] ?? 0n) < expected.logs || (rows["spanIds"] ?? 0n) < expected.spanIds) &&
      Date.now() < deadline
    ) {
      await later(500);
      rows = await stored();
    }
    await collector.stop();
    assert.deepEqual(await stored(), expected, collector.output());
    if (end === "stop") {
      // The server stopped in order, twice.
      assert.equal(server.logs().filter(({ message }) => message === "stopped").length, 2);
    }
  });
}
