/** Reads the outer structure of a WebAssembly module (core specification, section 5.5 "Modules") without compiling it. */

/** One section: `bytes` is the whole of it with its header, `content` starts `contentOffset` bytes into the file. */
export interface Section {
  readonly id: number;
  /** Of a custom section; empty otherwise. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly content: Uint8Array;
  readonly contentOffset: number;
}

const CUSTOM = 0;
const IMPORT = 2;
const CODE = 10;
const HEADER_LENGTH = 8;

/** `\0asm`. */
const MAGIC = 0x0061736d;

/** A cursor over the binary format's integers and names. */
export class Cursor {
  at = 0;
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get done(): boolean {
    return this.at >= this.bytes.length;
  }

  byte(): number {
    const value = this.bytes[this.at++];
    if (value === undefined) {
      throw new Error(`the module is truncated at byte ${this.bytes.length}`);
    }
    return value;
  }

  /** An unsigned LEB128 integer of up to 32 bits. */
  unsigned(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value |= (byte & 0x7f) << shift;
      if ((byte & 0x80) === 0) {
        return value >>> 0;
      }
    }
  }

  /** A signed LEB128 integer of up to 32 bits. */
  signed(): number {
    let value = 0;
    for (let shift = 0; ; ) {
      const byte = this.byte();
      value |= (byte & 0x7f) << shift;
      shift += 7;
      if ((byte & 0x80) === 0) {
        const isNegative = (byte & 0x40) !== 0;
        return isNegative && shift < 32 ? value | (-1 << shift) : value;
      }
    }
  }

  take(length: number): Uint8Array {
    if (this.at + length > this.bytes.length) {
      throw new Error(`expected ${length} bytes at ${this.at}, found ${this.bytes.length - this.at}`);
    }
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  name(): string {
    return new TextDecoder().decode(this.take(this.unsigned()));
  }
}

export function readSections(module: Uint8Array): Section[] {
  const cursor = new Cursor(module);
  if (module.length < HEADER_LENGTH || new DataView(module.buffer, module.byteOffset).getUint32(0) !== MAGIC) {
    throw new Error("not a WebAssembly module");
  }
  cursor.take(HEADER_LENGTH);
  const sections: Section[] = [];
  while (!cursor.done) {
    const start = cursor.at;
    const id = cursor.byte();
    const length = cursor.unsigned();
    const contentOffset = cursor.at;
    const content = cursor.take(length);
    const name = id === CUSTOM ? new Cursor(content).name() : "";
    sections.push({ id, name, bytes: module.subarray(start, cursor.at), content, contentOffset });
  }
  return sections;
}

/** The module without the custom sections of the given names. */
export function withoutCustomSections(module: Uint8Array, names: readonly string[]): Uint8Array {
  const kept = readSections(module).filter((section) => section.id !== CUSTOM || !names.includes(section.name));
  return Buffer.concat([module.subarray(0, HEADER_LENGTH), ...kept.map((section) => section.bytes)]);
}

/** Function names by function index, out of the name section (appendix "Name Section"). */
export function functionNames(module: Uint8Array): Map<number, string> {
  const names = new Map<number, string>();
  const section = readSections(module).find((candidate) => candidate.name === "name");
  if (section === undefined) {
    return names;
  }
  const cursor = new Cursor(section.content);
  cursor.name();
  while (!cursor.done) {
    const kind = cursor.byte();
    const subsection = new Cursor(cursor.take(cursor.unsigned()));
    if (kind !== 1) {
      continue;
    }
    for (let left = subsection.unsigned(); left > 0; left--) {
      names.set(subsection.unsigned(), subsection.name());
    }
  }
  return names;
}

/** One function's code: where its body starts in the file, and how long it is. */
export interface FunctionBody {
  readonly index: number;
  readonly offset: number;
  readonly length: number;
}

export function functionBodies(module: Uint8Array): FunctionBody[] {
  const sections = readSections(module);
  const code = sections.find((section) => section.id === CODE);
  if (code === undefined) {
    return [];
  }
  const cursor = new Cursor(code.content);
  const bodies: FunctionBody[] = [];
  const count = cursor.unsigned();
  const imported = importedFunctions(sections);
  for (let i = 0; i < count; i++) {
    const length = cursor.unsigned();
    bodies.push({ index: imported + i, offset: code.contentOffset + cursor.at, length });
    cursor.take(length);
  }
  return bodies;
}

/** Imported functions come first in the function index space. Imports of other kinds are skipped over. */
function importedFunctions(sections: readonly Section[]): number {
  const section = sections.find((candidate) => candidate.id === IMPORT);
  if (section === undefined) {
    return 0;
  }
  const cursor = new Cursor(section.content);
  let functions = 0;
  for (let left = cursor.unsigned(); left > 0; left--) {
    cursor.name();
    cursor.name();
    const kind = cursor.byte();
    switch (kind) {
      case 0: // function: a type index
        cursor.unsigned();
        functions++;
        break;
      case 1: // table
        skipValueType(cursor);
        skipLimits(cursor);
        break;
      case 2: // memory
        skipLimits(cursor);
        break;
      case 3: // global: type and mutability
        skipValueType(cursor);
        cursor.byte();
        break;
      case 4: // tag: attribute and type index
        cursor.byte();
        cursor.unsigned();
        break;
      default:
        throw new Error(`an import has the unknown kind ${kind}`);
    }
  }
  return functions;
}

function skipValueType(cursor: Cursor): void {
  const type = cursor.byte();
  const isReferenceWithHeapType = type === 0x63 || type === 0x64;
  if (isReferenceWithHeapType) {
    cursor.unsigned();
  }
}

function skipLimits(cursor: Cursor): void {
  const hasMaximum = (cursor.byte() & 1) !== 0;
  cursor.unsigned();
  if (hasMaximum) {
    cursor.unsigned();
  }
}
