/** The OpenTelemetry Java agent with its defaults exports what a program does that knows nothing of OpenTelemetry. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { promisify } from "node:util";
import { ROOT } from "../harness/bundles.ts";
import { classPath } from "../harness/lines.ts";
import { TOKEN } from "../harness/worker.ts";
import { suiteServer } from "./server.ts";

const AGENT = join(ROOT, "test-e2e/java-exporter/target/opentelemetry-javaagent.jar");

describe("Java agent", () => {
  const server = suiteServer();
  let port: string;

  before(async () => {
    const program = ["-cp", await classPath("test-e2e/java-exporter"), "dev.otlp2parquet.e2e.AgentProgram"];
    const { stdout } = await promisify(execFile)("java", [`-javaagent:${AGENT}`, ...program], {
      // The protocol is the agent's default: http/protobuf.
      env: {
        ...process.env,
        OTEL_SERVICE_NAME: "greeter",
        OTEL_EXPORTER_OTLP_ENDPOINT: server.url.origin,
        OTEL_EXPORTER_OTLP_HEADERS: `authorization=Bearer ${TOKEN}`,
      },
    });
    port = stdout.trim();
  });

  test("a request is stored as two spans of one trace", async () => {
    await server.withLake(async (lake) => {
      const spans = await lake.objects(`
        SELECT SpanKind, SpanName, SpanAttributes['http.request.method'] AS "method", SpanAttributes['server.port'] AS port,
          SpanAttributes['http.response.status_code'] AS status, ScopeName, ResourceAttributes['telemetry.distro.name'] AS distro,
          Duration > 0 AS lasted, TraceId, SpanId, ParentSpanId
        FROM traces WHERE ServiceName = 'greeter' ORDER BY SpanKind`);
      const [client, served] = spans;
      const common = {
        method: "GET",
        port,
        status: "200",
        distro: "opentelemetry-java-instrumentation",
        lasted: true,
        TraceId: client?.["TraceId"] as string,
      };
      assert.deepEqual(spans, [
        {
          ...common,
          SpanKind: "Client",
          SpanName: "GET",
          ScopeName: "io.opentelemetry.java-http-client",
          SpanId: client?.["SpanId"] as string,
          ParentSpanId: null,
        },
        {
          ...common,
          SpanKind: "Server",
          SpanName: "GET /greeting",
          ScopeName: "io.opentelemetry.java-http-server",
          SpanId: served?.["SpanId"] as string,
          ParentSpanId: client?.["SpanId"] as string,
        },
      ]);
    });
  });

  test("a log record is stored with the span in which it was written", async () => {
    await server.withLake(async (lake) => {
      const records = await lake.objects(`
        SELECT Body, SeverityNumber, SeverityText, logs.ScopeName, SpanKind
        FROM logs JOIN traces USING (TraceId, SpanId) WHERE logs.ServiceName = 'greeter'`);
      assert.deepEqual(records, [
        {
          Body: "greeting größer",
          SeverityNumber: 13,
          SeverityText: "WARNING",
          ScopeName: "greetings",
          SpanKind: "Server",
        },
      ]);
    });
  });

  test("the duration of the request is stored as metrics of both sides", async () => {
    await server.withLake(async (lake) => {
      const common = {
        MetricUnit: "s",
        Count: 1n,
        status: "200",
        lasted: true,
        counted: true,
        bounds: [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
      };
      assert.deepEqual(
        await lake.objects(`
          SELECT MetricName, MetricUnit, "Count", Attributes['http.response.status_code'] AS status, "Sum" > 0 AS lasted,
            list_sum(BucketCounts) = 1 AS counted, ExplicitBounds AS bounds, ScopeName
          FROM metrics_histogram WHERE MetricName LIKE 'http.%.request.duration' ORDER BY MetricName`),
        [
          { MetricName: "http.client.request.duration", ...common, ScopeName: "io.opentelemetry.java-http-client" },
          { MetricName: "http.server.request.duration", ...common, ScopeName: "io.opentelemetry.java-http-server" },
        ],
      );
    });
  });
});
