/** A span that cannot be stored is left out, and the exporters say which one and why. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { SpanExporter } from "@opentelemetry/sdk-trace";
import { jsHttpExporters, jsSdkProtocols } from "../harness/js-http-exporters.ts";
import { jsGrpcExporters } from "./js-grpc-exporters.ts";
import { exportSpans, sdkLog } from "./js-records.ts";
import { suiteServer } from "./server.ts";

const SECONDS = Date.UTC(2026, 10, 21, 10) / 1000;
const SPANS = [
  { name: "short", start: [SECONDS, 0], end: [SECONDS + 1, 0] },
  // Nanoseconds of 570 years do not fit into 64 bits with a sign.
  { name: "endless", start: [1, 0], end: [18_000_000_000, 0] },
  { name: "long", start: [SECONDS, 0], end: [SECONDS + 3600, 0] },
] as const satisfies Parameters<typeof exportSpans>[2];

describe("partial success", () => {
  const server = suiteServer();
  const log = sdkLog();
  const exporters: Record<string, () => SpanExporter> = {
    grpc: jsGrpcExporters(() => ({ endpoint: server.grpcUrl.origin })).traces,
    ...Object.fromEntries(
      jsSdkProtocols.map((protocol) => [protocol.name, jsHttpExporters(protocol, () => server.url).traces]),
    ),
  };

  for (const [protocol, exporter] of Object.entries(exporters)) {
    test(`the JS SDK reports it over ${protocol}`, async () => {
      const before = log.length;
      assert.equal(await exportSpans(exporter(), `partial ${protocol}`, SPANS), undefined);
      const reported = log.slice(before).filter((line) => line.startsWith("Received Partial Success response:"));
      assert.equal(reported.length, 1, log.join("\n"));
      const { rejectedSpans, errorMessage } = JSON.parse((reported[0] as string).replace(/^[^{]*/, "")) as {
        rejectedSpans: number | string;
        errorMessage: string;
      };
      assert.equal(Number(rejectedSpans), 1);
      assert.match(errorMessage, /^resourceSpans\[0]\.scopeSpans\[0]\.spans\[1]\.endTimeUnixNano: the duration/);
      const stored = await server.withLake((lake) =>
        lake.objects(
          `SELECT SpanName, Duration FROM traces WHERE ServiceName = 'partial ${protocol}' ORDER BY Duration`,
        ),
      );
      assert.deepEqual(stored, [
        { SpanName: "short", Duration: 1_000_000_000n },
        { SpanName: "long", Duration: 3_600_000_000_000n },
      ]);
    });
  }
});
