/** OTLP/HTTP as the specification says it, by plain requests: what is accepted, what is refused, and how. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { asProtobuf, logsRequest, partialSuccessOf, statusOf } from "./harness/otlp.ts";
import { ON_SERVER, startWorker, suiteWorker, type TestWorker, TOKEN } from "./harness/worker.ts";

const NO_START = ON_SERVER && "a server that is not configured does not start";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("requests that are accepted", () => {
  const worker = suiteWorker();

  async function assertStored(service: string, records: number): Promise<void> {
    const [stored] = await worker.withLake((lake) =>
      lake.objects(
        `SELECT count(*) AS n, count(DISTINCT LogAttributes['index']) AS distinctRecords FROM logs WHERE ServiceName = '${service}'`,
      ),
    );
    assert.deepEqual(stored, { n: BigInt(records), distinctRecords: BigInt(records) });
  }

  for (const [contentType, body] of [
    ["application/x-protobuf", asProtobuf],
    ["application/protobuf", asProtobuf],
    ["application/json", JSON.stringify],
    ["application/json; charset=utf-8", JSON.stringify],
    ["application/x-ndjson", JSON.stringify],
    ["application/jsonl", JSON.stringify],
  ] as const) {
    for (const [encoding, compress] of [
      [undefined, (bytes: Uint8Array) => bytes],
      ["identity", (bytes: Uint8Array) => bytes],
      ["gzip", gzipSync],
      ["zstd", zstdCompressSync],
      ["deflate", deflateSync],
    ] as const) {
      test(`${contentType} with Content-Encoding ${encoding ?? "absent"}`, async () => {
        const service = `${contentType} ${encoding}`.replaceAll(/[^a-z]+/g, "-");
        const bytes = body(logsRequest({ service, records: 3 }));
        const response = await worker.post("logs", compress(typeof bytes === "string" ? utf8(bytes) : bytes), {
          contentType,
          ...(encoding === undefined ? {} : { encoding }),
        });
        assert.equal(response.status, 200);
        const answered = contentType.includes("protobuf") ? "application/x-protobuf" : "application/json";
        assert.equal(response.headers.get("content-type")?.split(";")[0], answered);
        assert.equal(await partialSuccessOf(response), undefined);
        await assertStored(service, 3);
      });
    }
  }

  test("a path with a slash too many, as endpoints with one at their end make it", async () => {
    for (const [index, path] of ["/v1/logs/", "//v1/logs"].entries()) {
      const response = await fetch(worker.url.origin + path, {
        method: "POST",
        headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
        body: JSON.stringify(logsRequest({ service: `slash-${index}`, records: 2 })),
      });
      assert.equal(response.status, 200, path);
      await assertStored(`slash-${index}`, 2);
    }
  });

  test("gzip of several members", async () => {
    const bytes = utf8(JSON.stringify(logsRequest({ service: "members", records: 100 })));
    const members = [0, 1, 2, 3].map((quarter) =>
      gzipSync(bytes.subarray((bytes.length * quarter) / 4, (bytes.length * (quarter + 1)) / 4)),
    );
    const response = await worker.post("logs", Buffer.concat(members), {
      contentType: "application/json",
      encoding: "gzip",
    });
    assert.equal(response.status, 200);
    await assertStored("members", 100);
  });

  test("JSON lines: one request a line", async () => {
    const lines = [
      logsRequest({ service: "lines", records: 2 }),
      { resourceLogs: [] },
      logsRequest({ service: "lines-2", records: 3 }),
    ];
    const body = lines.map((line) => JSON.stringify(line)).join("\n");
    assert.equal((await worker.post("logs", body, { contentType: "application/x-ndjson" })).status, 200);
    await assertStored("lines", 2);
    await assertStored("lines-2", 3);
  });

  test("an empty request, in JSON and in protobuf, stores nothing", async () => {
    for (const signal of ["logs", "traces", "metrics"] as const) {
      const before = await worker.keys();
      const json = await worker.post(signal, "{}");
      assert.equal(json.status, 200);
      assert.deepEqual(await json.json(), {});
      const protobuf = await worker.post(signal, new Uint8Array(0));
      assert.equal(protobuf.status, 200);
      assert.equal((await protobuf.arrayBuffer()).byteLength, 0);
      assert.deepEqual(await worker.keys(), before);
    }
  });

  test("the same request twice stores the same objects once", async () => {
    const body = JSON.stringify(logsRequest({ service: "twice", records: 10 }));
    assert.equal((await worker.post("logs", body)).status, 200);
    const keys = await worker.keys();
    assert.equal((await worker.post("logs", body)).status, 200);
    assert.deepEqual(await worker.keys(), keys);
    await assertStored("twice", 10);
  });

  test("rows are split by service and by hour, under keys of schema.md", async () => {
    const halfHours = logsRequest({ service: "ship ping/é", records: 4, step: 1_800_000_000_000n });
    const other = logsRequest({ service: "billing", records: 1 });
    halfHours.resourceLogs.push(other.resourceLogs[0] as never);
    assert.equal((await worker.post("logs", JSON.stringify(halfHours))).status, 200);
    const keys = (await worker.keys()).filter((key) => /ship|billing/.test(key));
    assert.deepEqual(
      keys.map((key) => key.replace(/-[0-9a-f]{32}\.parquet$/, "-<hash>.parquet")),
      [
        "logs/billing/year=2026/month=11/day=21/hour=10/1795255200000000-<hash>.parquet",
        "logs/ship%20ping%2F%C3%A9/year=2026/month=11/day=21/hour=10/1795255200000000-<hash>.parquet",
        "logs/ship%20ping%2F%C3%A9/year=2026/month=11/day=21/hour=11/1795258800000000-<hash>.parquet",
      ],
    );
    await assertStored("ship ping/é", 4);
  });

  test("20 requests at once", async () => {
    const responses = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        worker.post(
          "logs",
          index % 2 === 0
            ? JSON.stringify(logsRequest({ service: `concurrent-${index}`, records: 500 + index }))
            : asProtobuf(logsRequest({ service: `concurrent-${index}`, records: 500 + index })),
        ),
      ),
    );
    assert.deepEqual(
      responses.map((response) => response.status),
      Array.from({ length: 20 }, () => 200),
    );
    const stored = await worker.withLake((lake) =>
      lake.objects(`
        SELECT ServiceName, count(*) AS n, count(DISTINCT Body) AS bodies FROM logs
        WHERE ServiceName LIKE 'concurrent-%' GROUP BY 1 ORDER BY split_part(ServiceName, '-', 2)::INT`),
    );
    assert.deepEqual(
      stored,
      Array.from({ length: 20 }, (_, index) => ({
        ServiceName: `concurrent-${index}`,
        n: BigInt(500 + index),
        bodies: BigInt(500 + index),
      })),
    );
  });

  test("GET /health needs no token", async () => {
    const response = await fetch(new URL("/health", worker.url));
    assert.equal(response.status, 200);
    await response.arrayBuffer();
  });

  test("every request leaves one structured log line", async () => {
    worker.clearLogs();
    const body = JSON.stringify(logsRequest({ service: "logged", records: 7 }));
    const response = await worker.post("logs", body);
    assert.equal(response.status, 200);
    const lines = worker.logs().map((line) => JSON.parse(line.message) as Record<string, unknown>);
    assert.equal(lines.length, 1);
    const [line] = lines;
    assert.equal(line?.["signal"], "logs");
    assert.equal(line?.["rows"], 7);
    assert.equal(line?.["rejected"], 0);
    assert.equal(line?.["bytes_in"], utf8(body).length);
    assert.equal(line?.["files"], 1);
    assert.equal(line?.["request_id"], response.headers.get("x-request-id"));
  });
});

describe("requests that are refused", () => {
  const worker = suiteWorker({ vars: { OTLP2PARQUET_MAX_PAYLOAD_BYTES: "100000" } });

  const good = JSON.stringify(logsRequest({ service: "refused", records: 1 }));

  /** The answer must be a Status with the code, which names the request id; nothing may have been stored. */
  async function assertRefused(response: Response, httpStatus: number, message: RegExp): Promise<void> {
    const requestId = response.headers.get("x-request-id");
    const { message: text } = await statusOf(response);
    assert.equal(response.status, httpStatus, text);
    assert.match(text, message);
    assert.ok(requestId !== null && requestId.length > 0, "an error names its request id");
    assert.deepEqual(await worker.keys(), []);
  }

  test("wrong token, no token, other schemes: 401 with a challenge", async () => {
    for (const authorization of ["Bearer wrong", `bearer${TOKEN}`, `Basic ${btoa(`user:${TOKEN}`)}`, "", "Bearer "]) {
      const response = await worker.post("logs", good, { headers: { authorization } });
      assert.match(response.headers.get("www-authenticate") ?? "", /^Bearer/, authorization);
      await assertRefused(response, 401, /./);
    }
    const response = await fetch(new URL("/v1/logs", worker.url), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: good,
    });
    await assertRefused(response, 401, /./);
  });

  test("an unknown content type: 415", async () => {
    const grpc = ON_SERVER ? [] : ["application/grpc"];
    for (const contentType of ["text/plain", "application/x-www-form-urlencoded", ...grpc]) {
      await assertRefused(await worker.post("logs", good, { contentType }), 415, /application\/x-protobuf/);
    }
  });

  test("an unknown content encoding: 415", async () => {
    await assertRefused(await worker.post("logs", good, { encoding: "br" }), 415, /br/);
  });

  test("an unknown path: 404", async () => {
    for (const path of ["/", "/v1", "/v1/profiles", "/v1/logs/v1/logs", "/v1/logsx", "/V1/logs"]) {
      const response = await fetch(new URL(path, worker.url), {
        method: "POST",
        headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
        body: good,
      });
      assert.equal(response.status, 404, path);
      await response.arrayBuffer();
    }
    assert.deepEqual(await worker.keys(), []);
  });

  test("a likely mistake is named, with its cure", async () => {
    const at = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
      fetch(worker.url.origin + path, {
        method: "POST",
        headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json", ...headers },
        body: good,
      });
    const grpc = "/opentelemetry.proto.collector.logs.v1.LogsService/Export";
    const grpcStatus = ON_SERVER ? 415 : 404;
    await assertRefused(await at(grpc, { "content-type": "application/grpc" }), grpcStatus, /gRPC.*OTLP_PROTOCOL=http/);
    await assertRefused(await at("/v1/logs", { "content-type": "application/grpc" }), 415, /gRPC.*OTLP_PROTOCOL=http/);
    await assertRefused(await at("/v1/logs/v1/logs"), 404, /remove "\/v1\/logs" from OTEL_EXPORTER_OTLP_ENDPOINT/);
    await assertRefused(await at("/v1development/profiles"), 404, /profiles are not accepted/);
    await assertRefused(await at("/v1/logs", { authorization: TOKEN }), 401, /no scheme: .*Bearer <token>/);
    await assertRefused(await at("/v1/logs", { authorization: `Bearer%20${TOKEN}` }), 401, /%20/);
    await assertRefused(await at("/v1/logs", { "content-type": "application/x-protobuf" }), 400, /this is JSON/);
    const protobuf = asProtobuf(logsRequest({ service: "refused", records: 1 }));
    await assertRefused(
      await worker.post("logs", protobuf, { contentType: "application/json" }),
      400,
      /this is protobuf: send "Content-Type: application\/x-protobuf"/,
    );
    await assertRefused(await worker.post("logs", gzipSync(protobuf)), 400, /gzip data: add "Content-Encoding: gzip"/);
  });

  test("another method: 405 with Allow", async () => {
    for (const method of ["GET", "PUT", "DELETE"]) {
      const response = await fetch(new URL("/v1/traces", worker.url), {
        method,
        headers: { authorization: `Bearer ${TOKEN}` },
      });
      assert.equal(response.status, 405, method);
      assert.match(response.headers.get("allow") ?? "", /\bPOST\b/);
      await response.arrayBuffer();
    }
  });

  test("malformed bodies: 400 that says where, in the encoding of the request", async () => {
    await assertRefused(await worker.post("logs", '{"resourceLogs": ['), 400, /./);
    await assertRefused(await worker.post("logs", '{"resourceLogs": 7}'), 400, /^resourceLogs/);
    await assertRefused(await worker.post("logs", ""), 400, /./);
    const protobuf = await worker.post("logs", asProtobuf(logsRequest({ service: "x", records: 2 })).subarray(0, -3));
    assert.equal(protobuf.headers.get("content-type"), "application/x-protobuf");
    await assertRefused(protobuf, 400, /./);
    await assertRefused(await worker.post("logs", new Uint8Array([0xff, 0xff, 0xff, 0xff, 0xff])), 400, /./);
  });

  test("a request of which every record is faulty: 400 that names the first", async () => {
    const request = logsRequest({ service: "faulty", records: 2 });
    for (const record of request.resourceLogs[0].scopeLogs[0].logRecords)
      record.traceId = "0af7651916cd43dd8448eb211c80319";
    await assertRefused(
      await worker.post("logs", JSON.stringify(request)),
      400,
      /resourceLogs\[0\]\.scopeLogs\[0\]\.logRecords\[0\]\.traceId: expected 32 hex digits, found 31/,
    );
  });

  test("a body that is not what Content-Encoding says: 400", async () => {
    for (const encoding of ["gzip", "zstd", "deflate"]) {
      await assertRefused(await worker.post("logs", good, { encoding }), 400, new RegExp(encoding));
    }
    const truncated = gzipSync(utf8(good)).subarray(0, -12);
    await assertRefused(
      await worker.post("logs", truncated, { contentType: "application/json", encoding: "gzip" }),
      400,
      /gzip/,
    );
  });

  test("a body over the limit: 413", async () => {
    const large = JSON.stringify(logsRequest({ service: "large", records: 1, body: () => "x".repeat(100_000) }));
    await assertRefused(await worker.post("logs", large), 413, /100000/);
    // Without a Content-Length the size shows only while reading.
    const chunks = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let offset = 0; offset < large.length; offset += 10_000) {
          controller.enqueue(utf8(large.slice(offset, offset + 10_000)));
        }
        controller.close();
      },
    });
    const response = await fetch(new URL("/v1/logs", worker.url), {
      method: "POST",
      headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
      body: chunks,
      duplex: "half",
    });
    await assertRefused(response, 413, /100000/);
  });

  test("a body just under the limit when decompressed is accepted, just over it is not", async () => {
    const padded = (size: number): Buffer => {
      const request = JSON.stringify(logsRequest({ service: "limit", records: 1 }));
      return Buffer.from(request + " ".repeat(size - request.length));
    };
    for (const [encoding, compress] of [
      ["gzip", gzipSync],
      ["deflate", deflateSync],
      ["zstd", zstdCompressSync],
    ] as const) {
      const options = { contentType: "application/json", encoding };
      await worker.accept("logs", compress(padded(100_000)), options);
      await worker.empty();
      await assertRefused(await worker.post("logs", compress(padded(100_001)), options), 413, /100000/);
    }
  });

  test("a bomb: 413, inflated no further than the limit", async () => {
    const zeros = new Uint8Array(64 * 1024 * 1024);
    for (const [encoding, bomb] of [
      ["gzip", gzipSync(zeros)],
      ["deflate", deflateSync(zeros)],
      ["zstd", zstdCompressSync(zeros)],
      // 2 GB in 64 KB: more than the isolate could hold.
      ["zstd", Buffer.concat(Array.from({ length: 30 }, () => zstdCompressSync(zeros)))],
      // Each member is under the limit, their sum is not.
      ["gzip", Buffer.concat(Array.from({ length: 500 }, () => gzipSync(zeros.subarray(0, 90_000))))],
    ] as const) {
      assert.ok(bomb.length < 100_000);
      await assertRefused(
        await worker.post("logs", bomb, { contentType: "application/json", encoding }),
        413,
        /100000/,
      );
    }
  });
});

