/**
 * The OpenTelemetry Python SDK, whose requests end without an answer: at its own timeout, by a reset, because the answer is lost, because the Worker is killed.
 */

import { execFile } from "node:child_process";
import { join } from "node:path";
import { describe } from "node:test";
import { promisify } from "node:util";
import { ROOT } from "../harness/bundles.ts";
import { givesUp, type Sender, senderFaults } from "../harness/sender-faults.ts";
import { TOKEN } from "../harness/worker.ts";

// Set by scripts/peers.
const PYTHON = process.env["PYTHON_SDK"];

describe("Python SDK, hang-ups", { skip: PYTHON === undefined && "python3 is not on the path" }, () => {
  const send: Sender = async ({ url }, timeoutMillis, records) => {
    const program = join(ROOT, "test-e2e/peers/python_marked_records.py");
    const marks = records.flatMap(({ text, unixNanos }) => [text, String(unixNanos)]);
    await promisify(execFile)(PYTHON as string, [program, url.origin, TOKEN, String(timeoutMillis), ...marks]);
  };
  givesUp("Python SDK", send);
  senderFaults("Python SDK", send);
});
