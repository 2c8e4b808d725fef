/**
 * Finds the frames of a zstd body (RFC 8878, section 3.1): it may have several, one after the other, and the host's decompressor stops in
 * silence after the first.
 */

const MAGIC = 0xfd2fb528;
const SKIPPABLE_MAGIC = 0x184d2a50;
const SKIPPABLE_MASK = 0xfffffff0;
const MAGIC_SIZE = 4;
const BLOCK_HEADER_SIZE = 3;
const RLE_BLOCK = 1;
const CHECKSUM_SIZE = 4;
const DICTIONARY_ID_SIZES = [0, 1, 2, 4];
const CONTENT_SIZE_SIZES = [0, 2, 4, 8];

/**
 * The compressed frames, without skippable ones.
 *
 * @param maxFrames of both kinds: each costs the host a decompressor, however small it is
 * @throws Error if a frame is cut off, something else stands where a frame should begin, or there are more frames
 */
export function zstdFrames(bytes: Uint8Array, maxFrames: number): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const frames: Uint8Array[] = [];
  let at = 0;
  for (let count = 1; at < bytes.length; count++) {
    if (count > maxFrames) {
      throw new Error(`the body has more than ${maxFrames} frames`);
    }
    const start = at;
    const magic = uint32(view, at);
    if ((magic & SKIPPABLE_MASK) >>> 0 === SKIPPABLE_MAGIC) {
      at += MAGIC_SIZE + 4 + uint32(view, at + MAGIC_SIZE);
    } else if (magic === MAGIC) {
      at = frameEnd(view, start);
    } else {
      throw new Error(`no zstd frame begins at byte ${start}`);
    }
    if (at > bytes.length) {
      throw new Error(`the zstd frame at byte ${start} is cut off`);
    }
    if (magic === MAGIC) {
      frames.push(bytes.subarray(start, at));
    }
  }
  return frames;
}

/** Section 3.1.1: the header, then blocks up to the one marked as the last, then perhaps a checksum. */
function frameEnd(view: DataView, start: number): number {
  const descriptor = uint8(view, start + MAGIC_SIZE);
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const contentSizeFlag = descriptor >>> 6;
  const windowSize = isSingleSegment ? 0 : 1;
  const contentSize = contentSizeFlag === 0 && isSingleSegment ? 1 : (CONTENT_SIZE_SIZES[contentSizeFlag] ?? 0);
  let at = start + MAGIC_SIZE + 1 + windowSize + (DICTIONARY_ID_SIZES[descriptor & 3] ?? 0) + contentSize;
  for (let last = false; !last; ) {
    const header = uint8(view, at) | (uint8(view, at + 1) << 8) | (uint8(view, at + 2) << 16);
    last = (header & 1) !== 0;
    const isRle = ((header >>> 1) & 3) === RLE_BLOCK;
    at += BLOCK_HEADER_SIZE + (isRle ? 1 : header >>> 3);
  }
  const hasChecksum = (descriptor & 4) !== 0;
  return at + (hasChecksum ? CHECKSUM_SIZE : 0);
}

function uint8(view: DataView, at: number): number {
  if (at >= view.byteLength) {
    throw new Error(`zstd data is cut off at byte ${view.byteLength}`);
  }
  return view.getUint8(at);
}

function uint32(view: DataView, at: number): number {
  if (at + 4 > view.byteLength) {
    throw new Error(`zstd data is cut off at byte ${view.byteLength}`);
  }
  return view.getUint32(at, true);
}
