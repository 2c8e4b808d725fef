const MAGIC_1 = 0x1f;
const MAGIC_2 = 0x8b;
const DEFLATED = 8;

/**
 * How many members a gzip body can have at most: each begins with the same three bytes (RFC 1952, section 2.3), which occur by chance once in
 * 16 MB of compressed data. Where the members really begin only inflating tells, and the host inflates all of them without telling.
 *
 * @param enough to stop counting when there are more
 */
export function gzipMembersAtMost(bytes: Uint8Array, enough: number): number {
  let count = 0;
  for (let at = bytes.indexOf(MAGIC_1); at >= 0 && count <= enough; at = bytes.indexOf(MAGIC_1, at + 1)) {
    if (bytes[at + 1] === MAGIC_2 && bytes[at + 2] === DEFLATED) {
      count++;
    }
  }
  return count;
}
