import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeValues, encodeRows } from "../src/codec/sql-values.ts";

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

test("values are a tag and their bytes, one after the other", () => {
  const encoded = bytes(
    ...[2, 2, 0, 0, 0, 0xc3, 0xbc],
    ...[0],
    ...[1, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
    ...[1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x1f, 0],
    ...[3, 3, 0, 0, 0, 0, 1, 0xff],
    ...[2, 0, 0, 0, 0],
  );
  assert.deepEqual(decodeValues(encoded), ["ü", null, -2, Number.MAX_SAFE_INTEGER, bytes(0, 1, 0xff), ""]);
});

test("values are found wherever the array begins in its buffer", () => {
  const buffer = bytes(9, 9, 9, 1, 7, 0, 0, 0, 0, 0, 0, 0, 9);
  assert.deepEqual(decodeValues(buffer.subarray(3, 12)), [7]);
});

test("a tag that means nothing is refused", () => {
  assert.throws(() => decodeValues(bytes(4)), /tag 4/);
});

test("rows are the number of columns and the values", () => {
  const rows = [
    ["ü", null],
    [-2, Uint8Array.of(0, 1, 0xff).buffer],
  ];
  const encoded = encodeRows(2, rows);
  assert.deepEqual(encoded.subarray(0, 4), bytes(2, 0, 0, 0));
  assert.deepEqual(decodeValues(encoded.subarray(4)), ["ü", null, -2, bytes(0, 1, 0xff)]);
});

test("a statement without rows gives only the number of columns", () => {
  assert.deepEqual(encodeRows(0, []), bytes(0, 0, 0, 0));
});

test("the largest exact integers pass; what the platform has rounded, or is no integer, does not", () => {
  for (const value of [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 0]) {
    assert.deepEqual(decodeValues(encodeRows(1, [[value]]).subarray(4)), [value]);
  }
  for (const value of [Number.MAX_SAFE_INTEGER + 1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    assert.throws(() => encodeRows(1, [[value]]), /not an integer of at most 53 bits/);
  }
});
