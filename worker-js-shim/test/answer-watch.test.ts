import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { AnswerWatch } from "../src/http/answer-watch.ts";
import { timeLimits } from "../src/time-limit.ts";

/** A request whose client can hang up; `told` counts the messages that arrive, of which the first `failing` fail. */
function requested(failing = 0) {
  const client = new AbortController();
  const work: Promise<void>[] = [];
  const told = { attempts: 0, arrived: 0 };
  const watch = new AnswerWatch(client.signal, (each) => void work.push(each));
  const tell = async (): Promise<void> => {
    told.attempts++;
    if (told.attempts <= failing) throw new Error("the object died");
    told.arrived++;
  };
  return { client, watch, told, tell, background: () => Promise.all(work) };
}

test("a client that hangs up leaves its message at once", async () => {
  const { client, watch, told, tell, background } = requested();
  watch.ifUnanswered("logs-0", tell);
  assert.equal(told.attempts, 0);
  client.abort();
  assert.equal(told.attempts, 1);
  await background();
  assert.equal(told.arrived, 1);
});

test("a client that has hung up before there was a message leaves it too", () => {
  const { client, watch, told, tell } = requested();
  client.abort();
  watch.ifUnanswered("logs-0", tell);
  assert.equal(told.attempts, 1);
});

test("without a message nobody is told", () => {
  const { client, watch, told } = requested();
  watch.unanswered();
  client.abort();
  assert.equal(told.attempts, 0);
});

test("a request that breaks down and then loses its client is reported once", async () => {
  const { client, watch, told, tell, background } = requested();
  watch.ifUnanswered("logs-0", tell);
  watch.unanswered();
  watch.unanswered();
  client.abort();
  await background();
  assert.equal(told.attempts, 1);
});

test("a client that goes away with its answer is not reported", () => {
  const { client, watch, told, tell } = requested();
  watch.ifUnanswered("logs-0", tell);
  watch.answered();
  client.abort();
  assert.equal(told.attempts, 0);
});

test("the message is repeated until it has arrived", async () => {
  const { client, watch, told, tell, background } = requested(2);
  watch.ifUnanswered("logs-0", tell);
  client.abort();
  await background();
  assert.deepEqual(told, { attempts: 3, arrived: 1 });
});

function limits(context: TestContext, changed: Partial<typeof timeLimits>): void {
  const before = { ...timeLimits };
  Object.assign(timeLimits, changed);
  context.after(() => Object.assign(timeLimits, before));
}

test("the message is given up when the platform would end it, with a line in the log", async (context) => {
  limits(context, { backgroundMillis: 400 });
  const lines = context.mock.method(console, "warn", () => undefined);
  const { client, watch, told, tell, background } = requested(Number.POSITIVE_INFINITY);
  watch.ifUnanswered("logs-0", tell);
  client.abort();
  await background();
  assert.ok(told.attempts > 1);
  assert.equal(told.arrived, 0);
  const { object, error } = JSON.parse(String(lines.mock.calls[0]?.arguments[0])) as Record<string, unknown>;
  assert.deepEqual({ object, error }, { object: "logs-0", error: "Error: the object died" });
});

test("an object that does not answer is asked again", async (context) => {
  limits(context, { silenceMillis: 20 });
  const { client, watch, told, background } = requested();
  watch.ifUnanswered("logs-0", () => {
    told.attempts++;
    return told.attempts === 1 ? new Promise(() => undefined) : Promise.resolve();
  });
  client.abort();
  await background();
  assert.equal(told.attempts, 2);
});
