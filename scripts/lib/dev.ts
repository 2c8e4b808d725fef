/** `scripts/dev` once everything is installed and built: runs wrangler, waits until the Worker answers, tells how to use it. */

import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { setTimeout as later } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { developmentToken } from "./dev-vars.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Longer than any machine needs. */
const START_LIMIT_MS = 120_000;

/** What wrangler says offline and about the local S3 endpoint: true, and of no use to anybody here. */
const NOISE =
  /Request\.cf|getaddrinfo|^\s+at (GetAddrInfoReqWrap|node:)|Processing wrangler\.toml|experimental_s3_credentials|telemetry|GET \/health 200|^\s*$/;

const { values } = parseArgs({
  options: { port: { type: "string", default: "4318" }, state: { type: "string", default: ".wrangler/state" } },
});
const url = `http://localhost:${values.port}`;
const token = developmentToken(`${root}.dev.vars`);

process.stdout.write("Starting the Worker ...\n");
const wrangler = start();
let stopping = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    stopping = true;
    wrangler.kill("SIGTERM");
  });
}
wrangler.once("exit", (code, signal) => {
  if (!stopping) {
    process.stderr.write(`scripts/dev: wrangler has ended (${signal ?? code}); its messages are above\n`);
  }
  process.exit(stopping ? 0 : 1);
});

if (await answers(wrangler)) {
  process.stdout.write(instructions());
} else if (!stopping) {
  process.stderr.write(`scripts/dev: the Worker does not answer at ${url}/health; wrangler's messages are above\n`);
  stopping = true;
  wrangler.once("exit", () => process.exit(1));
  wrangler.kill("SIGTERM");
}

function start(): ChildProcess {
  const child = spawn(
    process.execPath,
    [
      `${root}node_modules/wrangler/bin/wrangler.js`,
      "dev",
      ...["--port", values.port],
      ...["--persist-to", values.state],
      "--show-interactive-dev-session=false",
    ],
    {
      cwd: root,
      env: { ...process.env, WRANGLER_SEND_METRICS: "false" },
      stdio: ["ignore", "pipe", "pipe"],
      // A group of its own: Ctrl-C reaches wrangler through this process alone, once.
      detached: true,
    },
  );
  relay(child.stdout, process.stdout);
  relay(child.stderr, process.stderr);
  return child;
}

function relay(from: Readable, to: NodeJS.WritableStream): void {
  createInterface({ input: from }).on("line", (line) => {
    if (!NOISE.test(line)) {
      to.write(`${line}\n`);
    }
  });
}

async function answers(child: ChildProcess): Promise<boolean> {
  const deadline = Date.now() + START_LIMIT_MS;
  while (Date.now() < deadline && child.exitCode === null && !stopping) {
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
  const at = values.port === "4318" ? "" : ` --url ${url}`;
  return `
otlp2parquet answers at ${url}. Ctrl-C stops it.

Send a log:
  curl -sS ${url}/v1/logs${credentials} -H 'Content-Type: application/json' -d '${JSON.stringify(log)}'
Point an exporter at it:
  export OTEL_EXPORTER_OTLP_ENDPOINT=${url} OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf${headers}
Query:
  scripts/query${at} "SELECT ServiceName, count(*) FROM logs GROUP BY 1"

`;
}
