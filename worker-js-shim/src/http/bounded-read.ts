import { FailureKind, HostFailure } from "../host-failure.ts";

const FIRST_ROOM = 1 << 16;

/**
 * Reads a stream to its end, holding at most `maxBytes` of it. When it is too long, the rest stays unread.
 *
 * @throws HostFailure BODY_TOO_LARGE as soon as there is more, BODY_INCOMPLETE if the connection ends too early
 */
export async function readStream(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array> {
  let bytes: Uint8Array = new Uint8Array(Math.min(FIRST_ROOM, maxBytes));
  let length = 0;
  for (;;) {
    const { done, value } = await nextChunk(reader);
    if (done) {
      return bytes.subarray(0, length);
    }
    if (value.length > maxBytes - length) {
      reader.releaseLock();
      throw tooLarge();
    }
    if (length + value.length > bytes.length) {
      bytes = grown(bytes, length, Math.min(maxBytes, Math.max(2 * bytes.length, length + value.length)));
    }
    bytes.set(value, length);
    length += value.length;
  }
}

async function nextChunk(
  reader: ReadableStreamDefaultReader<Uint8Array>,
): Promise<ReadableStreamReadResult<Uint8Array>> {
  try {
    return await reader.read();
  } catch (error) {
    throw incomplete(error);
  }
}

function grown(bytes: Uint8Array, length: number, room: number): Uint8Array {
  const larger = new Uint8Array(room);
  larger.set(bytes.subarray(0, length));
  return larger;
}

function tooLarge(): HostFailure {
  return new HostFailure(FailureKind.BODY_TOO_LARGE, "");
}

function incomplete(error: unknown): HostFailure {
  return new HostFailure(FailureKind.BODY_INCOMPLETE, String(error));
}
