import assert from "node:assert/strict";
import { test } from "node:test";
import { limitFor, within } from "../src/time-limit.ts";

test("a call has thirty seconds, one more for each 256 kB, and five minutes at most", () => {
  assert.equal(limitFor(0), 30_000);
  assert.equal(limitFor(1), 30_001);
  assert.equal(limitFor(256 << 10), 31_000);
  assert.equal(limitFor(10 << 20), 70_000);
  assert.equal(limitFor(1 << 30), 300_000);
});

const late = (millis: number): Error => new Error(`late by ${millis}`);

test("what comes in time is passed on, failures too", async () => {
  assert.equal(await within(60_000, Promise.resolve(7), late), 7);
  await assert.rejects(within(60_000, Promise.reject(new Error("its own")), late), /its own/);
});

test("what never comes is late, and what comes later is nobody's", async () => {
  await assert.rejects(within(10, new Promise(() => undefined), late), /late by 10/);
  let fail: (error: Error) => void = () => undefined;
  const failing = new Promise((_, reject) => {
    fail = reject;
  });
  await assert.rejects(within(10, failing, late), /late by 10/);
  // An unhandled rejection would fail the test.
  fail(new Error("too late"));
  await new Promise((resolve) => setTimeout(resolve, 10));
});
