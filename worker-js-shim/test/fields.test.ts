import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeFields, encodeFields } from "../src/codec/fields.ts";

test("a field is its length in UTF-8 bytes, little-endian, and those bytes", () => {
  assert.deepEqual([...encodeFields(["é", ""])], [2, 0, 0, 0, 0xc3, 0xa9, 0, 0, 0, 0]);
});

test("fields of any text and length come back", () => {
  const fields = ["", "name", "naïve\u0000\n𝄞", "x".repeat(70_000)];
  assert.deepEqual(decodeFields(encodeFields(fields)), fields);
});
