import assert from "node:assert/strict";
import { test } from "node:test";
import { functionBodies, functionNames, readSections, withoutCustomSections } from "../build/wasm-sections.ts";

const text = (value: string): number[] => [value.length, ...Buffer.from(value)];
const section = (id: number, ...content: number[]): number[] => [id, content.length, ...content];
const HEADER = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

/** Imports of every kind before two functions: `() -> i32` that return 7 and 8. */
const IMPORTS = section(
  2,
  5,
  ...text("m"),
  ...text("f"),
  0,
  0,
  ...text("m"),
  ...text("t"),
  1,
  0x63,
  0x70,
  1,
  1,
  2,
  ...text("m"),
  ...text("y"),
  2,
  0,
  1,
  ...text("m"),
  ...text("g"),
  3,
  0x7f,
  1,
  ...text("m"),
  ...text("x"),
  4,
  0,
  1,
);
const TYPES = section(1, 2, 0x60, 0, 1, 0x7f, 0x60, 0, 0);
const FUNCTIONS = section(3, 2, 0, 0);
const CODE = section(10, 2, 4, 0, 0x41, 7, 0x0b, 5, 0, 0x41, 8, 0x01, 0x0b);
const NAMES = section(0, ...text("name"), 0, 2, ...text("m"), 1, 15, 2, 1, ...text("a.B::c"), 2, ...text("D::e"));
const NOTE = section(0, ...text("note"), 1, 2, 3);
const MODULE = Uint8Array.from([...HEADER, ...TYPES, ...IMPORTS, ...FUNCTIONS, ...CODE, ...NAMES, ...NOTE]);

test("the hand-made module of this test is one that the engine accepts", () => {
  assert.ok(WebAssembly.validate(MODULE));
});

test("sections come with their names, in order", () => {
  assert.deepEqual(
    readSections(MODULE).map(({ id, name }) => [id, name]),
    [
      [1, ""],
      [2, ""],
      [3, ""],
      [10, ""],
      [0, "name"],
      [0, "note"],
    ],
  );
});

test("function names are found behind subsections of other kinds", () => {
  assert.deepEqual(
    [...functionNames(MODULE)],
    [
      [1, "a.B::c"],
      [2, "D::e"],
    ],
  );
});

test("function bodies are counted after the imported functions, with their place in the file", () => {
  const [first, second] = functionBodies(MODULE);
  assert.deepEqual([first?.index, first?.length, second?.index, second?.length], [1, 4, 2, 5]);
  assert.deepEqual([...MODULE.subarray(first?.offset, (first?.offset ?? 0) + 4)], [0, 0x41, 7, 0x0b]);
});

test("cutting custom sections off leaves all else byte for byte", () => {
  const expected = Uint8Array.from([...HEADER, ...TYPES, ...IMPORTS, ...FUNCTIONS, ...CODE, ...NOTE]);
  assert.deepEqual(new Uint8Array(withoutCustomSections(MODULE, ["name", "absent"])), expected);
});

test("what is no module, or ends too early, is refused", () => {
  assert.throws(() => readSections(Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8])), /not a WebAssembly module/);
  assert.throws(() => readSections(Uint8Array.from([0, 0x61])), /not a WebAssembly module/);
  assert.throws(() => readSections(MODULE.subarray(0, MODULE.length - 1)), /expected/);
});
