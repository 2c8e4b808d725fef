/** Commits that go wrong in a way the Worker cannot see or cannot mend: what it answers, and that no row is lost or doubled. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Fault } from "./harness/catalog.ts";
import { COMMITTED, type LakeWorker, suiteLake } from "./harness/lake.ts";
import { logsRequest, partialSuccessOf } from "./harness/otlp.ts";

const RECORDS = 7;

const request = (service: string): string => JSON.stringify(logsRequest({ service, records: RECORDS }));

/** How often each record of a service is in the table: an array of ones when each is there once. */
async function copies(lake: LakeWorker, service: string): Promise<number[]> {
  const counts = new Map<string, number>();
  for (const row of await lake.rows("logs")) {
    if (row["ServiceName"] !== service) continue;
    const body = String(row["Body"]);
    counts.set(body, (counts.get(body) ?? 0) + 1);
  }
  return [...counts.values()];
}

const ONCE: number[] = Array(RECORDS).fill(1);

describe("a commit that meets a fault", () => {
  const lake = suiteLake();

  /** Faults that the Worker sees through: the answer is that of a commit without them. */
  const mended: Fault[] = [
    "CONFLICT_BEFORE",
    "CONFLICT_AFTER",
    "ERROR_BEFORE",
    "UNAVAILABLE_BEFORE",
    "UNAVAILABLE_AFTER",
    "RESET_BEFORE",
    "RESET_AFTER",
    "CONCURRENT_UPDATE_BEFORE",
    "CONCURRENT_UPDATE_AFTER",
  ];
  for (const fault of mended) {
    test(`${fault}: is committed once`, async () => {
      const before = await lake().catalog.counts();
      await lake().catalog.inject(fault);
      const answer = await lake().worker.post("logs", request(fault));
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get(COMMITTED), "true");
      assert.deepEqual(await copies(lake(), fault), ONCE);
      // Where the commit was applied, it is found in the table instead of being sent again.
      const { commits } = await lake().catalog.counts();
      assert.equal(commits - before.commits, fault.endsWith("_AFTER") ? 1 : 2);
    });
  }

  /** Faults that stay until somebody acts: the rows are in the bucket, and the answer says that they are in no table. */
  for (const fault of ["UNAUTHORIZED", "FORBIDDEN"] as const) {
    test(`${fault}: is not committed, and is when it is sent again`, async () => {
      lake().worker.clearLogs();
      await lake().catalog.inject(fault);
      const answer = await lake().worker.post("logs", request(fault));
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get(COMMITTED), "false");
      const partial = await partialSuccessOf(answer);
      assert.equal(partial?.rejected, 0);
      assert.match(partial?.errorMessage ?? "", /not in the Iceberg table.*log line with this request id/);
      assert.deepEqual(await copies(lake(), fault), []);
      const line = lake()
        .worker.logs()
        .map(({ message }) => JSON.parse(message) as Record<string, unknown>)
        .find((each) => each["message"] === "request");
      assert.equal(line?.["level"], "warn");
      assert.equal(line?.["committed"], "false");
      assert.match(JSON.stringify(line), fault === "UNAUTHORIZED" ? /401/ : /403/);

      const again = await lake().worker.post("logs", request(fault));
      assert.equal(again.headers.get(COMMITTED), "true");
      assert.deepEqual(await copies(lake(), fault), ONCE);
    });
  }

  test("THROTTLED: is committed once, after the time that the catalog asks for", async () => {
    await lake().catalog.inject("THROTTLED");
    const answer = await lake().worker.post("logs", request("throttled"));
    assert.equal(answer.status, 200);
    if (answer.headers.get(COMMITTED) !== "true") await lake().worker.post("logs", request("throttled"));
    assert.deepEqual(await copies(lake(), "throttled"), ONCE);
  });

  test("among forty requests from eight senders: each is there once in the end", async () => {
    const senders = Array.from({ length: 8 }, (_, sender) => sender);
    const storm: Fault[] = ["RESET_AFTER", "CONFLICT_BEFORE", "UNAVAILABLE_AFTER", "FORBIDDEN", "ERROR_BEFORE"];
    await lake().catalog.inject(...storm, ...storm);
    await Promise.all(
      senders.map(async (sender) => {
        for (let i = 0; i < 5; i++) {
          const body = request(`storm-${sender}-${i}`);
          for (let attempt = 1; ; attempt++) {
            const answer = await lake().worker.post("logs", body);
            if (answer.status === 200 && answer.headers.get(COMMITTED) === "true") break;
            assert.ok(attempt < 10, `${answer.status}, ${COMMITTED}: ${answer.headers.get(COMMITTED)}`);
          }
        }
      }),
    );
    const rows = (await lake().rows("logs")).filter((row) => String(row["ServiceName"]).startsWith("storm-"));
    const names = rows.map((row) => `${row["ServiceName"]} ${row["Body"]}`);
    assert.equal(names.length, 40 * RECORDS);
    assert.equal(new Set(names).size, 40 * RECORDS);
    assert.deepEqual((await (await lake().reader()).audit("logs")).faults, []);
  });
});

