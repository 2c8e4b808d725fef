/**
 * How values of SQLite cross the boundary, one after the other: a tag, then nothing for null, eight bytes for an integer, and for a text (UTF-8)
 * and a blob the length in four bytes and the bytes. Numbers are little-endian. `SqlValues.java` is the other side.
 */

export type SqlValue = null | number | string | Uint8Array;

const NULL = 0;
const INTEGER = 1;
const TEXT = 2;
const BLOB = 3;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The values in `bytes`. */
export function decodeValues(bytes: Uint8Array): SqlValue[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values: SqlValue[] = [];
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes[at++];
    if (tag === NULL) {
      values.push(null);
    } else if (tag === INTEGER) {
      values.push(Number(view.getBigInt64(at, true)));
      at += 8;
    } else if (tag === TEXT || tag === BLOB) {
      const start = at + 4;
      at = start + view.getUint32(at, true);
      const content = bytes.subarray(start, at);
      values.push(tag === TEXT ? decoder.decode(content) : content);
    } else {
      throw new Error(`no SQL value has the tag ${tag}`);
    }
  }
  return values;
}

/**
 * The number of columns in four bytes, then the values row by row.
 *
 * @throws Error for a number that is no exact integer: the platform has rounded it, or it is a REAL
 */
export function encodeRows(columns: number, rows: Iterable<readonly SqlStorageValue[]>): Uint8Array {
  const encoded: EncodedValue[] = [];
  let size = 4;
  for (const row of rows) {
    for (const value of row) {
      const each = encodedValue(value);
      encoded.push(each);
      size += sizeOf(each);
    }
  }
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, columns, true);
  let at = 4;
  for (const each of encoded) {
    at = write(each, bytes, view, at);
  }
  return bytes;
}

type EncodedValue = null | bigint | { readonly tag: number; readonly content: Uint8Array };

function encodedValue(value: SqlStorageValue): EncodedValue {
  if (value === null) {
    return null;
  }
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) {
      throw new Error(`the number ${value} in a row is not an integer of at most 53 bits`);
    }
    return BigInt(value);
  }
  return typeof value === "string"
    ? { tag: TEXT, content: encoder.encode(value) }
    : { tag: BLOB, content: new Uint8Array(value) };
}

function sizeOf(value: EncodedValue): number {
  if (value === null) {
    return 1;
  }
  return typeof value === "bigint" ? 9 : 5 + value.content.length;
}

/** Returns where the next value goes. */
function write(value: EncodedValue, bytes: Uint8Array, view: DataView, at: number): number {
  if (value === null) {
    bytes[at] = NULL;
  } else if (typeof value === "bigint") {
    bytes[at] = INTEGER;
    view.setBigInt64(at + 1, value, true);
  } else {
    bytes[at] = value.tag;
    view.setUint32(at + 1, value.content.length, true);
    bytes.set(value.content, at + 5);
  }
  return at + sizeOf(value);
}
