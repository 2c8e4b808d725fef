/** The OpenTelemetry Python SDK exports to the Worker (http/protobuf), with each of its compressions. */

import { describe } from "node:test";
import { PYTHON_MISSING, pythonSdkTests } from "../harness/python-sdk.ts";
import { suiteWorker } from "../harness/worker.ts";

for (const compression of ["none", "gzip", "deflate"] as const) {
  describe(`Python SDK, compression ${compression}`, { skip: PYTHON_MISSING }, () => {
    const worker = suiteWorker();
    pythonSdkTests(worker, () => ({ endpoint: worker.url.origin, protocol: "http", compression }));
  });
}
