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

const LONG = {
  columns: ["Timestamp", "n", "Body"],
  rows: [
    ["2026-11-21T10:00:00.000000Z", 1n, "a message that is longer than a terminal"],
    ["2026-11-21T10:00:01.000000Z", 22n, "short"],
  ],
};

test("a table that is wider than the terminal has its widest cells cut, and says so", () => {
  assert.equal(
    render(LONG, "table", 50),
    [
      "Timestamp             |  n | Body",
      "----------------------+----+----------------------",
      "2026-11-21T10:00:00.… |  1 | a message that is lo…",
      "2026-11-21T10:00:01.… | 22 | short",
      "(2 rows; cut to the width of the terminal: --wide shows all)",
      "",
    ].join("\n"),
  );
});

test("a table that fits is not cut, to the last character", () => {
  const whole = render(LONG, "table");
  const widest = Math.max(...whole.split("\n").map((line) => [...line].length));
  assert.equal(render(LONG, "table", widest), whole);
  assert.notEqual(render(LONG, "table", widest - 1), whole);
});

test("columns for which a terminal has no room are left out, and counted", () => {
  assert.equal(
    render(LONG, "table", 20),
    [
      "Timestamp       |  n",
      "----------------+---",
      "2026-11-21T10:… |  1",
      "2026-11-21T10:… | 22",
      "(2 rows; 2 of 3 columns; cut to the width of the terminal: --wide shows all)",
      "",
    ].join("\n"),
  );
});

test("no line of a table is longer than the terminal, whatever is in it", () => {
  const columns = Array.from({ length: 25 }, (_, index) => `Column${index}`);
  const rows = [columns.map((_, index) => "ü😀".repeat(index * 3)), columns.map((_, index) => BigInt(index) ** 9n)];
  for (let limit = 12; limit < 400; limit++) {
    const lines = render({ columns, rows }, "table", limit).trimEnd().split("\n").slice(0, -1);
    for (const line of lines) assert.ok([...line].length <= limit, `${limit}: ${line}`);
  }
});

test("JSON and CSV are whole whatever the terminal", () => {
  assert.equal(render(LONG, "json", 10), render(LONG, "json"));
  assert.equal(render(LONG, "csv", 10), render(LONG, "csv"));
});
