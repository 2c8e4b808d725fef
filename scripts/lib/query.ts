/** `scripts/query`: SQL over the local bucket. See the usage below. */

import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { type Bucket, devServerBucket, mirror, onlyKeys, type R2Reader, r2Bucket, readOnce } from "./bucket.ts";
import type { IcebergField } from "./columns-by-id.ts";
import { Complaint } from "./complaint.ts";
import { tokenIn } from "./dev-vars.ts";
import { type CatalogAddress, currentTables } from "./iceberg-tables.ts";
import { Lake, TABLES } from "./lake.ts";
import { type LocalBucket, localBucket, ROOT } from "./local-bucket.ts";
import { CATALOG_TOKEN, catalogUri, DEFAULT_CATALOG_PORT, NAMESPACE, warehouse } from "./local-catalog.ts";
import { FORMATS, type Format, render } from "./render.ts";

const USAGE = `usage: scripts/query [--format table|json|csv] [--url URL] [--state DIRECTORY] [--catalog] [--catalog-port N]
                     [--namespace NAME] [SQL | -]

Runs SQL (DuckDB) over what the local Worker has stored. Each table with data is a view by its name:
  ${TABLES.join(", ")}
Without SQL it lists the tables and their rows; with - it reads the SQL from standard input.

The objects are read from the running dev server (--url, default http://127.0.0.1:4318), which first writes out what it
has gathered, or, when none runs, from the bucket that it left behind (--state, default .wrangler/state).

With --catalog it asks the catalog of \`scripts/dev --catalog\` (--catalog-port, default 8181), and reads exactly the files
of the tables' current snapshots; every table of the namespace (--namespace, default otel) is a view. Examples:
  scripts/query "SELECT ServiceName, count(*) FROM logs GROUP BY 1"
  scripts/query --format json "FROM traces ORDER BY Duration DESC LIMIT 5"
  scripts/query "DESCRIBE metrics_gauge"
`;

const CACHE = join(process.env["O2P_CACHE_DIR"] ?? join(ROOT, ".cache"), "query");

interface Arguments {
  readonly format: Format;
  readonly url: URL;
  /** Where the dev server keeps the local bucket. */
  readonly state: string;
  /** Whose tables are read; undefined for plain files. */
  readonly catalog: { readonly port: string; readonly namespace: string } | undefined;
  readonly sql: string | undefined;
}

async function readArguments(argv: string[]): Promise<Arguments> {
  let parsed: ReturnType<typeof parse>;
  const parse = () =>
    parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        format: { type: "string", default: "table" },
        url: { type: "string", default: "http://127.0.0.1:4318" },
        state: { type: "string", default: join(ROOT, ".wrangler/state") },
        catalog: { type: "boolean", default: false },
        "catalog-port": { type: "string", default: DEFAULT_CATALOG_PORT },
        namespace: { type: "string", default: NAMESPACE },
        help: { type: "boolean", short: "h", default: false },
      },
    });
  try {
    parsed = parse();
  } catch (error) {
    throw new Complaint(`${(error as Error).message}\n\n${USAGE}`);
  }
  const { values, positionals } = parsed;
  if (values.help) {
    process.stdout.write(USAGE);
    process.exit(0);
  }
  const format = FORMATS.find((known) => known === values.format);
  if (format === undefined) {
    throw new Complaint(`--format ${values.format}: expected one of ${FORMATS.join(", ")}`);
  }
  if (!URL.canParse(values.url)) throw new Complaint(`--url ${values.url}: expected a URL like http://127.0.0.1:4318`);
  if (positionals.length > 1) {
    throw new Complaint(`expected one SQL argument, found ${positionals.length}: put the SQL in quotes`);
  }
  const sql = positionals[0] === "-" ? await text(process.stdin) : positionals[0];
  const catalog = values.catalog ? { port: values["catalog-port"], namespace: values.namespace } : undefined;
  return { format, url: new URL(values.url), state: resolve(values.state), catalog, sql };
}

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
  try {
    await fetch(new URL("/health", url), { signal: AbortSignal.timeout(5_000) });
  } catch (error) {
    const { cause } = error as { cause?: { code?: string; errors?: { code?: string }[] } };
    const codes = [cause?.code, ...(cause?.errors ?? []).map((each) => each.code)];
    if (codes.includes("ECONNREFUSED")) return undefined;
    throw new Complaint(`${url.href} does not answer: ${cause?.code ?? (error as Error).message}`);
  }
  await flush(url);
  return {
    description: `the dev server at ${url.origin}`,
    id: url.host.replace(":", "_"),
    bucket: devServerBucket(url, local.name, local.credentials),
    close: async () => {},
  };
}

/** How long the Worker may take to write out what it has gathered. It goes on after that; nobody waits longer for a query. */
const FLUSH_LIMIT_MS = 20_000;

/** What the user should know beside the answer. */
const notes: string[] = [];

