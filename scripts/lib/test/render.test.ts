import assert from "node:assert/strict";
import { test } from "node:test";
import { render } from "../render.ts";

const RESULT = {
  columns: ["name", "n", "value"],
  rows: [
    ["a", 1n, 0.5],
    ['größe, "x"', null, Number.NaN],
    ["two\nlines", 9223372036854775807n, 1e21],
  ],
};

test("a table aligns text left and numbers right, and keeps a row on its line", () => {
  assert.equal(
    render(RESULT, "table"),
    [
      "name       |                   n | value",
      "-----------+---------------------+------",
      "a          |                   1 |   0.5",
      'größe, "x" |                NULL |   NaN',
      "two\\nlines | 9223372036854775807 | 1e+21",
      "(3 rows)",
      "",
    ].join("\n"),
  );
});

test("JSON keeps every digit, and spells what JSON has no number for as OTLP does", () => {
  assert.equal(
    render(RESULT, "json"),
    [
      "[",
      '{"name":"a","n":1,"value":0.5},',
      '{"name":"größe, \\"x\\"","n":null,"value":"NaN"},',
      '{"name":"two\\nlines","n":9223372036854775807,"value":1e+21}',
      "]",
      "",
    ].join("\n"),
  );
  assert.equal(render({ columns: ["a"], rows: [] }, "json"), "[]\n");
});

test("CSV quotes what RFC 4180 says, and tells an absent value from an empty string", () => {
  const nested = {
    columns: ["a", "b"],
    rows: [
      ["", null],
      [{ k: ["v", 1n] }, "x\r\ny"],
    ],
  };
  assert.equal(render(nested, "csv"), 'a,b\r\n"",\r\n"{""k"":[""v"",1]}","x\r\ny"\r\n');
});
