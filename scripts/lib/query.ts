/** `scripts/query`: SQL over the local bucket. Its usage is in query-arguments.ts. */

import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { type Bucket, devServerBucket, mirror, onlyKeys, type R2Reader, r2Bucket, readOnce } from "./bucket.ts";
import type { IcebergField } from "./columns-by-id.ts";
import { Complaint } from "./complaint.ts";
import { readDevRecord, recordFile } from "./dev-record.ts";
import { tokenIn } from "./dev-vars.ts";
import { type CatalogAddress, currentTables } from "./iceberg-tables.ts";
import { Lake, TABLES } from "./lake.ts";
import { type LocalBucket, localBucket, ROOT } from "./local-bucket.ts";
import { CATALOG_TOKEN, catalogUri, warehouse } from "./local-catalog.ts";
import { type QueryArguments, queryArguments, USAGE } from "./query-arguments.ts";
import { render } from "./render.ts";
import { sampleRequests } from "./sample.ts";

const CACHE = join(process.env["O2P_CACHE_DIR"] ?? join(ROOT, ".cache"), "query");

interface Source {
  /** For messages. */
  readonly description: string;
  /** Names the directory under the cache. */
  readonly id: string;
  readonly bucket: Bucket;
  close(): Promise<void>;
}

/** The running dev server, or undefined when nothing listens at the URL. */
async function devServer(url: URL, local: LocalBucket): Promise<Source | undefined> {
  let health: Response;
  try {
    health = await fetch(new URL("/health", url), { signal: AbortSignal.timeout(5_000) });
  } catch (error) {
    const { cause } = error as { cause?: { code?: string; errors?: { code?: string }[] } };
    const codes = [cause?.code, ...(cause?.errors ?? []).map((each) => each.code)];
    if (codes.includes("ECONNREFUSED")) return undefined;
    throw new Complaint(`${url.href} does not answer: ${cause?.code ?? (error as Error).message}`);
  }
  const answer = (await health.json().catch(() => undefined)) as { status?: unknown } | undefined;
  if (!health.ok || !["ok", "degraded"].includes(String(answer?.status))) {
    throw new Complaint(
      `${url.origin} is not otlp2parquet (an OpenTelemetry Collector?). Use --port with the port of your scripts/dev.`,
    );
  }
  return {
    description: `the dev server at ${url.origin}`,
    id: url.host.replace(":", "_"),
    bucket: devServerBucket(url, local.name, local.credentials),
    close: async () => {},
  };
}

/** How long a query waits for the Worker to flush its buffers. The Worker continues after that. */
const FLUSH_LIMIT_MS = 20_000;

/** What the user should know in addition to the answer. */
const notes: string[] = [];

const DEV_VARS = join(ROOT, ".dev.vars");

/** A POST with the token of the local Worker. A Worker that rejects it is not the one whose bucket we can read. */
async function post(url: URL, path: string, signal: AbortSignal, body?: string): Promise<Response> {
  const token = process.env["OTLP2PARQUET_AUTH_TOKEN"] ?? tokenIn(DEV_VARS);
  const headers = {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(body === undefined ? {} : { "content-type": "application/json" }),
  };
  const response = await fetch(new URL(path, url), {
    method: "POST",
    headers,
    signal,
    ...(body === undefined ? {} : { body }),
  });
  // Somebody who has a .dev.vars without a token has configured other credentials, with which we cannot help.
  if (response.status === 401 && (token !== undefined || !existsSync(DEV_VARS))) {
    await response.arrayBuffer();
    throw new Complaint(
      `The server at ${url.origin} does not accept this directory's token, so it was not started here. Use --port with the port of your scripts/dev.`,
    );
  }
  return response;
}

/** Flushes the buffers of the Worker, so that the query finds rows that were just sent. */
async function flush(url: URL): Promise<void> {
  let outcome: string;
  try {
    const response = await post(url, "/flush", AbortSignal.timeout(FLUSH_LIMIT_MS));
    await response.arrayBuffer();
    if (response.ok) return;
    outcome = `was answered with ${response.status}`;
  } catch (error) {
    if (error instanceof Complaint) throw error;
    outcome = `failed (${(error as Error).message})`;
  }
  notes.push(`POST /flush ${outcome}: recently sent rows may be missing.`);
}

async function sendSample(url: URL): Promise<void> {
  for (const { path, body } of sampleRequests(BigInt(Date.now()) * 1_000_000n)) {
    let response: Response;
    let answer: { message?: string; partialSuccess?: { errorMessage?: string } };
    try {
      response = await post(url, path, AbortSignal.timeout(FLUSH_LIMIT_MS), body);
      answer = (await response.json()) as typeof answer;
    } catch (error) {
      if (error instanceof Complaint) throw error;
      throw new Complaint(`the sample cannot be sent to ${url.origin}${path}: ${(error as Error).message}`);
    }
    const problem = response.ok ? answer.partialSuccess?.errorMessage : `${response.status} ${answer.message}`;
    if (problem !== undefined) throw new Complaint(`the sample was not accepted at ${path}: ${problem}`);
  }
}