describe("partial success", () => {
  const worker = suiteWorker();

  test("faulty records are rejected with their count and the first fault, the rest is stored", async () => {
    const request = logsRequest({ service: "partial", records: 10 });
    const records = request.resourceLogs[0].scopeLogs[0].logRecords;
    for (const index of [3, 7]) (records[index] as { traceId?: string }).traceId = "abc";
    const response = await worker.post("logs", JSON.stringify(request));
    assert.equal(response.status, 200);
    const partial = await partialSuccessOf(response);
    assert.equal(partial?.rejected, 2);
    assert.match(
      partial?.errorMessage ?? "",
      /^resourceLogs\[0\]\.scopeLogs\[0\]\.logRecords\[3\]\.traceId: expected 32 hex digits, found 3\b/,
    );
    const [stored] = await worker.withLake((lake) =>
      lake.objects(`SELECT count(*) AS n, list(LogAttributes['index'] ORDER BY "Timestamp") AS kept FROM logs`),
    );
    assert.deepEqual(stored, { n: 8n, kept: ["0", "1", "2", "4", "5", "6", "8", "9"] });
  });

  test("in protobuf too", async () => {
    const request = logsRequest({ service: "partial-protobuf", records: 3 });
    (request.resourceLogs[0].scopeLogs[0].logRecords[1] as { traceId?: string }).traceId = btoa("short");
    const response = await worker.post("logs", asProtobuf(request));
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("content-type"), "application/x-protobuf");
    const partial = await partialSuccessOf(response);
    assert.equal(partial?.rejected, 1);
    assert.match(
      partial?.errorMessage ?? "",
      /^resource_?[lL]ogs\[0\]\.scope_?[lL]ogs\[0\]\.log_?[rR]ecords\[1\]\.trace_?[iI]d/,
    );
  });
});

