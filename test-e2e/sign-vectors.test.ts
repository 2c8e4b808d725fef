/**
 * The signer in workerd: the signatures of the JVM, which a test of the Maven module `test-e2e/sign-vectors` keeps true; those of AWS's test
 * suite; and those of aws4fetch over the same record and random requests.
 */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  awsTestSuite,
  freshSeed,
  recordedCases,
  type SigningCase,
  signatures,
  signingCases,
} from "./harness/signing.ts";
import { suiteWorker } from "./harness/worker.ts";

describe("the signer in workerd", () => {
  const worker = suiteWorker({ bundle: "signVectors" });

  test("signs as the JVM does", async () => {
    const recorded = recordedCases();
    assert.ok(recorded.length > 50);
    for (const [index, { ours }] of (await signatures(worker.url, recorded)).entries()) {
      assert.equal(ours.authorization, recorded[index]?.authorization, recorded[index]?.name);
    }
  });

  const suite = awsTestSuite();
  for (const { request, canonicalRequest, authorization, notOurs } of suite) {
    test(`AWS's test suite, ${request.name}${notOurs === undefined ? "" : `: not ours, ${notOurs}`}`, async () => {
      const [signed] = await signatures(worker.url, [request]);
      if (notOurs === undefined) assert.deepEqual(signed?.ours, { canonicalRequest, authorization });
      else assert.notEqual(signed?.ours.authorization, authorization, "it fits by now: not-ours.json");
    });
  }

  test("AWS's test suite is complete", () => assert.equal(suite.length, 34));

  test("signs the record and random requests as aws4fetch does", async (context) => {
    const seed = freshSeed();
    context.diagnostic(`SIGN_SEED=${seed}`);
    const cases: SigningCase[] = [...recordedCases(), ...signingCases(seed, 600)];
    const compared = new Map<string, number>();
    for (const [index, { ours, aws4fetch }] of (await signatures(worker.url, cases)).entries()) {
      const request = cases[index] as SigningCase;
      if (aws4fetchDiffers(request)) continue;
      assert.deepEqual(ours, aws4fetch, `SIGN_SEED=${seed}: ${JSON.stringify(request)}`);
      compared.set(request.service, (compared.get(request.service) ?? 0) + 1);
    }
    assert.deepEqual([...compared.keys()].sort(), ["glue", "s3", "s3tables"]);
    for (const [service, count] of compared) assert.ok(count > 50, `${count} of ${service}`);
  });

  // Differences by intent, so that the comparison above leaves out no more than it must.
  test("aws4fetch signs other paths and queries of S3 than AWS does", async () => {
    const [base] = signingCases(1, 1) as [SigningCase];
    const of = (target: string): SigningCase => ({ ...base, service: "s3", url: `https://bucket.example${target}` });
    const cases = ["/a%2Fb", "/?a=1&a=2"].map(of);
    assert.ok(cases.every(aws4fetchDiffers));
    const lines = (await signatures(worker.url, cases)).map(({ ours, aws4fetch }) =>
      [ours, aws4fetch].map(({ canonicalRequest }) => canonicalRequest.split("\n").slice(1, 3)),
    );
    assert.deepEqual(lines, [
      [
        ["/a%2Fb", ""],
        ["/a/b", ""],
      ],
      [
        ["/", "a=1&a=2"],
        ["/", "a=1"],
      ],
    ]);
  });
});

/**
 * Whether aws4fetch 1.0.20 departs from Signature Version 4: for S3 it decodes a `%2F` of the path without encoding it again, and signs the
 * first of several parameters of one name only. AWS's SDK for Java and botocore do neither.
 */
function aws4fetchDiffers({ service, url }: SigningCase): boolean {
  const { pathname, searchParams } = new URL(url);
  const names = [...searchParams.keys()];
  return service === "s3" && (pathname.includes("%2F") || new Set(names).size < names.length);
}
