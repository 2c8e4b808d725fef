/** Every exporter with a wrong token says by itself why nothing arrives. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { describe, test } from "node:test";
import { setTimeout as later } from "node:timers/promises";
import { promisify } from "node:util";
import { runJavaSdk } from "../harness/java-sdk.ts";
import { PYTHON_MISSING, runPythonSdk } from "../harness/python-sdk.ts";
import { COLLECTOR_MISSING } from "../harness/telemetrygen.ts";
import { startCollector } from "./collector.ts";
import { GO_MISSING, runGoSdk } from "./go-sdk.ts";
import { jsGrpcExporters } from "./js-grpc-exporters.ts";
import { exportLogs } from "./js-records.ts";
import { startServer, suiteServer } from "./server.ts";

const WRONG = "wrong-token";
/** The answer's message, whatever an exporter writes around it. */
const REASON = /the Authorization header is not accepted here: the token does not match OTLP2PARQUET_AUTH_TOKEN/;

describe("a wrong token", () => {
  const server = suiteServer();

  test("JS SDK over gRPC", async () => {
    const exporter = jsGrpcExporters(() => ({
      endpoint: server.grpcUrl.origin,
      authorization: `Bearer ${WRONG}`,
    })).logs();
    const error = await exportLogs(exporter, "wrong", 1);
    assert.match(String(error), /16 UNAUTHENTICATED/);
    assert.match(String(error), REASON);
  });

  for (const protocol of ["http", "grpc"] as const) {
    const options = () => ({
      protocol,
      compression: "gzip" as const,
      endpoint: protocol === "grpc" ? server.grpcUrl.origin : server.url.origin,
      token: WRONG,
    });

    test(`Java SDK over ${protocol}`, async () => {
      const complaint = await complaintOf(runJavaSdk(options()));
      assert.match(complaint, protocol === "grpc" ? /UNAUTHENTICATED|gRPC status code 16/ : /HTTP status code 401/);
      assert.match(complaint, REASON);
    });

    test(`Python SDK over ${protocol}`, { skip: PYTHON_MISSING }, async () => {
      const complaint = await complaintOf(runPythonSdk(options()));
      // Over HTTP it shows no more of an answer than the status.
      assert.match(complaint, protocol === "grpc" ? /StatusCode\.UNAUTHENTICATED/ : /401, reason: Unauthorized/);
      if (protocol === "grpc") assert.match(complaint, REASON);
    });

    test(`Go SDK over ${protocol}`, { skip: GO_MISSING }, async () => {
      const complaint = await complaintOf(runGoSdk(options()));
      assert.match(complaint, protocol === "grpc" ? /code = Unauthenticated/ : /401/);
      assert.match(complaint, REASON);
    });

    test(`Collector over ${protocol}`, { skip: COLLECTOR_MISSING }, async () => {
      const collector = await startCollector({
        exporter: protocol === "grpc" ? "otlp_grpc" : "otlp_http",
        url: protocol === "grpc" ? server.grpcUrl : server.url,
        token: WRONG,
      });
      try {
        const generate = ["logs", "--otlp-insecure", "--otlp-endpoint", collector.endpoint, "--logs", "3"];
        await promisify(execFile)(process.env["TELEMETRYGEN"] as string, generate);
        while (!/Exporting failed\. Dropping data\./.test(collector.output())) await later(50);
      } finally {
        await collector.stop();
      }
      assert.match(collector.output(), protocol === "grpc" ? /code = Unauthenticated/ : /401/);
      assert.match(collector.output(), REASON);
    });
  }

  test("nothing is stored", async () => {
    assert.deepEqual(await server.withLake(async (lake) => lake.tables), []);
  });
});

test("basic authentication works over gRPC", async (context) => {
  const server = await startServer(context, {
    variables: { OTLP2PARQUET_BASIC_AUTH_USERNAME: "user", OTLP2PARQUET_BASIC_AUTH_PASSWORD: "größe" },
  });
  const exporter = (password: string) => {
    const authorization = `Basic ${Buffer.from(`user:${password}`).toString("base64")}`;
    return jsGrpcExporters(() => ({ endpoint: server.grpcUrl.origin, authorization })).logs();
  };
  assert.match(
    String(await exportLogs(exporter("wrong"), "basic", 1)),
    /16 UNAUTHENTICATED: .*OTLP2PARQUET_BASIC_AUTH/,
  );
  assert.equal(await exportLogs(exporter("größe"), "basic", 3), undefined);
  const bodies = await server.withLake((lake) => lake.objects("SELECT Body FROM logs ORDER BY Body"));
  assert.deepEqual(bodies, [{ Body: "record 0" }, { Body: "record 1" }, { Body: "record 2" }]);
});

/** What a program has written for people. Not all SDKs let a program know that an export failed. */
async function complaintOf(run: Promise<{ readonly stderr: string }>): Promise<string> {
  try {
    return (await run).stderr;
  } catch (error) {
    return (error as { readonly stderr: string }).stderr;
  }
}
