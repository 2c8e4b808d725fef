/** The OpenTelemetry Java SDK exports to the Worker (http/protobuf, gzip); DuckDB finds every record with every value. */

import { describe } from "node:test";
import { javaSdkTests } from "./harness/java-sdk.ts";
import { suiteWorker } from "./harness/worker.ts";

describe("OpenTelemetry Java SDK", () => {
  const worker = suiteWorker();
  javaSdkTests(worker, () => ({ endpoint: worker.url.origin, protocol: "http", compression: "gzip" }));
});
