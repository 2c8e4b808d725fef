/** The OpenTelemetry Collector, fed by telemetrygen, exports to the Worker in protobuf and in JSON, with gzip. */

import assert from "node:assert/strict";
import { before, describe } from "node:test";
import { COLLECTOR_MISSING, generateTelemetry, telemetrygenTests } from "../harness/telemetrygen.ts";
import { suiteWorker } from "../harness/worker.ts";
import { Collector } from "./collector.ts";

for (const encoding of ["proto", "json"]) {
  describe(`Collector, encoding ${encoding}`, { skip: COLLECTOR_MISSING }, () => {
    const worker = suiteWorker();
    const service = `telemetrygen-${encoding}`;

    before(async () => {
      const collector = await Collector.start("collector.yaml", worker.url, encoding);
      try {
        await generateTelemetry(collector.endpoint, service);
      } finally {
        await collector.stop();
      }
      assert.doesNotMatch(collector.output(), /Exporting failed|\terror\t/, collector.output());
    });

    telemetrygenTests(worker, service);
  });
}
