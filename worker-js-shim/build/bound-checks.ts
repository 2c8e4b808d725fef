/**
 * Makes TeaVM's checks of array indexes cheaper. For each access TeaVM writes
 *
 *     block
 *       block
 *         index < 0        br_if 0
 *         index < length   br_if 1
 *       end
 *       throw ArrayIndexOutOfBoundsException
 *     end
 *
 * with signed comparisons, and then the engine compares a third time, unsigned. As a length is never negative, one unsigned comparison says the
 * same as both signed ones; and being the engine's own comparison, it lets the engine drop its. That was 12 to 19 % of the CPU time of a request
 * (docs/benchmarks/notes.md). No byte moves: what is not needed any more becomes `nop`, so offsets in stacks and debug information stay true.
 */
import { functionBodies, functionNames } from "./wasm-sections.ts";

const LEB = "[\\x80-\\xff]{0,4}[\\x00-\\x7f]";

/** The code above, from the first `block` to the last `end`; the length is that of an array in a local variable or in a field of one. */
const CHECK = new RegExp(
  "\\x02\\x40\\x02\\x40" + // block block
    `(?<negative>\\x20(?<index>${LEB})\\x41\\x00\\x48\\x0d\\x00)` + // local.get, i32.const 0, i32.lt_s, br_if 0
    `\\x20\\k<index>(?<length>\\x20${LEB}(?:\\xfb\\x02${LEB}${LEB})?\\xfb\\x0f)` + // local.get, local.get, (struct.get,) array.len
    `\\x48\\x0d\\x01\\x0b\\x10(?<thrower>${LEB})\\x08\\x00\\x0b`, // i32.lt_s, br_if 1, end, call, throw, end
  "gs",
);

const NOP = 0x01;
const LESS_SIGNED = 0x48;
const LESS_UNSIGNED = 0x49;

/** What makes the exception: by name, because its number changes with every build. */
const THROWER = /::aiiobe$/;

/** How many of the checks must have this form, or else the compiler has changed, and the gain would silently be gone. */
const LEAST = 100;

/** The module with one comparison for each check. It must have names. */
export function joinBoundChecks(module: Uint8Array, least: number = LEAST): Uint8Array {
  const names = functionNames(module);
  const joined = new Uint8Array(module);
  let checks = 0;
  for (const { offset, length } of functionBodies(module)) {
    const code = Buffer.from(module.buffer, module.byteOffset + offset, length).toString("latin1");
    for (const match of code.matchAll(CHECK)) {
      const { negative = "", index = "", length: lengthCode = "", thrower = "" } = match.groups ?? {};
      const name = names.get(unsigned(thrower)) ?? "";
      if (!THROWER.test(name)) {
        continue;
      }
      const first = offset + match.index + 4;
      const comparison = first + negative.length + 1 + index.length + lengthCode.length;
      if (joined[comparison] !== LESS_SIGNED) {
        throw new Error(`no i32.lt_s at byte ${comparison}`);
      }
      joined.fill(NOP, first, first + negative.length);
      joined[comparison] = LESS_UNSIGNED;
      checks++;
    }
  }
  if (checks < least) {
    throw new Error(`only ${checks} array index checks have the known form: has TeaVM changed it?`);
  }
  return joined;
}

function unsigned(leb: string): number {
  let value = 0;
  for (let i = leb.length - 1; i >= 0; i--) {
    value = value * 128 + (leb.charCodeAt(i) & 0x7f);
  }
  return value;
}
