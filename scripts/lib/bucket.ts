/** The objects of one bucket, wherever it is: behind a running dev server, on disk, or in a test harness. */

import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { AwsClient } from "aws4fetch";
import { XMLParser } from "fast-xml-parser";

export interface StoredObject {
  readonly key: string;
  readonly size: number;
  readonly modified: Date;
}

export interface Bucket {
  list(): Promise<StoredObject[]>;
  get(key: string): Promise<Uint8Array>;
}

/** The part of an R2 binding that reading needs; satisfied by every R2Bucket proxy that wrangler hands to Node. */
export interface R2Reader {
  list(options: { cursor?: string }): Promise<{
    objects: { key: string; size: number; uploaded: Date }[];
    truncated: boolean;
    cursor?: string;
  }>;
  get(key: string): Promise<{ arrayBuffer(): Promise<ArrayBuffer> } | null>;
}

/** The bucket of an R2 binding. */
export function r2Bucket(binding: R2Reader): Bucket {
  return {
    async list() {
      const objects: StoredObject[] = [];
      let cursor: string | undefined;
      do {
        const page = await binding.list(cursor === undefined ? {} : { cursor });
        objects.push(
          ...page.objects.map((object) => ({
            key: object.key,
            size: object.size,
            modified: new Date(object.uploaded),
          })),
        );
        cursor = page.truncated ? page.cursor : undefined;
      } while (cursor !== undefined);
      return objects;
    },
    async get(key) {
      const object = await binding.get(key);
      if (object === null) throw new Error(`object ${key} was deleted from the bucket while it was read`);
      return new Uint8Array(await object.arrayBuffer());
    },
  };
}

export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

interface ListPage {
  ListBucketResult: {
    Contents?: { Key: string; Size: string; LastModified: string }[];
    IsTruncated: string;
    NextContinuationToken?: string;
  };
}

/** The S3 endpoint, path style, that wrangler serves of local buckets. It is marked experimental: only here its path is known. */
export function localS3Endpoint(server: URL): URL {
  return new URL("/cdn-cgi/local/r2/s3", server);
}

/** The bucket behind the S3 endpoint that `wrangler dev` serves. */
export function devServerBucket(server: URL, bucketName: string, credentials: S3Credentials): Bucket {
  const client = new AwsClient({ ...credentials, service: "s3", region: "auto" });
  const endpoint = `${localS3Endpoint(server).href}/${encodeURIComponent(bucketName)}`;
  const xml = new XMLParser({ parseTagValue: false, isArray: (name) => name === "Contents" });

  async function request(url: string): Promise<Response> {
    const response = await client.fetch(url);
    if (!response.ok) {
      throw new Error(`the local S3 endpoint answered ${response.status}: ${(await response.text()).slice(0, 300)}`);
    }
    return response;
  }

  return {
    async list() {
      const objects: StoredObject[] = [];
      let token: string | undefined;
      do {
        const continuation = token === undefined ? "" : `&continuation-token=${encodeURIComponent(token)}`;
        const response = await request(`${endpoint}?list-type=2${continuation}`);
        const page = (xml.parse(await response.text()) as ListPage).ListBucketResult;
        for (const entry of page.Contents ?? []) {
          objects.push({ key: entry.Key, size: Number(entry.Size), modified: new Date(entry.LastModified) });
        }
        token = page.IsTruncated === "true" ? page.NextContinuationToken : undefined;
      } while (token !== undefined);
      return objects;
    },
    async get(key) {
      const path = key.split("/").map(encodeURIComponent).join("/");
      return new Uint8Array(await (await request(`${endpoint}/${path}`)).arrayBuffer());
    },
  };
}

/** A bucket that shows some of the objects of another one. */
export function onlyKeys(bucket: Bucket, keys: ReadonlySet<string>): Bucket {
  return { ...bucket, list: async () => (await bucket.list()).filter(({ key }) => keys.has(key)) };
}

/** A key as a relative path: readable, inside the directory whatever the key, and free of DuckDB's glob characters. */
export function keyAsPath(key: string): string {
  return key
    .split("/")
    .map((segment) => {
      const encoded = encodeURIComponent(segment).replaceAll("*", "%2A").replaceAll("%3D", "=");
      return /^\.{0,2}$/.test(encoded) ? `%${encoded}` : encoded;
    })
    .join("/");
}

/**
 * Makes `directory` hold exactly the objects of the bucket: fetches what is new or changed, removes what is gone.
 * Returns the path of each object's file by its key.
 */
export async function mirror(bucket: Bucket, directory: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const queue = await bucket.list();
  for (const object of queue) files.set(object.key, join(directory, keyAsPath(object.key)));

  await keepOnly(directory, new Set(files.values()));
  await eightAtOnce(queue, async (object) => {
    const path = files.get(object.key) as string;
    const present = await stat(path).catch(() => undefined);
    // File systems keep a time as seconds with a fraction, from which milliseconds come back inexact.
    if (present?.size === object.size && Math.round(present.mtimeMs) === object.modified.getTime()) return;
    await write(path, await bucket.get(object.key), object.modified);
  });
  return files;
}

/** Does something with each item, with eight at the same time; the results are in the order of the items. */
export async function eightAtOnce<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = new Array(items.length);
  let next = 0;
  async function inTurn(): Promise<void> {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index] as T);
    }
  }
  await Promise.all(Array.from({ length: 8 }, inTurn));
  return results;
}

/**
 * A bucket whose objects are read once: they are kept in `directory`. Only for keys that never get another content. `close` removes from it what
 * was not asked for.
 */
export function readOnce(bucket: Bucket, directory: string): Bucket & { close(): Promise<void> } {
  const asked = new Set<string>();
  return {
    list: () => bucket.list(),
    async get(key) {
      const path = join(directory, keyAsPath(key));
      asked.add(path);
      const kept = await readFile(path).catch(() => undefined);
      if (kept !== undefined) return new Uint8Array(kept);
      const bytes = await bucket.get(key);
      await write(path, bytes, new Date());
      return bytes;
    },
    close: () => keepOnly(directory, asked),
  };
}

async function keepOnly(directory: string, wanted: ReadonlySet<string>): Promise<void> {
  await mkdir(directory, { recursive: true });
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !wanted.has(path)) await rm(path, { force: true });
  }
}

/** Writes a file, all of it or nothing. */
async function write(path: string, bytes: Uint8Array, modified: Date): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const partial = `${path}.${process.pid}.part`;
  await writeFile(partial, bytes);
  await utimes(partial, modified, modified);
  await rename(partial, path);
}
