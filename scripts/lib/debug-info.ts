import { Cursor, type FunctionBody } from "../../worker-js-shim/build/wasm-sections.ts";

/**
 * Reads TeaVM's debug information (`*.wasm.teadbg`; in TeaVM's source `org.teavm.backend.wasm.debug`): which lines of which methods the code
 * at an offset comes from. A source map knows only the innermost line, and most of what Java calls is inlined.
 */

/** A line of Java, and where its method was called from if it was inlined there. */
export interface JavaFrame {
  readonly method: string;
  /** Without directories; undefined where the code has no line of Java. */
  readonly file: string | undefined;
  readonly line: number;
  readonly caller: JavaFrame | undefined;
}

interface Entry {
  readonly offset: number;
  readonly frame: JavaFrame | undefined;
}

const SIGNATURE = 0x67626474;
const VERSION = 1;

/** Commands of the section of lines. */
const START = 0;
const END = 1;
const LINE = 2;
const FILE = 3;
const ADVANCE = 4;
const SPECIAL = 10;

export class DebugInfo {
  readonly #entries: readonly Entry[];
  readonly #functions: ReadonlyMap<number, FunctionBody>;

  /** @param functions of the module, in the order of their offsets */
  constructor(bytes: Uint8Array, functions: readonly FunctionBody[]) {
    const sections = readContainer(bytes);
    const strings = readAll(section(sections, "teavm_str"), (cursor) => cursor.name());
    const string = (index: number): string => at(strings, index);
    const files = readAll(section(sections, "teavm_file"), (cursor) => {
      cursor.unsigned(); // the directory
      const name = cursor.unsigned();
      const hasExtension = (name & 1) !== 0;
      return hasExtension ? `${string(name >>> 1)}.${string(cursor.unsigned())}` : string(name >>> 1);
    });
    const packages: string[] = [];
    readAll(section(sections, "teavm_pkg"), (cursor) => {
      const parent = cursor.unsigned();
      const name = string(cursor.unsigned());
      packages.push(parent === 0 ? name : `${at(packages, parent - 1)}.${name}`);
    });
    const classes = readAll(section(sections, "teavm_cls"), (cursor) => {
      const owner = cursor.unsigned();
      const name = string(cursor.unsigned());
      return owner === 0 ? name : `${at(packages, owner - 1)}.${name}`;
    });
    const methods = readAll(
      section(sections, "teavm_mtd"),
      (cursor) => `${at(classes, cursor.unsigned())}.${string(cursor.unsigned())}`,
    );
    this.#functions = new Map(functions.map((body) => [body.index, body]));
    this.#entries = readLines(section(sections, "teavm_line"), files, methods, functions);
  }

  /** The line of the code of a function at an offset of the module, innermost first; empty where the compiler made the code itself. */
  at(functionIndex: number, offset: number): JavaFrame[] {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (at(this.#entries, middle).offset <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    const entry = this.#entries[low - 1];
    const body = this.#functions.get(functionIndex);
    if (entry === undefined || body === undefined || entry.offset < body.offset || offset >= end(body)) {
      return [];
    }
    const frames: JavaFrame[] = [];
    for (let frame = entry.frame; frame !== undefined; frame = frame.caller) {
      frames.push(frame);
    }
    return frames;
  }
}

function readContainer(bytes: Uint8Array): Map<string, Uint8Array> {
  const cursor = new Cursor(bytes);
  const signature = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true);
  cursor.take(4);
  if (signature !== SIGNATURE || cursor.unsigned() !== VERSION) {
    throw new Error("not TeaVM's debug information, or from another version");
  }
  const sections = new Map<string, Uint8Array>();
  while (!cursor.done) {
    sections.set(cursor.name(), cursor.take(cursor.unsigned()));
  }
  return sections;
}

function section(sections: ReadonlyMap<string, Uint8Array>, name: string): Cursor {
  const bytes = sections.get(name);
  if (bytes === undefined) {
    throw new Error(`the debug information has no section ${name}, only ${[...sections.keys()].join(", ")}`);
  }
  return new Cursor(bytes);
}

function readAll<T>(cursor: Cursor, read: (cursor: Cursor) => T): T[] {
  const items: T[] = [];
  while (!cursor.done) {
    items.push(read(cursor));
  }
  return items;
}

/**
 * A program for a small machine: commands move the offset, the file and the line, and enter and leave methods. TeaVM 0.16 does not always leave
 * the method of a function that does not return; what begins in another function was not called from there.
 */
function readLines(
  cursor: Cursor,
  files: readonly string[],
  methods: readonly string[],
  functions: readonly FunctionBody[],
): Entry[] {
  const entries: Entry[] = [];
  let offset = 0;
  let frame: JavaFrame | undefined;
  let remaining = 0;
  const hasLeftFunction = (): boolean => {
    const before = remaining;
    while (remaining < functions.length && offset >= end(at(functions, remaining))) {
      remaining++;
    }
    return remaining !== before;
  };
  const move = (file: string | undefined, line: number): void => {
    if (frame !== undefined) {
      frame = { ...frame, file, line };
    }
  };
  while (!cursor.done) {
    const command = cursor.byte();
    switch (command) {
      case START:
        if (hasLeftFunction()) {
          frame = undefined;
        }
        frame = { method: at(methods, cursor.unsigned()), file: undefined, line: 1, caller: frame };
        break;
      case END:
        frame = frame?.caller;
        break;
      case LINE:
        move(frame?.file, (frame?.line ?? 1) + cursor.signed());
        break;
      case FILE: {
        const index = cursor.unsigned();
        move(index === 0 ? undefined : at(files, index - 1), 1);
        break;
      }
      case ADVANCE:
        offset += cursor.unsigned();
        break;
      default: {
        if (command < SPECIAL) {
          throw new Error(`unknown command ${command} in the debug information's lines`);
        }
        const special = command - SPECIAL;
        offset += special % 32;
        move(frame?.file, (frame?.line ?? 1) + Math.floor(special / 32) - 3);
      }
    }
    const last = entries.at(-1);
    if (last?.offset === offset) {
      entries[entries.length - 1] = { offset, frame };
    } else {
      entries.push({ offset, frame });
    }
  }
  return entries;
}

function end(body: FunctionBody): number {
  return body.offset + body.length;
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) {
    throw new Error(`the debug information refers to item ${index} of ${items.length}`);
  }
  return item;
}
