/** As in `Fields.java`: each string as its length in UTF-8 bytes (four bytes, little-endian) and those bytes. */

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const LENGTH_SIZE = 4;

export function encodeFields(fields: readonly string[]): Uint8Array {
  const parts = fields.map((field) => encoder.encode(field));
  const total = parts.reduce((sum, part) => sum + LENGTH_SIZE + part.length, 0);
  const bytes = new Uint8Array(total);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const part of parts) {
    view.setUint32(at, part.length, true);
    bytes.set(part, at + LENGTH_SIZE);
    at += LENGTH_SIZE + part.length;
  }
  return bytes;
}

export function decodeFields(bytes: Uint8Array): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fields: string[] = [];
  let at = 0;
  while (at < bytes.length) {
    const start = at + LENGTH_SIZE;
    at = start + view.getUint32(at, true);
    fields.push(decoder.decode(bytes.subarray(start, at)));
  }
  return fields;
}
