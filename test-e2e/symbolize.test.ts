/** A stack that production logs leads to the lines of Java it came from. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { ROOT } from "./harness/bundles.ts";
import { logsRequest } from "./harness/otlp.ts";
import { suiteWorker } from "./harness/worker.ts";

const FAULT = "worker-java/worker/src/main/java/dev/otlp2parquet/worker/Fault.java";

/** `Fault.java:<line>` of the first line that has the text. */
function placeOf(text: string): string {
  const line = readFileSync(join(ROOT, FAULT), "utf8")
    .split("\n")
    .findIndex((each) => each.includes(text));
  assert.notEqual(line, -1, `${FAULT} has no line with ${text}`);
  return `Fault.java:${line + 1}`;
}

function symbolized(log: string): string {
  const { status, stdout, stderr } = spawnSync(join(ROOT, "scripts/symbolize"), { input: log, encoding: "utf8" });
  assert.equal(status, 0, stderr);
  return stdout;
}

describe("scripts/symbolize", () => {
  const worker = suiteWorker({ bundle: "faultWorker" });

  /** The error line that a request with the fault leaves in the log, symbolized. */
  async function stackAfter(fault: string): Promise<string> {
    worker.clearLogs();
    const body = JSON.stringify(logsRequest({ service: "symbolize", records: 1 }));
    const response = await worker.post("logs", body, { headers: { "x-test-fault": fault } });
    assert.equal(response.status, 503);
    await response.arrayBuffer();
    const lines = worker.logs().filter((line) => line.level === "error");
    assert.equal(lines.length, 1);
    return symbolized(lines[0]?.message ?? "");
  }

  test("finds the line of a trap", async () => {
    const stack = await stackAfter("trap");
    assert.ok(stack.includes(placeOf("return 1 / zero")), stack);
    assert.match(stack, /dev\.otlp2parquet\.worker\.Worker\.fault/);
  });

  test("finds the line of an uncaught exception", async () => {
    const stack = await stackAfter("java-exception");
    assert.ok(stack.includes(placeOf("throw new IllegalStateException")), stack);
  });

  test("finds the lines of an exception that Java caught and logged, and of its cause", async () => {
    const stack = await stackAfter("store-fails");
    assert.match(stack, /StoreException: /);
    assert.match(stack, /dev\.otlp2parquet\.lake\.file\.\w+\.\w+\(\w+\.java:\d+\)/);
    assert.match(stack, /caused by dev\.otlp2parquet\.worker\.HostFailure/);
    assert.match(stack, /HostObjectStore\.java:\d+/);
  });

  test("copies what is no stack, and reads bare stacks", () => {
    assert.equal(
      symbolized('hello\n{"level":"info","message":"request"}\n'),
      'hello\n{"level":"info","message":"request"}\n',
    );
    assert.doesNotMatch(symbolized("    at wasm://wasm/0a1b2c3d:wasm-function[300]:0x5000\n"), /wasm-function/);
  });
});
