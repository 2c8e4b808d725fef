/** The OpenTelemetry JS SDK exports to the server; DuckDB finds every record with every value. */

import { describe } from "node:test";
import { jsHttpExporters, jsSdkProtocols } from "../harness/js-http-exporters.ts";
import { jsSdkTests } from "../harness/js-sdk.ts";
import { jsGrpcExporters } from "./js-grpc-exporters.ts";
import { suiteServer } from "./server.ts";

for (const protocol of jsSdkProtocols) {
  describe(`JS SDK over ${protocol.name}`, () => {
    const server = suiteServer();
    jsSdkTests(
      server,
      jsHttpExporters(protocol, () => server.url),
    );
  });
}

describe("JS SDK over gRPC, gzip", () => {
  const server = suiteServer();
  jsSdkTests(
    server,
    jsGrpcExporters(() => ({ endpoint: server.grpcUrl.origin, gzip: true })),
  );
});

describe("JS SDK over gRPC and TLS", () => {
  const server = suiteServer({ tls: true });
  jsSdkTests(
    server,
    jsGrpcExporters(() => ({ endpoint: server.grpcUrl.origin, certificate: server.certificate as string })),
  );
});
