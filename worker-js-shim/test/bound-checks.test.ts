import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { joinBoundChecks } from "../build/bound-checks.ts";

const text = (value: string): number[] => [value.length, ...Buffer.from(value)];
const section = (id: number, ...content: number[]): number[] => [id, content.length, ...content];
const body = (...code: number[]): number[] => [code.length, ...code];

const INDEX = 0;
const SIZE = 1;
const ARRAY = 2;

/** As TeaVM checks `array[index]`; function 0 makes the exception, tag 0 is that of Java's. */
const CHECK = [
  ...[0x02, 0x40, 0x02, 0x40], // block block
  ...[0x20, INDEX, 0x41, 0x00, 0x48, 0x0d, 0x00], // index < 0: br 0
  ...[0x20, INDEX, 0x20, ARRAY, 0xfb, 0x0f, 0x48, 0x0d, 0x01], // index < array.len: br 1
  ...[0x0b, 0x10, 0x00, 0x08, 0x00, 0x0b], // end, call 0, throw 0, end
];

/** `check(index, size)`: 1 if an array of `size` bytes has such an index; else it throws. */
function moduleWith(thrower: string): Uint8Array {
  return new Uint8Array([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    // Types: an array of i8, () -> (), (i32, i32) -> i32.
    ...section(1, 3, ...[0x5e, 0x78, 0x01], ...[0x60, 0, 0], ...[0x60, 2, 0x7f, 0x7f, 1, 0x7f]),
    ...section(3, 2, 1, 2),
    ...section(13, 1, 0, 1),
    ...section(7, 1, ...text("check"), 0, 1),
    ...section(
      10,
      2,
      ...body(0, 0x0b),
      ...body(...[1, 1, 0x63, 0], ...[0x20, SIZE, 0xfb, 0x07, 0, 0x21, ARRAY], ...CHECK, ...[0x41, 1], 0x0b),
    ),
    ...section(0, ...text("name"), 1, 2 + thrower.length + 1, 1, 0, ...text(thrower)),
  ]);
}

const JAVA_THROWER = "org.teavm.backend.wasm.runtime.WasmGCSupport::aiiobe";

/** Node compiles; the types are those of workerd, which does not. */
const Module = WebAssembly.Module as unknown as new (bytes: Uint8Array) => WebAssembly.Module;

function accepts(module: Uint8Array): (index: number, size: number) => boolean {
  const { exports } = new WebAssembly.Instance(new Module(module));
  const check = exports["check"] as (index: number, size: number) => number;
  return (index, size) => {
    try {
      return check(index, size) === 1;
    } catch (error) {
      assert.ok(error instanceof WebAssembly.Exception, String(error));
      return false;
    }
  };
}

describe("checks of array indexes", () => {
  const original = moduleWith(JAVA_THROWER);
  const joined = joinBoundChecks(original, 1);

  test("say the same, with Java's exception and not a trap", () => {
    const before = accepts(original);
    const after = accepts(joined);
    for (const size of [0, 1, 2, 100_000]) {
      for (const index of [-(2 ** 31), -(2 ** 31) + 1, -2, -1, 0, 1, size - 1, size, size + 1, 2 ** 31 - 1]) {
        const expected = index >= 0 && index < size;
        assert.equal(before(index, size), expected, `index ${index} of ${size}`);
        assert.equal(after(index, size), expected, `joined: index ${index} of ${size}`);
      }
    }
  });

  test("lose the signed comparisons, and nothing moves", () => {
    const at = Buffer.from(original).indexOf(Buffer.from(CHECK));
    const expected = new Uint8Array(original);
    expected.fill(0x01, at + 4, at + 11);
    expected[at + 17] = 0x49;
    assert.deepEqual(joined, expected);
  });

  test("are only those that throw Java's exception", () => {
    const other = moduleWith("some::function");
    assert.deepEqual(joinBoundChecks(other, 0), other);
  });

  test("of a form that is not known fail the build", () => {
    assert.throws(() => joinBoundChecks(original, 2), /only 1 array index checks/);
  });
});