describe("authentication", () => {
  test("several tokens are accepted for rotation", async (t) => {
    const worker = await startWorker(t, { secrets: { OTLP2PARQUET_AUTH_TOKEN: "old,new" } });
    for (const [token, status] of [
      ["old", 200],
      ["new", 200],
      ["old,new", 401],
      ["ol", 401],
    ] as const) {
      const response = await worker.post("logs", "{}", { headers: { authorization: `Bearer ${token}` } });
      assert.equal(response.status, status, token);
      await response.arrayBuffer();
    }
  });

  test("basic credentials", async (t) => {
    const worker = await startWorker(t, {
      secrets: {
        OTLP2PARQUET_AUTH_TOKEN: "",
        OTLP2PARQUET_BASIC_AUTH_USERNAME: "someone",
        OTLP2PARQUET_BASIC_AUTH_PASSWORD: "pass:wörd",
      },
    });
    const basic = (credentials: string): string => `Basic ${Buffer.from(credentials).toString("base64")}`;
    for (const [authorization, status] of [
      [basic("someone:pass:wörd"), 200],
      [basic("someone:wrong"), 401],
      [basic("someone"), 401],
      ["Basic %%%", 401],
      ["Bearer pass:w", 401],
    ] as const) {
      const response = await worker.post("logs", "{}", { headers: { authorization } });
      assert.equal(response.status, status, authorization);
      if (status === 401) assert.match(response.headers.get("www-authenticate") ?? "", /Basic/);
      await response.arrayBuffer();
    }
  });

  test("neither configured nor anonymous: 503 that says what to set", { skip: NO_START }, async (t) => {
    const worker = await startWorker(t, { secrets: { OTLP2PARQUET_AUTH_TOKEN: "" } });
    const response = await worker.post("logs", JSON.stringify(logsRequest({ service: "open", records: 1 })));
    assert.equal(response.status, 503);
    assert.match((await statusOf(response)).message, /OTLP2PARQUET_AUTH_TOKEN.*OTLP2PARQUET_ALLOW_ANONYMOUS/s);
    assert.deepEqual(await worker.keys(), []);
  });

  test("anonymous when it is allowed", async (t) => {
    const worker = await startWorker(t, {
      secrets: { OTLP2PARQUET_AUTH_TOKEN: "" },
      vars: { OTLP2PARQUET_ALLOW_ANONYMOUS: "true" },
    });
    const response = await fetch(new URL("/v1/logs", worker.url), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(logsRequest({ service: "open", records: 1 })),
    });
    assert.equal(response.status, 200);
    assert.equal((await worker.keys()).length, 1);
  });
});

