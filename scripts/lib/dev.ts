/** `scripts/dev` once everything is installed and built: runs wrangler, and the catalog if asked; waits until they answer; tells how to use them. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { setTimeout as later } from "node:timers/promises";
import { parseArgs } from "node:util";
import { type CatalogOptions, catalogVariables, startCatalog } from "./dev-catalog.ts";
import { type DevRecord, recordFile, writeDevRecord } from "./dev-record.ts";
import { developmentToken } from "./dev-vars.ts";
import { localBucket, ROOT } from "./local-bucket.ts";
import { catalogUri, DEFAULT_CATALOG_PORT } from "./local-catalog.ts";
import { queryOptions } from "./query-arguments.ts";

/** Longer than any machine needs. */
const START_LIMIT_MS = 120_000;

/** What wrangler says offline and about the local S3 endpoint: true, and of no use to anybody here. */
const NOISE =
  /Request\.cf|getaddrinfo|^\s+at (GetAddrInfoReqWrap|node:)|Processing wrangler\.toml|experimental_s3_credentials|telemetry|GET \/health 200|^\s*$/;

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "4318" },
    state: { type: "string", default: ".wrangler/state" },
    catalog: { type: "boolean", default: false },
    "catalog-port": { type: "string", default: DEFAULT_CATALOG_PORT },
  },
});
const url = `http://localhost:${values.port}`;
const token = developmentToken(`${ROOT}.dev.vars`);
const bucket = await localBucket();
const catalog: CatalogOptions | undefined = values.catalog
  ? { port: values["catalog-port"], server: new URL(`http://127.0.0.1:${values.port}`), state: values.state, bucket }
  : undefined;

const record: DevRecord = {
  port: values.port,
  state: resolve(values.state),
  ...(catalog === undefined ? {} : { catalogPort: catalog.port }),
};

/** What is to be stopped in the end. */
const children: ChildProcess[] = [];
let stopping = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => void stop(0));
}

if (catalog !== undefined) {
  process.stdout.write("Starting the catalog ...\n");
  if (!(await isReady(watch("the catalog", startCatalog(catalog))))) {
    await fail("the catalog did not start; its messages are above");
  }
}
process.stdout.write("Starting the Worker ...\n");
const wrangler = watch("wrangler", startWrangler());
relay(wrangler.stdout, process.stdout);
if (await answers()) {
  writeDevRecord(recordFile(), record);
  process.stdout.write(instructions());
} else {
  await fail(`the Worker does not answer at ${url}/health; wrangler's messages are above`);
}

function startWrangler(): ChildProcess {
  return spawn(
    process.execPath,
    [
      `${ROOT}node_modules/wrangler/bin/wrangler.js`,
      "dev",
      ...["--port", values.port],
      ...["--persist-to", values.state],
      ...(catalog === undefined ? [] : catalogVariables(catalog)),
      "--show-interactive-dev-session=false",
    ],
    {
      cwd: ROOT,
      env: { ...process.env, WRANGLER_SEND_METRICS: "false" },
      stdio: ["ignore", "pipe", "pipe"],
      // A group of its own: Ctrl-C reaches wrangler through this process alone, once.
      detached: true,
    },
  );
}

/** Sees to it that a program ends with the others, and they with it. */
function watch(name: string, child: ChildProcess): ChildProcess {
  children.push(child);
  relay(child.stderr, process.stderr);
  child.once("error", (error) => void fail(`${name} cannot be started: ${error.message}`));
  child.once("exit", (code, signal) => {
    void fail(`${name} has ended (${signal ?? code}); its messages are above`);
  });
  return child;
}

async function fail(message: string): Promise<void> {
  if (!stopping) {
    process.stderr.write(`scripts/dev: ${message}\n`);
    await stop(1);
  }
}

/** Ends what runs, and then this process. */
async function stop(status: number): Promise<void> {
  if (stopping) {
    return;
  }
  stopping = true;
  const running = children.filter((child) => child.pid !== undefined && child.exitCode === null && !child.signalCode);
  await Promise.all(
    running.map((child) => {
      const exit = once(child, "exit");
      child.kill("SIGTERM");
      return exit;
    }),
  );
  process.exit(status);
}

function relay(from: Readable | null, to: NodeJS.WritableStream): void {
  if (from === null) {
    return;
  }
  createInterface({ input: from }).on("line", (line) => {
    if (!NOISE.test(line)) {
      to.write(`${line}\n`);
    }
  });
}

/** Waits for the catalog's word. */
async function isReady(child: ChildProcess): Promise<boolean> {
  const lines = createInterface({ input: child.stdout as Readable });
  return new Promise((resolve) => {
    lines.on("line", (line) => {
      if (line.startsWith("READY ")) {
        resolve(true);
      } else {
        process.stdout.write(`${line}\n`);
      }
    });
    lines.once("close", () => resolve(false));
  });
}

async function answers(): Promise<boolean> {
  const deadline = Date.now() + START_LIMIT_MS;
  while (Date.now() < deadline && !stopping) {
    const response = await fetch(`${url}/health`).catch(() => undefined);
    if (response?.ok) {
      return true;
    }
    await later(200);
  }
  return false;
}

function instructions(): string {
  const log = {
    resourceLogs: [
      {
        resource: { attributes: [{ key: "service.name", value: { stringValue: "demo" } }] },
        scopeLogs: [{ logRecords: [{ severityText: "INFO", body: { stringValue: "hello" } }] }],
      },
    ],
  };
  const credentials = token === undefined ? "" : ` -H 'Authorization: Bearer ${token}'`;
  const headers = token === undefined ? "" : ` OTEL_EXPORTER_OTLP_HEADERS='authorization=Bearer%20${token}'`;
  const at = queryOptions(record);
  return `
otlp2parquet is running at ${url}. Ctrl-C stops it.${catalog === undefined ? "" : catalogFacts(catalog)}
It buffers rows for up to a minute (docs/configuration.md, "Buffering"). scripts/query flushes the buffers first.

Send a log:
  curl -sS ${url}/v1/logs${credentials} -H 'Content-Type: application/json' -d '${JSON.stringify(log)}'
Point an exporter at it:
  export OTEL_EXPORTER_OTLP_ENDPOINT=${url} OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf${headers}
Send a sample of everything:
  scripts/query${at} --sample
Query:
  scripts/query${at} "SELECT ServiceName, count(*) FROM logs GROUP BY 1"

`;
}

function catalogFacts({ port, server }: CatalogOptions): string {
  return `
Its tables are in an Iceberg REST catalog at ${catalogUri(port, bucket.name)}.
To connect other readers, see docs/querying.md; the S3 endpoint is ${new URL("/cdn-cgi/local/r2/s3", server).href}.`;
}
