/** The OpenTelemetry JS SDK exports to the Worker. */

import { describe } from "node:test";
import { jsHttpExporters, jsSdkProtocols } from "./harness/js-http-exporters.ts";
import { jsSdkTests } from "./harness/js-sdk.ts";
import { suiteWorker } from "./harness/worker.ts";

for (const protocol of jsSdkProtocols) {
  describe(`OpenTelemetry JS SDK over ${protocol.name}`, () => {
    const worker = suiteWorker();
    jsSdkTests(
      worker,
      jsHttpExporters(protocol, () => worker.url),
    );
  });
}
