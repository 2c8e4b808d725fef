import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import { type Door, invocationsOf, openDoor } from "../lambda-door.ts";

/** Stands for the emulator: keeps events, and answers with what the test sets. */
let emulator: Server;
let door: Door;
let events: Record<string, unknown>[] = [];
let result = "";
let running = 0;
let mostRunning = 0;

before(async () => {
  emulator = createServer(async (request, response) => {
    mostRunning = Math.max(mostRunning, ++running);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    events.push(JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>);
    await new Promise((done) => setTimeout(done, 10));
    running--;
    response.end(result);
  }).listen(0, "127.0.0.1");
  await once(emulator, "listening");
  door = await openDoor(invocationsOf(`127.0.0.1:${(emulator.address() as AddressInfo).port}`), 0);
});

after(async () => {
  await door.close();
  emulator.closeAllConnections();
  emulator.close();
});

async function post(
  path: string,
  headers: Record<string, string>,
  body: Uint8Array<ArrayBuffer> | string,
): Promise<Response> {
  events = [];
  return await fetch(new URL(path, door.url), { method: "POST", headers, body });
}

test("a binary body becomes base64, and an answer in base64 becomes binary", async () => {
  result = JSON.stringify({
    statusCode: 400,
    headers: { "content-type": "application/x-protobuf", "x-request-id": "1" },
    body: "CAM=",
    isBase64Encoded: true,
  });

  const response = await post(
    "/v1/logs?a=b",
    { "content-type": "application/x-protobuf", "X-Other": "v", cookie: "a=1; b=2" },
    new Uint8Array([0, 255, 10]),
  );

  assert.equal(response.status, 400);
  assert.equal(response.headers.get("content-type"), "application/x-protobuf");
  assert.deepEqual(Buffer.from(await response.arrayBuffer()), Buffer.from([8, 3]));
  const [event] = events;
  assert.equal(event?.["version"], "2.0");
  assert.equal(event?.["rawPath"], "/v1/logs");
  assert.equal(event?.["rawQueryString"], "a=b");
  assert.equal(event?.["isBase64Encoded"], true);
  assert.equal(event?.["body"], "AP8K");
  assert.deepEqual(event?.["cookies"], ["a=1", "b=2"]);
  assert.equal((event?.["headers"] as Record<string, string> | undefined)?.["x-other"], "v");
});

test("JSON stays text, even if it is compressed: a function URL goes by the content type", async () => {
  result = '{"statusCode":200,"body":"{}","isBase64Encoded":false}';

  const response = await post("/v1/logs", { "content-type": "application/json" }, '{"a":"é"}');

  assert.equal(await response.text(), "{}");
  assert.equal(events[0]?.["body"], '{"a":"é"}');
  assert.equal(events[0]?.["isBase64Encoded"], false);
  await post("/v1/logs", { "content-type": "application/json", "content-encoding": "gzip" }, new Uint8Array([31, 139]));
  assert.equal(events[0]?.["isBase64Encoded"], false);
});

test("an invocation that fails is 502, and an event above 6 MB never gets to the function", async () => {
  result = '{"errorMessage":"no","errorType":"E"}';
  assert.equal((await post("/v1/logs", { "content-type": "application/json" }, "{}")).status, 502);
  result = "Task timed out after 30.00 seconds";
  assert.equal((await post("/v1/logs", { "content-type": "application/json" }, "{}")).status, 502);

  const large = await post("/v1/logs", { "content-type": "application/x-protobuf" }, new Uint8Array(5_000_000));

  assert.equal(large.status, 413);
  assert.equal(events.length, 0);
});

test("one request at a time reaches the emulator", async () => {
  result = '{"statusCode":200}';
  mostRunning = 0;

  const responses = await Promise.all(["/1", "/2", "/3"].map((path) => fetch(new URL(path, door.url))));

  assert.deepEqual(
    responses.map(({ status }) => status),
    [200, 200, 200],
  );
  assert.equal(mostRunning, 1);
});