describe("configuration", () => {
  test("an unknown variable and a bad value are refused by every request, with their names", {
    skip: NO_START,
  }, async (t) => {
    for (const [name, value] of [
      ["OTLP2PARQUET_NO_SUCH_THING", "x"],
      ["OTLP2PARQUET_PARQUET_COMPRESSION", "lzma"],
      ["OTLP2PARQUET_MAX_PAYLOAD_BYTES", "many"],
    ] as const) {
      const worker = await startWorker(t, { vars: { [name]: value } });
      const response = await worker.post("logs", "{}");
      assert.equal(response.status, 503);
      assert.match((await statusOf(response)).message, new RegExp(name));
    }
  });

  for (const compression of ["zstd", "snappy", "gzip", "none"]) {
    for (const encodings of ["compatible", "modern"]) {
      test(`compression ${compression}, encodings ${encodings}, snake names: readable`, async (t) => {
        const worker = await startWorker(t, {
          vars: {
            OTLP2PARQUET_PARQUET_COMPRESSION: compression,
            OTLP2PARQUET_PARQUET_ENCODINGS: encodings,
            OTLP2PARQUET_COLUMN_NAMES: "snake",
            OTLP2PARQUET_BASE_PATH: "some/where",
            OTLP2PARQUET_ATTRIBUTES: "json",
            OTLP2PARQUET_TIMESTAMP_UNIT: "ns",
            OTLP2PARQUET_PARTITION_BY_SERVICE: "false",
          },
        });
        const body = JSON.stringify(logsRequest({ service: "configured", records: 1000, step: 1000n }));
        assert.equal((await worker.post("logs", body)).status, 200);
        const keys = await worker.keys();
        assert.equal(keys.length, 1);
        assert.match(keys[0] ?? "", /^some\/where\/logs\/year=2026\/month=11\/day=21\/hour=10\//);
        const [stored] = await worker.withLake((lake) =>
          lake.objects(`
            SELECT count(*) AS n, sum((log_attributes->>'index')::INT) AS total, min(service_name) AS service,
              count(DISTINCT epoch_ns("timestamp")) AS times FROM logs`),
        );
        assert.deepEqual(stored, { n: 1000n, total: 499_500n, service: "configured", times: 1000n });
      });
    }
  }
});

describe("CORS", () => {
  const preflight = (worker: TestWorker, origin: string): Promise<Response> =>
    fetch(new URL("/v1/traces", worker.url), {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type,content-encoding",
      },
    });

  test("is off by default", async (t) => {
    const worker = await startWorker(t);
    const response = await preflight(worker, "https://app.example.com");
    assert.equal(response.headers.get("access-control-allow-origin"), null);
    const post = await worker.post("traces", "{}", { headers: { origin: "https://app.example.com" } });
    assert.equal(post.headers.get("access-control-allow-origin"), null);
  });

  test("allows the configured origins, errors included", async (t) => {
    const worker = await startWorker(t, {
      vars: { OTLP2PARQUET_CORS_ALLOWED_ORIGINS: "https://app.example.com,https://other.example.com" },
    });
    const allowed = await preflight(worker, "https://other.example.com");
    assert.equal(allowed.status, 204);
    assert.equal(allowed.headers.get("access-control-allow-origin"), "https://other.example.com");
    assert.match(allowed.headers.get("access-control-allow-methods") ?? "", /POST/);
    for (const header of ["authorization", "content-type", "content-encoding"]) {
      assert.match(allowed.headers.get("access-control-allow-headers")?.toLowerCase() ?? "", new RegExp(header));
    }
    assert.match(allowed.headers.get("vary") ?? "", /origin/i);
    const denied = await preflight(worker, "https://evil.example.com");
    assert.equal(denied.headers.get("access-control-allow-origin"), null);
    for (const [token, status] of [
      [TOKEN, 200],
      ["wrong", 401],
    ] as const) {
      const response = await worker.post("traces", "{}", {
        headers: { origin: "https://app.example.com", authorization: `Bearer ${token}` },
      });
      assert.equal(response.status, status);
      assert.equal(response.headers.get("access-control-allow-origin"), "https://app.example.com");
    }
  });
});