describe("a catalog that is not there", () => {
  describe("while OTLP2PARQUET_WARN_ON_CATALOG_FAILURE is true", () => {
    const lake = suiteLake();

    test("rows that can be stored are acknowledged, and the answer says that they are in no table", async () => {
      const { catalog, worker } = lake();
      assert.equal((await worker.post("logs", request("before"))).headers.get(COMMITTED), "true");
      await catalog.stop();
      const answer = await worker.post("logs", request("meanwhile"));
      assert.equal(answer.status, 200, await answer.clone().text());
      assert.notEqual(answer.headers.get(COMMITTED), "true");
      assert.equal((await worker.keys()).filter((key) => key.endsWith(".parquet")).length, 2);

      // Whoever wants to be sure sends the same again.
      await catalog.start(worker.url);
      assert.equal((await worker.post("logs", request("meanwhile"))).headers.get(COMMITTED), "true");
      assert.deepEqual(await copies(lake(), "before"), ONCE);
      assert.deepEqual(await copies(lake(), "meanwhile"), ONCE);
    });
  });

  describe("while OTLP2PARQUET_WARN_ON_CATALOG_FAILURE is false", () => {
    const lake = suiteLake({ catalog: false, vars: { OTLP2PARQUET_WARN_ON_CATALOG_FAILURE: "false" } });

    test("the exporter keeps its rows until the catalog is there", async () => {
      const { catalog, worker } = lake();
      const answer = await worker.post("logs", request("early"));
      assert.equal(answer.status, 503);
      assert.equal(answer.headers.get(COMMITTED), "false");
      assert.match(answer.headers.get("retry-after") ?? "", /^[1-9][0-9]*$/);
      await catalog.start(worker.url);
      const again = await worker.post("logs", request("early"));
      assert.equal(again.status, 200, await again.clone().text());
      assert.equal(again.headers.get(COMMITTED), "true");
      assert.deepEqual(await copies(lake(), "early"), ONCE);
    });

    test("a commit that is refused is 503, and its rows are there once when it is sent again", async () => {
      const { catalog, worker } = lake();
      await catalog.inject("FORBIDDEN");
      const answer = await worker.post("logs", request("refused"));
      assert.equal(answer.status, 503);
      assert.equal(answer.headers.get(COMMITTED), "false");
      assert.equal((await worker.post("logs", request("refused"))).headers.get(COMMITTED), "true");
      assert.deepEqual(await copies(lake(), "refused"), ONCE);
    });
  });
});

describe("a token that the catalog does not know", () => {
  const secret = "a-token-that-must-not-be-seen";
  const lake = suiteLake({ secrets: { OTLP2PARQUET_CATALOG_TOKEN: secret } });

  test("is told of without being told", async () => {
    const answer = await lake().worker.post("logs", request("stranger"));
    assert.equal(answer.status, 503);
    assert.notEqual(answer.headers.get(COMMITTED), "true");
    const text = await answer.text();
    const logs = lake()
      .worker.logs()
      .map(({ message }) => message)
      .join("\n");
    assert.match(logs, /401/);
    assert.doesNotMatch(text + logs, new RegExp(secret));
  });
});
