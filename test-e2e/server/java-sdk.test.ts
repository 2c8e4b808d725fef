/** The OpenTelemetry Java SDK exports to the server; DuckDB finds every record with every value. */

import { describe } from "node:test";
import { javaSdkTests } from "../harness/java-sdk.ts";
import { suiteServer } from "./server.ts";

describe("Java SDK over http/protobuf, gzip", () => {
  const server = suiteServer();
  javaSdkTests(server, () => ({ endpoint: server.url.origin, protocol: "http", compression: "gzip" }));
});

describe("Java SDK over gRPC, gzip", () => {
  const server = suiteServer();
  javaSdkTests(server, () => ({ endpoint: server.grpcUrl.origin, protocol: "grpc", compression: "gzip" }));
});

for (const protocol of ["http", "grpc"] as const) {
  describe(`Java SDK over ${protocol} and TLS`, () => {
    const server = suiteServer({ tls: true });
    javaSdkTests(server, () => ({
      endpoint: server.grpcUrl.origin,
      protocol,
      compression: "none",
      certificate: server.certificate as string,
    }));
  });
}
