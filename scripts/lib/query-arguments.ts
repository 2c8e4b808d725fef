/** What `scripts/query` is asked, with what `scripts/dev` has left as defaults. */

import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { Complaint } from "./complaint.ts";
import type { DevRecord } from "./dev-record.ts";
import { TABLES } from "./lake.ts";
import { ROOT } from "./local-bucket.ts";
import { DEFAULT_CATALOG_PORT, NAMESPACE } from "./local-catalog.ts";
import { FORMATS, type Format } from "./render.ts";

export const USAGE = `usage: scripts/query [--format table|json|csv] [--wide] [--sample] [--port N | --url URL] [--state DIRECTORY]
                     [--catalog] [--catalog-port N] [--namespace NAME] [SQL | -]

Runs SQL (DuckDB) over the data that the local Worker has stored. Each table with data is a view of that name:
  ${TABLES.join(", ")}
Without SQL, it lists the tables with the numbers of their rows. With -, it reads the SQL from standard input.

It uses the server that scripts/dev started last in this directory, or port 4318. --port or --url selects another server. The
server flushes its buffers first. If no server is running, scripts/query reads the bucket that the server left behind (--state).
The token is read from the environment variable OTLP2PARQUET_AUTH_TOKEN, or from .dev.vars.

  --sample   first sends a small set of logs, traces and metrics of an imaginary shop
  --wide     does not cut tables to the width of the terminal
  --catalog  reads the files of the current snapshots of all tables in the catalog of \`scripts/dev --catalog\`
             (--catalog-port, default 8181; --namespace, default otel)

Examples:
  scripts/query "SELECT ServiceName, count(*) FROM logs GROUP BY 1"
  scripts/query --format json "FROM traces ORDER BY Duration DESC LIMIT 5"
  scripts/query "DESCRIBE metrics_gauge"
`;

export const DEFAULT_PORT = "4318";
export const DEFAULT_STATE = join(ROOT, ".wrangler/state");

export interface QueryArguments {
  readonly format: Format;
  /** Whether tables are not cut. */
  readonly wide: boolean;
  /** Whether sample data is sent first. */
  readonly sample: boolean;
  readonly url: URL;
  /** Where the dev server keeps the local bucket, absolute. */
  readonly state: string;
  /** Whose tables are read; undefined for plain files. */
  readonly catalog: { readonly port: string; readonly namespace: string } | undefined;
  /** `-` for standard input. */
  readonly sql: string | undefined;
}

/**
 * Reads the arguments; "help" when they ask for that.
 *
 * @param record of the server that was started last. It says nothing about another one that the arguments name
 */
export function queryArguments(argv: string[], record: DevRecord | undefined): QueryArguments | "help" {
  const { values, positionals } = parsed(argv);
  if (values.help) return "help";
  const format = FORMATS.find((known) => known === values.format);
  if (format === undefined) {
    throw new Complaint(`--format ${values.format}: expected one of ${FORMATS.join(", ")}`);
  }
  if (values.port !== undefined && values.url !== undefined) {
    throw new Complaint("--port and --url both select the server: give one of them");
  }
  if (positionals.length > 1) {
    throw new Complaint(`expected one SQL argument, found ${positionals.length}: put the SQL in quotes`);
  }
  const url =
    values.url !== undefined
      ? serverUrl(values.url)
      : new URL(`http://127.0.0.1:${port("--port", values.port ?? record?.port ?? DEFAULT_PORT)}`);
  const recorded = record !== undefined && isAt(url, record.port) ? record : undefined;
  const catalogPort = values["catalog-port"] ?? recorded?.catalogPort ?? DEFAULT_CATALOG_PORT;
  return {
    format,
    wide: values.wide,
    sample: values.sample,
    url,
    state: values.state !== undefined ? resolve(values.state) : (recorded?.state ?? DEFAULT_STATE),
    catalog: values.catalog ? { port: port("--catalog-port", catalogPort), namespace: values.namespace } : undefined,
    sql: positionals[0],
  };
}

function parsed(argv: string[]) {
  try {
    return parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        format: { type: "string", default: "table" },
        wide: { type: "boolean", default: false },
        sample: { type: "boolean", default: false },
        port: { type: "string" },
        url: { type: "string" },
        state: { type: "string" },
        catalog: { type: "boolean", default: false },
        "catalog-port": { type: "string" },
        namespace: { type: "string", default: NAMESPACE },
        help: { type: "boolean", short: "h", default: false },
      },
    });
  } catch (error) {
    throw new Complaint(`${(error as Error).message}\n\n${USAGE}`);
  }
}

function port(option: string, text: string): string {
  if (!/^\d{1,5}$/.test(text) || Number(text) < 1 || Number(text) > 65_535) {
    throw new Complaint(`${option} ${text}: expected a number from 1 to 65535`);
  }
  return text;
}

/** A URL, with or without its scheme: `localhost:4318` alone would be read as the scheme `localhost`. */
function serverUrl(text: string): URL {
  const full = text.includes("://") ? text : `http://${text}`;
  const url = URL.canParse(full) ? new URL(full) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) {
    throw new Complaint(`--url ${text}: expected a URL like http://127.0.0.1:4318`);
  }
  return url;
}

function isAt(url: URL, recordedPort: string): boolean {
  return ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname) && url.port === recordedPort;
}

/** The options with which a query finds a server wherever it is; empty for one with the defaults. */
export function queryOptions({ port, state, catalogPort }: DevRecord): string {
  return [
    ...(port === DEFAULT_PORT ? [] : ["--port", port]),
    ...(state === DEFAULT_STATE ? [] : ["--state", shellWord(state)]),
    ...(catalogPort === undefined ? [] : ["--catalog"]),
    ...(catalogPort === undefined || catalogPort === DEFAULT_CATALOG_PORT ? [] : ["--catalog-port", catalogPort]),
  ]
    .map((option) => ` ${option}`)
    .join("");
}

function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
