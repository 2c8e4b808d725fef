/** The OpenTelemetry Collector, fed by telemetrygen, exports to the server with gzip, and has to repeat nothing. */

import assert from "node:assert/strict";
import { before, describe } from "node:test";
import { COLLECTOR_MISSING, generateTelemetry, telemetrygenTests } from "../harness/telemetrygen.ts";
import { startCollector } from "./collector.ts";
import { suiteServer } from "./server.ts";

for (const { name, exporter, tls, encoding } of [
  { name: "OTLP/HTTP, protobuf", exporter: "otlp_http", tls: false, encoding: "proto" },
  { name: "OTLP/HTTP, JSON over TLS", exporter: "otlp_http", tls: true, encoding: "json" },
  { name: "OTLP/gRPC", exporter: "otlp_grpc", tls: false, encoding: "proto" },
  { name: "OTLP/gRPC over TLS", exporter: "otlp_grpc", tls: true, encoding: "proto" },
] as const) {
  describe(`Collector, ${name}`, { skip: COLLECTOR_MISSING }, () => {
    const server = suiteServer({ tls });

    before(async () => {
      const url = exporter === "otlp_grpc" ? server.grpcUrl : server.url;
      const collector = await startCollector({ exporter, url, encoding, certificate: server.certificate });
      try {
        await generateTelemetry(collector.endpoint, "telemetrygen");
      } finally {
        await collector.stop();
      }
      assert.doesNotMatch(collector.output(), /Exporting failed|\terror\t/, collector.output());
    });

    telemetrygenTests(server, "telemetrygen");
  });
}
