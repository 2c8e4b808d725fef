import { limitFor, timeLimits, within } from "../time-limit.ts";

/** As much as an exporter may have under way; a client that goes on beyond it is cut off. */
const MOST = 16 << 20;

/** workerd's default reader hands out 4 KiB at a time. */
const PIECE = 256 << 10;

/**
 * Reads the rest of a body that needs no reading, and throws it away. Were it answered before, the connection would be closed while the client
 * still sends, which resets it and loses the answer: an exporter would see a broken network, and send again what was refused for good. Who
 * sends nothing for a while is not waited for.
 */
export async function drain(body: ReadableStream<Uint8Array>): Promise<void> {
  const reader = body.getReader({ mode: "byob" });
  try {
    let piece = new Uint8Array(PIECE);
    const begun = Date.now();
    for (let left = MOST; left > 0 && Date.now() - begun < limitFor(MOST - left); ) {
      const { done, value } = await within(timeLimits.silenceMillis, reader.read(piece), () => new Error("silent"));
      if (done) {
        return;
      }
      left -= value.length;
      piece = new Uint8Array(value.buffer);
    }
    await reader.cancel("refused");
  } catch {
    // The client has gone, or is silent: nobody waits for anything.
  }
}
