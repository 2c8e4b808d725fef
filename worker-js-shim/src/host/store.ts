import { FailureKind, HostFailure } from "../host-failure.ts";
import type { HostRequest } from "../host-request.ts";

const CREATED = 1;
const EXISTED = 0;

const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 50;

/**
 * R2's errors that another attempt cannot mend ("R2 error codes": the client's own faults). Everything else, unknown ones too, is tried
 * again: storing the same bytes under the same key twice is storing them once.
 */
const PERMANENT_CODES: ReadonlySet<number> = new Set([
  10002, // Unauthorized
  10003, // AccessDenied
  10004, // EntityTooLarge
  10005, // InvalidBucketName
  10006, // NoSuchBucket
  10020, // InvalidObjectName
  100100, // EntityTooLarge
]);

/** Begins to store the outbox under the key in the window, unless there is an object of that name. */
export function beginPut(request: HostRequest, keyLength: number): number {
  const key = request.instance.window.text(keyLength);
  return request.begin(put(request, key, request.takeOutbox()));
}

/** Waits for a put that was begun. */
export function awaitPut(request: HostRequest, number: number): Promise<number> {
  return request.end(number);
}

async function put(request: HostRequest, key: string, data: Uint8Array): Promise<number> {
  const bucket = request.env.BUCKET;
  if (bucket === undefined) {
    throw new HostFailure(
      FailureKind.STORE_PERMANENT,
      "no R2 bucket is bound as BUCKET: add it under [[r2_buckets]] in wrangler.toml",
    );
  }
  for (let attempt = 1; ; attempt++) {
    try {
      const object = await bucket.put(key, data, {
        // Create or leave alone: null says that there is one, which by its name has the same content.
        onlyIf: { etagDoesNotMatch: "*" },
        httpMetadata: { contentType: "application/vnd.apache.parquet" },
      });
      return object === null ? EXISTED : CREATED;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (PERMANENT_CODES.has(errorCode(message))) {
        throw new HostFailure(FailureKind.STORE_PERMANENT, message);
      }
      if (attempt === ATTEMPTS) {
        throw new HostFailure(FailureKind.STORE_RETRYABLE, `${message} (${ATTEMPTS} attempts)`);
      }
      await scheduler.wait(pause(attempt));
    }
  }
}

/** The binding puts the code at the end of the message: `put: ... (10001)`. */
function errorCode(message: string): number {
  return Number(/\((\d+)\)\s*$/.exec(message)?.[1] ?? 0);
}

/** Doubles with each attempt; between half of that and all of it, so that requests which failed together do not come back together. */
function pause(attempt: number): number {
  const longest = FIRST_PAUSE_MS * 2 ** (attempt - 1);
  return longest / 2 + (Math.random() * longest) / 2;
}
