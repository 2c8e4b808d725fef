/** The OpenTelemetry Python SDK exports to the server; DuckDB finds every record with every value. */

import { describe } from "node:test";
import { PYTHON_MISSING, pythonSdkTests } from "../harness/python-sdk.ts";
import { suiteServer } from "./server.ts";

describe("Python SDK over http/protobuf, gzip", { skip: PYTHON_MISSING }, () => {
  const server = suiteServer();
  pythonSdkTests(server, () => ({ endpoint: server.url.origin, protocol: "http", compression: "gzip" }));
});

for (const compression of ["gzip", "deflate"] as const) {
  describe(`Python SDK over gRPC, ${compression}`, { skip: PYTHON_MISSING }, () => {
    const server = suiteServer();
    pythonSdkTests(server, () => ({ endpoint: server.grpcUrl.origin, protocol: "grpc", compression }));
  });
}

describe("Python SDK over gRPC and TLS, on the port of HTTP", { skip: PYTHON_MISSING }, () => {
  const server = suiteServer({ tls: true });
  pythonSdkTests(server, () => ({
    endpoint: server.url.origin,
    protocol: "grpc",
    compression: "none",
    certificate: server.certificate as string,
  }));
});