/** The bucket as the dev server left it on disk, opened by the same simulator. */
async function persisted(local: LocalBucket, url: URL, state: string): Promise<Source> {
  // Wrangler's own subdirectory: the version of the layout.
  const path = join(state, "v3");
  if (!existsSync(path)) {
    throw new Complaint(
      `No server answers at ${url.origin}, and there is no bucket in ${state}. Start a server with scripts/dev.`,
    );
  }
  const unwritten = existsSync(join(path, "do")) ? ". Rows that were still buffered are missing" : "";
  notes.push(`No server answers at ${url.origin}: reading the bucket that a server left in ${state}${unwritten}.`);
  // Otherwise wrangler lists the files that it reads on standard output, between the rows of the answer.
  process.env["WRANGLER_LOG"] ??= "error";
  const { getPlatformProxy } = await import("wrangler");
  // A configuration of the bucket alone: of wrangler.toml's durable objects the simulator would say that their classes are missing.
  const configPath = join(CACHE, "wrangler.json");
  const buckets = [{ binding: local.binding, bucket_name: local.name }];
  await mkdir(CACHE, { recursive: true });
  await writeFile(configPath, JSON.stringify({ name: "query", compatibility_date: "2026-07-01", r2_buckets: buckets }));
  const proxy = await getPlatformProxy({ configPath, persist: { path }, remoteBindings: false });
  return {
    description: `the bucket in ${state} (no server is running)`,
    id: "persisted",
    bucket: r2Bucket((proxy.env as Record<string, unknown>)[local.binding] as R2Reader),
    close: () => proxy.dispose(),
  };
}

interface Opened {
  readonly lake: Lake;
  /** What to print if there is no data. */
  readonly advice: string;
}

/** DuckDB over the plain files of a bucket. */
async function plainFiles({ bucket }: Source, directory: string, howToSend: string): Promise<Opened> {
  const files = await mirror(bucket, directory);
  const tables = [...files.keys()].some((key) => key.endsWith(".metadata.json"));
  const advice = tables ? "There are Iceberg tables: scripts/query --catalog reads them." : howToSend;
  return { lake: await Lake.open(files), advice };
}

/** DuckDB over the current snapshots of the tables of a catalog. */
async function catalogTables(
  address: CatalogAddress,
  { bucket }: Source,
  directory: string,
  advice: string,
): Promise<Opened> {
  // Manifests never change.
  const metadata = readOnce(bucket, `${directory}-metadata`);
  const tables = await currentTables(address, metadata);
  await metadata.close();
  const keys = [...tables.values()].flatMap((table) => table.keys);
  const files = await mirror(onlyKeys(bucket, new Set(keys)), directory);
  const paths = new Map<string, string[]>();
  const schemas = new Map<string, readonly IcebergField[]>();
  for (const [table, { keys, fields }] of tables) {
    paths.set(table, keys.map(pathOf));
    if (fields !== undefined) schemas.set(table, fields);
  }
  return { lake: await Lake.ofTables(paths, schemas), advice };

  function pathOf(key: string): string {
    const path = files.get(key);
    if (path === undefined) throw new Error(`object ${key} belongs to a table, but is not in the bucket`);
    return path;
  }
}

async function open(
  source: Source,
  local: LocalBucket,
  catalog: QueryArguments["catalog"],
  howToSend: string,
): Promise<Opened> {
  try {
    if (catalog === undefined) return await plainFiles(source, join(CACHE, source.id, local.name), howToSend);
    const { port, namespace } = catalog;
    const address = {
      uri: catalogUri(port, local.name),
      token: CATALOG_TOKEN,
      warehouse: warehouse(local.name),
      namespace,
      bucketName: local.name,
    };
    return await catalogTables(address, source, join(CACHE, source.id, `${local.name}-tables`), howToSend);
  } catch (error) {
    if (error instanceof Complaint) throw error;
    throw new Complaint(`cannot read ${source.description}: ${(error as Error).message}`);
  } finally {
    await source.close();
  }
}

async function run(): Promise<void> {
  const asked = queryArguments(process.argv.slice(2), readDevRecord(recordFile()));
  if (asked === "help") {
    process.stdout.write(USAGE);
    return;
  }
  const { format, url, state, catalog } = asked;
  const sql = asked.sql === "-" ? await text(process.stdin) : asked.sql;
  const width = asked.wide ? undefined : process.stdout.columns;
  const local = await localBucket();
  const server = await devServer(url, local);
  if (server === undefined && (catalog !== undefined || asked.sample)) {
    const [why, how] = asked.sample
      ? ["--sample needs one", catalog === undefined ? "scripts/dev" : "scripts/dev --catalog"]
      : ["--catalog needs one with a catalog", "scripts/dev --catalog"];
    throw new Complaint(`No server answers at ${url.origin}, and ${why}. Start it with ${how}.`);
  }
  if (server !== undefined) {
    if (asked.sample) await sendSample(url);
    await flush(url);
  }
  const source = server ?? (await persisted(local, url, state));
  const howToSend =
    server === undefined
      ? "Start a server with scripts/dev, then send some with scripts/query --sample."
      : "Send some with scripts/query --sample; scripts/dev printed how to send your own.";
  const { lake, advice } = await open(source, local, catalog, howToSend);
  if (sql === undefined) {
    const rows = (await lake.summary()).map(({ table, rows, objects }) => [table, rows, objects]);
    if (rows.length === 0 && format === "table") {
      process.stdout.write(`No data yet in ${source.description}. ${advice}\n`);
      return;
    }
    process.stdout.write(render({ columns: ["table", "rows", "objects"], rows }, format, width));
    return;
  }
  try {
    process.stdout.write(render(await lake.query(sql), format, width));
  } catch (error) {
    const missing = TABLES.find((table) =>
      (error as Error).message.includes(`Table with name ${table} does not exist`),
    );
    if (missing === undefined) throw new Complaint((error as Error).message);
    const present = lake.tables.length === 0 ? "no table has any" : `tables with data: ${lake.tables.join(", ")}`;
    throw new Complaint(`No data yet in table ${missing} of ${source.description}; ${present}. ${advice}`);
  }
}

run()
  .catch((error: unknown) => {
    if (!(error instanceof Complaint)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  })
  .finally(() => {
    for (const note of notes) process.stderr.write(`${note}\n`);
  });
