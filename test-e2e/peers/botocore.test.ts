/** botocore signs random requests, and so does our signer in workerd: the same bytes. SIGN_SEED repeats a run. */

import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test } from "node:test";
import { ROOT } from "../harness/bundles.ts";
import { LineProgram } from "../harness/lines.ts";
import {
  freshSeed,
  recordedCases,
  type Signature,
  type SigningCase,
  signatures,
  signingCases,
} from "../harness/signing.ts";
import { suiteWorker } from "../harness/worker.ts";

/** The interpreter, set by scripts/peers. */
const BOTOCORE = process.env["BOTOCORE"];

describe("botocore's signatures", { skip: BOTOCORE === undefined && "python3 is not on the path" }, () => {
  const worker = suiteWorker({ bundle: "signVectors" });

  async function byBotocore(cases: readonly SigningCase[]): Promise<Signature[]> {
    const botocore = await LineProgram.start(BOTOCORE as string, [join(ROOT, "test-e2e/peers/botocore_sign.py")]);
    try {
      return await botocore.ask<Signature[]>({ sign: cases });
    } finally {
      await botocore.close();
    }
  }

  test("are those of the record, which are the JVM's", async () => {
    const recorded = recordedCases();
    const signed = await byBotocore(recorded);
    for (const [index, { name, authorization }] of recorded.entries()) {
      assert.equal(signed[index]?.authorization, authorization, name);
    }
  });

  test("are ours over random requests", async (context) => {
    const seed = freshSeed();
    context.diagnostic(`SIGN_SEED=${seed}`);
    const cases = signingCases(seed, 600);
    const signed = await byBotocore(cases);
    for (const [index, { ours }] of (await signatures(worker.url, cases)).entries()) {
      assert.deepEqual(ours, signed[index], `SIGN_SEED=${seed}: ${JSON.stringify(cases[index])}`);
    }
  });
});
