/** Forty equal records by the OpenTelemetry Python SDK, while buffers keep requests whose answers are lost: forty rows. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { describe, test } from "node:test";
import { promisify } from "node:util";
import { ROOT } from "../harness/bundles.ts";
import { loseAnswers, storedLogs } from "../harness/repeats.ts";
import { suiteWorker, TOKEN } from "../harness/worker.ts";

// Set by scripts/peers.
const PYTHON = process.env["PYTHON_SDK"];
const RECORDS = 40;

describe("Python SDK, equal records", { skip: PYTHON === undefined && "python3 is not on the path" }, () => {
  const worker = suiteWorker({ bundle: "durableFaults", vars: { OTLP2PARQUET_BATCHING_ENABLED: "true" } });

  test("requests that are sent again are stored once", { timeout: 180_000 }, async () => {
    // Two requests of which the Worker loses all four calls.
    await loseAnswers(worker, 8);
    const program = join(ROOT, "test-e2e/peers/python_equal_records.py");
    await promisify(execFile)(PYTHON as string, [program, worker.url.origin, TOKEN, String(RECORDS)]);
    assert.equal(await storedLogs(worker, "python-equal"), RECORDS);
  });
});
