/** The deployed Worker beside the native Rust server, whole: HTTP and storage are counted on both sides. */

import { exportRequests, signalOf, type Workload } from "../../scripts/lib/workload.ts";
import { bodiesOf, SEED, speeds, type Work } from "./measure.ts";
import { OURS } from "./participants.ts";
import type { Figure } from "./results.ts";
import type { Found, Selection } from "./selection.ts";
import { RustServer, type ServerPeer, WorkerServer } from "./server-peers.ts";
import type { Column } from "./tables.ts";
import { canonical, Verifier } from "./verify.ts";

const WARM_UP = 2;

/** Rows of a request, and how many different requests make a round. */
const SIZES = [
  { rows: 100, requests: 80 },
  { rows: 1000, requests: 20 },
  { rows: 10_000, requests: 5 },
] as const;

/** The Rust server takes no body of 2 MB or more. */
const MOST_ROWS_OF_RUST = 1000;

interface Server {
  readonly name: string;
  readonly where: string;
  readonly mostRows: number;
  readonly workloads: readonly Workload[];
  readonly peer: ServerPeer;
  /** How and which columns are read back. */
  select(column: Column): string;
  only(column: Column): boolean;
}

/** What the Rust server stores under these names, in snake case, and with these meanings. The rest it keeps as JSON, or in milliseconds, or not. */
const COMMON_WITH_RUST = new Set([
  "Timestamp",
  "TraceId",
  "SpanId",
  "ParentSpanId",
  "ServiceName",
  "ServiceNamespace",
  "ServiceInstanceId",
  "ScopeName",
  "ScopeVersion",
  "SeverityText",
  "SeverityNumber",
  "Body",
  "SpanName",
  "MetricName",
  "MetricDescription",
  "MetricUnit",
  "Value",
]);

const snake = (name: string): string => name.replaceAll(/(?<!^)[A-Z]/g, "_$&").toLowerCase();

async function startServers(selection: Selection): Promise<Server[]> {
  const wanted = (name: string) =>
    selection.peers.length === 0 || selection.peers.some((peer) => name.startsWith(peer));
  const servers: Server[] = [];
  if (wanted(OURS)) {
    servers.push({
      name: `${OURS} Worker`,
      where: "workerd",
      mostRows: Number.POSITIVE_INFINITY,
      workloads: ["logs", "traces", "gauges", "metrics"],
      peer: await WorkerServer.start(),
      select: canonical,
      only: () => true,
    });
  }
  const binary = process.env["RUST_SERVER_BINARY"];
  if (binary !== undefined && wanted("Rust server")) {
    servers.push({
      name: "Rust server",
      where: "native",
      mostRows: MOST_ROWS_OF_RUST,
      // It stores no summaries.
      workloads: ["logs", "traces", "gauges"],
      peer: await RustServer.start(binary),
      select: (column) => canonical(column, `"${snake(column.name)}"`),
      only: (column) => COMMON_WITH_RUST.has(column.name),
    });
  }
  return servers;
}

export async function serverFigures(
  selection: Selection,
  progress: (message: string) => void,
  found: Found,
): Promise<void> {
  const servers = await startServers(selection);
  const verifier = await Verifier.open();
  try {
    for (const workload of selection.workloads) {
      for (const { rows, requests: count } of SIZES.filter((size) => selection.rows.includes(size.rows))) {
        const requests = exportRequests(workload, rows * count, rows, SEED);
        for (const format of selection.formats) {
          progress(`servers: ${workload}, requests of ${rows} rows as ${format}`);
          const bodies = bodiesOf(workload, format, requests);
          const works = new Map<Server, Work>();
          const bytes = new Map<Server, number>();
          for (const server of servers) {
            if (server.mostRows < rows || !server.workloads.includes(workload)) continue;
            const { peer } = server;
            const work: Work = {
              processes: peer.processes,
              rows: rows * count,
              warmUp: WARM_UP,
              prepare: () => peer.empty(),
              run: async () => {
                for (const body of bodies) await peer.post(signalOf(workload), format, body);
              },
            };
            await work.prepare?.();
            await work.run(1);
            const files = await peer.files();
            try {
              const expected = await verifier.expected(workload, requests, server.only);
              await verifier.compare(expected, files, server.select, server.only);
            } catch (error) {
              throw new Error(`${server.name}, ${workload} as ${format}: its files are wrong`, { cause: error });
            }
            bytes.set(
              server,
              files.reduce((sum, file) => sum + file.bytes.length, 0),
            );
            works.set(server, work);
          }
          const figures = [...(await speeds(works, selection.rounds))].map(
            ([server, speed]): Figure => ({
              kind: "server",
              participant: server.name,
              where: server.where,
              workload,
              format,
              rows,
              rowsPerCpuSecond: Math.round(speed.rowsPerCpuSecond),
              rounds: speed.rates,
              bytesPerRow: (bytes.get(server) ?? Number.NaN) / (rows * count),
            }),
          );
          await found(figures);
        }
      }
    }
  } finally {
    for (const { peer } of servers) await peer.close();
    await verifier.close();
  }
}
