/**
 * The corpus against the Worker in workerd, in an isolate of real size and with the platform's limit of subrequests: each is answered as it must be,
 * its work is counted, the same process serves innocent requests meanwhile and afterwards, and what was accepted is stored once.
 */

import assert from "node:assert/strict";
import { connect, type Socket } from "node:net";
import { describe, test } from "node:test";
import { devServerBucket } from "../../scripts/lib/bucket.ts";
import { BUCKET_NAME, S3_CREDENTIALS } from "../harness/catalog.ts";
import { flush } from "../harness/flush.ts";
import { logsRequest } from "../harness/otlp.ts";
import { withLakeOf } from "../harness/plain-lake.ts";
import { suiteWorker, type TestWorker, TOKEN } from "../harness/worker.ts";
import { corpus, PAID } from "./corpus.ts";

interface Subrequests {
  readonly highest: Readonly<Record<string, number>>;
  readonly storing: Readonly<Record<string, number>>;
  readonly refused: number;
  readonly unattributed: number;
}

/** A flush of 10,000 files, each of which costs the local bucket milliseconds. */
const FLUSH_MILLIS = 540_000;

async function limitSubrequests(worker: TestWorker, limit: number): Promise<void> {
  const answer = await fetch(new URL("/__subrequests", worker.url), { method: "POST", body: JSON.stringify(limit) });
  assert.equal(answer.status, 200);
}

const subrequests = async (worker: TestWorker): Promise<Subrequests> =>
  (await (await fetch(new URL("/__subrequests", worker.url))).json()) as Subrequests;

/** What an error says, or the whole answer that is none. */
function messageOf(answer: string): string {
  return (JSON.parse(answer) as { message?: string }).message ?? answer;
}

async function innocent(worker: TestWorker, name: string): Promise<void> {
  const body = JSON.stringify(logsRequest({ service: "innocent", records: 3, body: (i) => `${name}-${i}` }));
  const answer = await worker.post("logs", body);
  assert.equal(answer.status, 200, `an innocent request was answered with ${answer.status}: ${await answer.text()}`);
}

describe("attacks", () => {
  for (const attack of corpus()) {
    describe(`${attack.name} (${attack.body.length} bytes)`, () => {
      const { limit, budget } = attack.plan ?? PAID;
      // A Worker for each: what one does to the process must not look like the work of the next.
      const worker = suiteWorker({
        bundle: "durableFaults",
        vars: {
          OTLP2PARQUET_BATCHING_ENABLED: "true",
          OTLP2PARQUET_BATCH_MAX_AGE_SECS: "1",
          OTLP2PARQUET_SUBREQUEST_BUDGET: String(budget),
        },
      });

      test("is answered, costs what it may, and harms nobody", async (context) => {
        await limitSubrequests(worker, limit);
        const { contentType, encoding } = attack;
        const attacking = worker.post(attack.signal, attack.body, {
          contentType,
          ...(encoding === undefined ? {} : { encoding }),
        });
        const meanwhile = innocent(worker, "meanwhile");
        const answer = await attacking;
        const text = await answer.text();
        assert.equal(answer.status, attack.status, text);
        const message = contentType === "application/json" ? messageOf(text) : text;
        assert.match(message, attack.message);
        await meanwhile;
        await innocent(worker, "afterwards");
        const begun = Date.now();
        await flush(() => worker.flush(), FLUSH_MILLIS);
        const seconds = ((Date.now() - begun) / 1_000).toFixed(1);

        const { highest, storing, refused, unattributed } = await subrequests(worker);
        // Not by the binding that the harness has: its proxy takes 30 ms for each object.
        const bucket = devServerBucket(worker.url, BUCKET_NAME, S3_CREDENTIALS);
        const objects = await bucket.list();
        const bytes = objects.reduce((sum, each) => sum + each.size, 0);
        context.diagnostic(
          `${answer.status}; ${objects.length} objects, ${bytes} bytes, stored in ${seconds} s by ${JSON.stringify(storing)} alarms, ` +
            `subrequests at most ${JSON.stringify(highest)}`,
        );
        assert.deepEqual(
          { refused, unattributed },
          { refused: 0, unattributed: 0 },
          "calls beyond the platform's limit",
        );
        for (const [name, calls] of Object.entries(highest)) assert.ok(calls <= budget, `${name}: ${calls} calls`);
        const keys = objects.map(({ key }) => key);
        assert.equal(keys.filter((key) => !key.includes("/innocent/")).length, attack.objects);
        // In one hour, and by one or two flushes.
        assert.ok(keys.length - attack.objects <= 2, "objects of innocent requests");
        const rows = await withLakeOf(bucket, (lake) =>
          lake.objects(`
            SELECT count(*) FILTER (ServiceName = 'innocent') AS innocent,
              count(*) FILTER (ServiceName <> 'innocent') AS others,
              count(DISTINCT (ServiceName, Body)) AS different,
              count(*) FILTER (ServiceName <> 'innocent' AND NOT (${attack.holds ?? "true"})) AS wrong FROM logs`),
        );
        const others = BigInt(attack.rows);
        assert.deepEqual(rows, [{ innocent: 6n, others, different: 6n + others, wrong: 0n }]);
      });
    });
  }
});

