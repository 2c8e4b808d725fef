/**
 * The corpus against the Worker in workerd, in an isolate of real size and with the platform's limit of subrequests: each is answered as it must be,
 * its work is counted, the same process serves innocent requests meanwhile and afterwards, and what was accepted is stored once.
 */

import assert from "node:assert/strict";
import { connect } from "node:net";
import { describe, test } from "node:test";
import { flush } from "../durability/flush.ts";
import { logsRequest } from "../harness/otlp.ts";
import { suiteWorker, type TestWorker, TOKEN } from "../harness/worker.ts";
import { corpus } from "./corpus.ts";

interface Subrequests {
  readonly limit: number;
  readonly highest: Readonly<Record<string, number>>;
  readonly refused: number;
}

/** Of one request or alarm on the paid plan, some room left: what a flush budgets with. */
const SUBREQUESTS = 1_000;

async function limitSubrequests(worker: TestWorker): Promise<void> {
  const answer = await fetch(new URL("/__subrequests", worker.url), {
    method: "POST",
    body: JSON.stringify(SUBREQUESTS),
  });
  assert.equal(answer.status, 200);
}

const subrequests = async (worker: TestWorker): Promise<Subrequests> =>
  (await (await fetch(new URL("/__subrequests", worker.url))).json()) as Subrequests;

async function innocent(worker: TestWorker, name: string): Promise<void> {
  const body = JSON.stringify(logsRequest({ service: "innocent", records: 3, body: (i) => `${name}-${i}` }));
  const answer = await worker.post("logs", body);
  assert.equal(answer.status, 200, `an innocent request was answered with ${answer.status}: ${await answer.text()}`);
}

describe("attacks", () => {
  for (const attack of corpus()) {
    describe(`${attack.name} (${attack.body.length} bytes)`, () => {
      // A Worker for each: what one does to the process must not look like the work of the next.
      const worker = suiteWorker({
        bundle: "durableFaults",
        vars: { OTLP2PARQUET_BATCHING_ENABLED: "true", OTLP2PARQUET_BATCH_MAX_AGE_SECS: "1" },
      });

      test("is answered, costs what it may, and harms nobody", { todo: attack.todo ?? false }, async (context) => {
        await limitSubrequests(worker);
        const { contentType, encoding } = attack;
        const attacking = worker.post(attack.signal, attack.body, {
          contentType,
          ...(encoding === undefined ? {} : { encoding }),
        });
        const meanwhile = innocent(worker, "meanwhile");
        const answer = await attacking;
        const message = await answer.text();
        assert.ok(attack.statuses.includes(answer.status), `${answer.status} ${message}`);
        await meanwhile;
        await innocent(worker, "afterwards");
        await flush(() => worker.flush());

        const { highest, refused } = await subrequests(worker);
        const stored = await worker.stored();
        const bytes = [...stored.values()].reduce((sum, each) => sum + each.length, 0);
        context.diagnostic(
          `${answer.status}; ${stored.size} objects, ${bytes} bytes, subrequests ${JSON.stringify(highest)}`,
        );
        assert.equal(refused, 0, "calls beyond the platform's limit");
        // The innocent requests are in one or two hours of their service.
        assert.ok(stored.size <= attack.objects + 4, `${stored.size} objects`);
        const rows = await worker.withLake((lake) =>
          lake.objects(`
            SELECT count(*) FILTER (ServiceName = 'innocent') AS innocent,
              count(*) FILTER (ServiceName <> 'innocent') AS others FROM logs`),
        );
        assert.deepEqual(rows, [{ innocent: 6n, others: BigInt(answer.status === 200 ? attack.rows : 0) }]);
      });
    });
  }

  describe("uploads that declare much and send nothing", () => {
    const worker = suiteWorker({ bundle: "durableFaults" });

    test("keep no memory from others", { todo: "memory is counted as bytes come" }, async (context) => {
      const sockets = Array.from({ length: 5 }, () => {
        const socket = connect(Number(worker.url.port), "127.0.0.1");
        socket.on("error", () => undefined);
        socket.write(
          `POST /v1/logs HTTP/1.1\r\nhost: ${worker.url.host}\r\nauthorization: Bearer ${TOKEN}\r\n` +
            "content-type: application/json\r\ncontent-length: 10000000\r\n\r\n{",
        );
        return socket;
      });
      context.after(() => {
        for (const socket of sockets) socket.destroy();
      });
      await innocent(worker, "beside");
      const large = JSON.stringify(logsRequest({ service: "large", records: 20_000, body: (i) => `${i} `.repeat(20) }));
      const answer = await worker.post("logs", large);
      assert.equal(answer.status, 200, await answer.text());
    });
  });
});