/** Has the Worker write out the rows that it gathers, so that what was sent is what is found. A Worker that gathers none knows no such request. */
async function flush(url: URL): Promise<void> {
  const token = tokenIn(join(ROOT, ".dev.vars"));
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  let outcome: string;
  try {
    const signal = AbortSignal.timeout(FLUSH_LIMIT_MS);
    const response = await fetch(new URL("/flush", url), { method: "POST", headers, signal });
    await response.arrayBuffer();
    if (response.ok || response.status === 404) return;
    outcome = `was answered with ${response.status}`;
  } catch (error) {
    outcome = `failed (${(error as Error).message})`;
  }
  notes.push(`POST /flush ${outcome}: rows that were sent a short while ago may be missing.`);
}

/** The bucket as the dev server left it on disk, opened by the same simulator. */
async function persisted(local: LocalBucket, state: string): Promise<Source> {
  const described = { description: `the bucket in ${state} (no dev server is running)`, id: "persisted" };
  // Wrangler's own subdirectory: the version of the layout.
  const path = join(state, "v3");
  if (!existsSync(path)) {
    const empty: Bucket = { list: async () => [], get: () => Promise.reject(new Error("the bucket is empty")) };
    return { ...described, bucket: empty, close: async () => {} };
  }
  if (existsSync(join(path, "do"))) {
    notes.push("No dev server is running: rows that it has received and not yet written out are not here.");
  }
  // Wrangler tells on standard output, amid the answer, which files it reads.
  process.env["WRANGLER_LOG"] ??= "error";
  const { getPlatformProxy } = await import("wrangler");
  // A configuration of the bucket alone: of wrangler.toml's durable objects the simulator would say that their classes are missing.
  const configPath = join(CACHE, "wrangler.json");
  const buckets = [{ binding: local.binding, bucket_name: local.name }];
  await mkdir(CACHE, { recursive: true });
  await writeFile(configPath, JSON.stringify({ name: "query", compatibility_date: "2026-07-01", r2_buckets: buckets }));
  const proxy = await getPlatformProxy({ configPath, persist: { path }, remoteBindings: false });
  return {
    ...described,
    bucket: r2Bucket((proxy.env as Record<string, unknown>)[local.binding] as R2Reader),
    close: () => proxy.dispose(),
  };
}

interface Opened {
  readonly lake: Lake;
  /** What to say where there is nothing. */
  readonly advice: string;
}

/** DuckDB over the plain files of a bucket. */
async function plainFiles({ bucket }: Source, directory: string): Promise<Opened> {
  const files = await mirror(bucket, directory);
  const tables = [...files.keys()].some((key) => key.endsWith(".metadata.json"));
  const advice = tables
    ? "But there are Iceberg tables: scripts/query --catalog reads them."
    : "Start it with scripts/dev, which shows how to send some.";
  return { lake: await Lake.open(files), advice };
}

/** DuckDB over the current snapshots of the tables of a catalog. */
async function catalogTables(address: CatalogAddress, { bucket }: Source, directory: string): Promise<Opened> {
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
  const advice = "Start it with scripts/dev --catalog, which shows how to send some.";
  return { lake: await Lake.ofTables(paths, schemas), advice };

  function pathOf(key: string): string {
    const path = files.get(key);
    if (path === undefined) throw new Error(`the object ${key} is part of a table and is not in the bucket`);
    return path;
  }
}

async function open(source: Source, local: LocalBucket, catalog: Arguments["catalog"]): Promise<Opened> {
  try {
    if (catalog === undefined) return await plainFiles(source, join(CACHE, source.id, local.name));
    const { port, namespace } = catalog;
    const address = {
      uri: catalogUri(port, local.name),
      token: CATALOG_TOKEN,
      warehouse: warehouse(local.name),
      namespace,
      bucketName: local.name,
    };
    return await catalogTables(address, source, join(CACHE, source.id, `${local.name}-tables`));
  } catch (error) {
    if (error instanceof Complaint) throw error;
    throw new Complaint(`cannot read ${source.description}: ${(error as Error).message}`);
  } finally {
    await source.close();
  }
}

async function run(): Promise<void> {
  const { format, url, state, catalog, sql } = await readArguments(process.argv.slice(2));
  const local = await localBucket();
  const server = await devServer(url, local);
  if (server === undefined && catalog !== undefined) {
    throw new Complaint(
      `nothing answers at ${url.origin}, and tables are read from what runs: start it with scripts/dev --catalog`,
    );
  }
  const source = server ?? (await persisted(local, state));
  const { lake, advice } = await open(source, local, catalog);
  if (sql === undefined) {
    const rows = (await lake.summary()).map(({ table, rows, objects }) => [table, rows, objects]);
    if (rows.length === 0 && format === "table") {
      process.stdout.write(`No data yet in ${source.description}. ${advice}\n`);
      return;
    }
    process.stdout.write(render({ columns: ["table", "rows", "objects"], rows }, format));
    return;
  }
  try {
    process.stdout.write(render(await lake.query(sql), format));
  } catch (error) {
    const missing = TABLES.find((table) =>
      (error as Error).message.includes(`Table with name ${table} does not exist`),
    );
    if (missing === undefined) throw new Complaint((error as Error).message);
    const present = lake.tables.length === 0 ? "no table has any" : `these have: ${lake.tables.join(", ")}`;
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
