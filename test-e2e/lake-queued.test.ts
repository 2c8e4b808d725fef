/** Requests that are stored without batching, in a Worker with durable objects: their files are queued at the committers of their tables. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { COMMITTED, suiteLake } from "./harness/lake.ts";
import { logsRequest } from "./harness/otlp.ts";

const RECORDS = 5;

const request = (service: string): string => JSON.stringify(logsRequest({ service, records: RECORDS }));

describe("the direct way through the committers", () => {
  const lake = suiteLake({ bundle: "worker", vars: { OTLP2PARQUET_COMMIT_INTERVAL_SECS: "3" } });

  /** Bodies of a service's rows, sorted: one more of each for each copy. */
  const bodies = async (service: string): Promise<string[]> =>
    (await lake().rows("logs"))
      .filter((row) => row["ServiceName"] === service)
      .map((row) => String(row["Body"]))
      .sort();
  const expected = Array.from({ length: RECORDS }, (_, index) => `record ${index}`);

  test("the answer comes when the committer has committed", async () => {
    const answer = await lake().worker.post("logs", request("answered"));
    assert.equal(answer.status, 200, await answer.clone().text());
    assert.equal(answer.headers.get(COMMITTED), "true");
    assert.deepEqual(await bodies("answered"), expected);
  });

  test("the same request ten times at once is there once", async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => lake().worker.post("logs", request("repeated"))),
    );
    for (const answer of answers) assert.equal(answer.headers.get(COMMITTED), "true", await answer.text());
    assert.deepEqual(await bodies("repeated"), expected);
  });

  test("what the catalog refuses is queued and committed when it does no more", async () => {
    await lake().catalog.inject("FORBIDDEN");
    const answer = await lake().worker.post("logs", request("refused"));
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get(COMMITTED), "queued");
    // Nobody sends it again.
    const flushed = await lake().worker.flush();
    assert.equal(flushed.status, 200, await flushed.text());
    assert.deepEqual(await bodies("refused"), expected);
  });
});
