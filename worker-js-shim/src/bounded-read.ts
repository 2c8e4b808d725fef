import { FailureKind, HostFailure } from "./host-failure.ts";

const FIRST_ROOM = 1 << 16;

/**
 * Reads a body to its end, holding at most `maxBytes` of it.
 *
 * @throws HostFailure BODY_TOO_LARGE as soon as there is more, BODY_INCOMPLETE if the connection ends too early
 */
export async function readBounded(request: Request, maxBytes: number): Promise<Uint8Array> {
  if (request.body === null) {
    return new Uint8Array(0);
  }
  const reader = request.body.getReader();
  let bytes: Uint8Array = new Uint8Array(expectedLength(request, maxBytes));
  let length = 0;
  for (;;) {
    const { done, value } = await nextChunk(reader);
    if (done) {
      return length === bytes.length ? bytes : bytes.subarray(0, length);
    }
    if (value.length > maxBytes - length) {
      // Not awaited: the client may never stop sending.
      reader.cancel("too large").catch(() => undefined);
      throw new HostFailure(FailureKind.BODY_TOO_LARGE, "");
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
    throw new HostFailure(FailureKind.BODY_INCOMPLETE, String(error));
  }
}

/** What the client announces, if it is within the limit: then the body is not copied while it grows. */
function expectedLength(request: Request, maxBytes: number): number {
  const announced = Number(request.headers.get("content-length") ?? Number.NaN);
  return Number.isInteger(announced) && announced >= 0 && announced <= maxBytes
    ? announced
    : Math.min(FIRST_ROOM, maxBytes);
}

function grown(bytes: Uint8Array, length: number, room: number): Uint8Array {
  const larger = new Uint8Array(room);
  larger.set(bytes.subarray(0, length));
  return larger;
}
