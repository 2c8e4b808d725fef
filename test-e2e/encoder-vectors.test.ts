/**
 * The same encoder, the same bytes: what workerd writes is compared with the record of what the JVM writes, which a test of the Maven
 * module `test-e2e/encoder-vectors` keeps true.
 */

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { ROOT } from "./harness/bundles.ts";
import { suiteWorker } from "./harness/worker.ts";

const recorded = readFileSync(join(ROOT, "test-e2e/encoder-vectors/vectors.txt"), "utf8")
  .trim()
  .split("\n")
  .map((line) => line.split(" "));

describe("the encoder in workerd", () => {
  const worker = suiteWorker({ bundle: "encoderVectors" });

  test("has all vectors", async () => {
    const response = await fetch(worker.url);
    assert.equal(await response.text(), String(recorded.length));
  });

  for (const [index, [name, length, sha256]] of recorded.entries()) {
    test(`writes ${name} as the JVM does`, async () => {
      const response = await fetch(new URL(`/${index}`, worker.url));
      assert.equal(response.status, 200);
      const file = new Uint8Array(await response.arrayBuffer());
      assert.equal(file.length, Number(length));
      assert.equal(createHash("sha256").update(file).digest("hex"), sha256);
    });
  }
});