/** Uploads over sockets of their own, of which only the beginning is sent; what is answered to each. */
class Uploads {
  readonly answers: string[] = [];
  readonly #sockets: Socket[] = [];
  readonly #ends: Promise<unknown>[] = [];

  begin(worker: TestWorker, count: number, beginning: Uint8Array | string): void {
    for (let i = 0; i < count; i++) {
      const socket = connect(Number(worker.url.port), "127.0.0.1");
      const number = this.#sockets.push(socket) - 1;
      this.answers.push("");
      socket.on("error", () => undefined);
      socket.on("data", (data) => {
        this.answers[number] += data.toString("latin1");
      });
      this.#ends.push(new Promise((resolve) => socket.once("close", resolve)));
      socket.write(
        `POST /v1/logs HTTP/1.1\r\nhost: ${worker.url.host}\r\nauthorization: Bearer ${TOKEN}\r\n` +
          "content-type: application/json\r\ncontent-length: 10000000\r\n\r\n",
      );
      socket.write(beginning);
    }
  }

  /** Sends so much more of each. */
  drip(bytes: string): void {
    for (const socket of this.#sockets) if (socket.writable) socket.write(bytes);
  }

  async allAnswered(): Promise<void> {
    await Promise.all(this.#ends);
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}

/** A body of nearly the largest size that is accepted. */
const largeBody = (service: string): string =>
  JSON.stringify(logsRequest({ service, records: 20_000, body: (i) => `${i} `.repeat(50) }));

describe("bodies that do not come", () => {
  const worker = suiteWorker({ bundle: "durableFaults" });
  const slow =
    /^HTTP\/1.1 503 [\s\S]*the body stopped arriving, or arrives too slowly \(\d+ bytes within \d+ ms\); nothing is lost/;

  /** Those that find no room for what comes of them wait for it as long as others do. */
  const refused =
    /^HTTP\/1.1 503 [\s\S]*(the body stopped arriving, or arrives too slowly \(|too many large requests at once; nothing is lost)/;

  async function othersAreServed(name: string): Promise<void> {
    for (let i = 0; i < 5; i++) await innocent(worker, `${name}-${i}`);
    await worker.accept("logs", largeBody(name));
  }

  test("keep no memory from others, though they declare much, and are given up", async (context) => {
    const uploads = new Uploads();
    context.after(() => uploads.close());
    uploads.begin(worker, 20, "{");
    await othersAreServed("idle");
    assert.deepEqual([...new Set(uploads.answers)], [""], "others are served while they wait");
    await uploads.allAnswered();
    for (const answer of uploads.answers) assert.match(answer, slow);
    await othersAreServed("after-idle");
  });

  test("but in drops keep no memory from others, and are given up although they are never silent", async (context) => {
    const uploads = new Uploads();
    context.after(() => uploads.close());
    uploads.begin(worker, 20, "{");
    const dripping = setInterval(() => uploads.drip(" "), 200);
    context.after(() => clearInterval(dripping));
    await othersAreServed("drops");
    assert.deepEqual([...new Set(uploads.answers)], [""], "others are served while they wait");
    await uploads.allAnswered();
    for (const answer of uploads.answers) assert.match(answer, slow);
    await othersAreServed("after-drops");
  });

  test("and hold memory with what has come of them leave small ones their part, and large ones get in afterwards", async (context) => {
    const uploads = new Uploads();
    context.after(() => uploads.close());
    uploads.begin(worker, 20, Buffer.alloc(700_000, " "));
    const dripping = setInterval(() => uploads.drip(" "), 200);
    context.after(() => clearInterval(dripping));
    for (let i = 0; i < 20; i++) await innocent(worker, `beside-${i}`);
    const answer = await worker.post("logs", largeBody("beside"));
    const text = await answer.text();
    assert.equal(answer.status, 503, "what these hold is not there for others");
    assert.match(messageOf(text), /^too many large requests at once; nothing is lost if this one is sent again$/);
    assert.ok(Number(answer.headers.get("retry-after")) > 0);
    await uploads.allAnswered();
    for (const each of uploads.answers) assert.match(each, refused);
    await othersAreServed("after-held");
  });
});
