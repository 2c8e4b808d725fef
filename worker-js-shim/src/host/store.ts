import { FailureKind, HostFailure } from "../host-failure.ts";
import type { HostRequest } from "../java/host-request.ts";
import { limitFor, within } from "../time-limit.ts";

const CREATED = 1;
const EXISTED = 0;
const ABSENT = -1;

/** Manifests and their lists are far smaller; an isolate has 128 MB for everything. */
const MAX_READ = 64 << 20;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  parquet: "application/vnd.apache.parquet",
  avro: "application/avro",
};

const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 50;

/**
 * R2's errors that another attempt cannot fix ("R2 error codes": the client's own faults). Everything else, including unknown errors, is tried
 * again: a put leaves an existing object alone, and reading changes nothing.
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
  return request.end<number>(number);
}

/** Reads the object under the key in the window, whole, into the inbox; -1 if there is none. */
export async function get(request: HostRequest, keyLength: number): Promise<number> {
  const key = request.instance.window.text(keyLength);
  const bucket = bucketOf(request);
  const bytes = await persistently(limitFor(MAX_READ), async () => {
    const object = await within(limitFor(0), bucket.get(key), noAnswer);
    if (object === null) {
      return undefined;
    }
    if (object.size > MAX_READ) {
      await object.body.cancel();
      throw new HostFailure(
        FailureKind.STORE_PERMANENT,
        `the object has ${object.size} bytes, more than the Worker reads (${MAX_READ})`,
      );
    }
    return new Uint8Array(await within(limitFor(object.size), object.arrayBuffer(), noAnswer));
  });
  return bytes === undefined ? ABSENT : request.deliver(bytes);
}

/** 1 if there is an object under the key in the window, else 0. */
export async function exists(request: HostRequest, keyLength: number): Promise<number> {
  const key = request.instance.window.text(keyLength);
  const bucket = bucketOf(request);
  return (await persistently(limitFor(0), () => within(limitFor(0), bucket.head(key), noAnswer))) === null ? 0 : 1;
}

/**
 * A put that was given up may still be stored later, even after another put of the same key. That changes nothing: an object that exists is
 * left alone, and a key stands for one content, or in plain mode with batching for the rows of one range.
 */
async function put(request: HostRequest, key: string, data: Uint8Array): Promise<number> {
  const bucket = bucketOf(request);
  const contentType = contentTypeOf(key);
  return persistently(limitFor(data.length), async () => {
    // Create or leave alone. Null means that an object exists: by its key it has the same rows, though perhaps other bytes.
    const object = await bucket.put(key, data, { onlyIf: { etagDoesNotMatch: "*" }, httpMetadata: { contentType } });
    return object === null ? EXISTED : CREATED;
  });
}

function bucketOf(request: HostRequest): R2Bucket {
  const bucket = request.env.BUCKET;
  if (bucket === undefined) {
    throw new HostFailure(
      FailureKind.STORE_PERMANENT,
      "no R2 bucket is bound as BUCKET: add it under [[r2_buckets]] in wrangler.toml",
    );
  }
  return bucket;
}

function contentTypeOf(key: string): string {
  const suffix = key.slice(key.lastIndexOf(".") + 1);
  return CONTENT_TYPES[suffix] ?? "application/octet-stream";
}

/** Tries again what may pass, but not after the limit, and not what did not answer: that would only wait twice. */
async function persistently<T>(limitMillis: number, work: () => Promise<T>): Promise<T> {
  const begun = Date.now();
  for (let attempt = 1; ; attempt++) {
    try {
      return await within(limitMillis - (Date.now() - begun), work(), noAnswer);
    } catch (error) {
      if (error instanceof HostFailure) {
        throw error;
      }
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

function noAnswer(millis: number): HostFailure {
  return new HostFailure(FailureKind.STORE_RETRYABLE, `no answer within ${Math.round(millis / 1000)} s`);
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
