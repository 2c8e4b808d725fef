/** What `scripts/bench server` found: as JSON, as tables in Markdown, beside the goals. */
import { type Machine, table } from "../lib/results.ts";

/** One load on one target. Times are in milliseconds. */
export interface LoadFigure {
  readonly target: string;
  readonly protocol: string;
  readonly senders: number;
  readonly seconds: number;
  readonly rows: number;
  readonly rowsPerSecond: number;
  /** CPU time of the target from the first request until everything is stored. */
  readonly rowsPerCpuSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly refusals: number;
  readonly failures: number;
  /** Acknowledged rows that are not stored although nothing was killed. */
  readonly missingRows: number;
  readonly bytesPerRow: number;
  readonly rowsPerFile: number;
  readonly peakBytes: number;
}

export interface StartFigure {
  readonly target: string;
  readonly wallMillis: number;
  readonly cpuSeconds: number;
  readonly idleBytes: number;
}

export interface KillFigure {
  readonly target: string;
  readonly acknowledgedRows: number;
  /** Of the acknowledged ones, after a restart and a flush. */
  readonly lostRows: number;
  readonly rowsStoredTwice: number;
}

export interface ServerResults {
  readonly date: string;
  readonly machine: Machine;
  readonly loads: LoadFigure[];
  readonly starts: StartFigure[];
  readonly kills: KillFigure[];
}

const GOAL_P99_MILLIS = 1000;
const GOAL_CPU_MILLIS = 6;
const GOAL_IDLE_BYTES = 150_000_000;

/** Measured once by hand, with eight of the same senders over HTTP: it has no release that Go's module proxy serves. */
const QUOTED = `| EnterpriseDB's icebergexporter in a Collector (revision a76d271), logs from protobuf; quoted, not measured in this run | memory buffer | disk buffer |
|---|---:|---:|
| rows per CPU second | 29,400 | 21,800 |
| bytes per row | 126.6 | |
| resident memory | 1.4 to 1.8 GB | |
| rows acknowledged before \`kill -9\` | 28,000 | 141,000 |
| of these stored afterwards | 0 | 136,000 |
`;

const whole = (value: number): string => Math.round(value).toLocaleString("en-US");
const mebibytes = (bytes: number): string => whole(bytes / 2 ** 20);
const cpuMillis = (figure: LoadFigure): number => 1e6 / figure.rowsPerCpuSecond;

function goalTable({ loads, starts }: ServerResults): string {
  const ours = (name: string): boolean => name.startsWith("otlp2parquet");
  const rows: string[][] = [];
  const add = (target: string, what: string, goal: string, found: string, met: boolean): void => {
    rows.push([target, what, goal, found, met ? "yes" : "no"]);
  };
  for (const figure of loads.filter(({ target, senders }) => ours(target) && senders === 64)) {
    const name = `${figure.target}, ${figure.protocol}`;
    add(name, "p99, 64 senders", "< 1,000 ms", `${whole(figure.p99)} ms`, figure.p99 < GOAL_P99_MILLIS);
    const cpu = cpuMillis(figure);
    add(name, "CPU for 1,000 rows", "at most 6 ms", `${cpu.toFixed(1)} ms`, cpu <= GOAL_CPU_MILLIS);
    const rivals = loads.filter(
      (other) => other.target.startsWith("Rust") && other.protocol === figure.protocol && other.senders === 64,
    );
    for (const rival of rivals) {
      const found = `${whole(figure.rowsPerCpuSecond)}, ${whole(rival.rowsPerCpuSecond)}`;
      add(name, "rows per CPU second", `> ${rival.target}`, found, figure.rowsPerCpuSecond > rival.rowsPerCpuSecond);
    }
  }
  for (const figure of starts.filter(({ target }) => ours(target) && target.includes("-Xmx256m"))) {
    const found = `${whole(figure.idleBytes / 1e6)} MB`;
    add(figure.target, "idle resident memory", "at most 150 MB", found, figure.idleBytes <= GOAL_IDLE_BYTES);
  }
  return table(["target", "measure", "goal", "found", "met"], rows);
}

function loadTable(loads: readonly LoadFigure[]): string {
  const head = ["target", "protocol", "senders", "rows/s", "rows per CPU s", "CPU ms for 1,000 rows"];
  const more = ["p50 ms", "p99 ms", "max ms", "refused", "bytes/row", "rows/file", "peak MiB"];
  const rows = loads.map((figure) => [
    figure.target,
    figure.protocol,
    String(figure.senders),
    whole(figure.rowsPerSecond),
    whole(figure.rowsPerCpuSecond),
    cpuMillis(figure).toFixed(1),
    figure.p50.toFixed(1),
    whole(figure.p99),
    whole(figure.max),
    whole(figure.refusals),
    figure.bytesPerRow.toFixed(1),
    whole(figure.rowsPerFile),
    mebibytes(figure.peakBytes),
  ]);
  return table([...head, ...more], rows);
}

function startTable(starts: readonly StartFigure[]): string {
  const rows = starts.map((figure) => [
    figure.target,
    whole(figure.wallMillis),
    figure.cpuSeconds.toFixed(2),
    mebibytes(figure.idleBytes),
  ]);
  return table(["target", "ms to the first answer", "CPU seconds until then", "idle MiB"], rows);
}

function killTable(kills: readonly KillFigure[]): string {
  const rows = kills.map((figure) => [
    figure.target,
    whole(figure.acknowledgedRows),
    whole(figure.lostRows),
    whole(figure.rowsStoredTwice),
  ]);
  return table(["target", "rows acknowledged", "of these lost", "stored twice"], rows);
}

/** All tables. */
export function tables(results: ServerResults): string {
  const missing = results.loads.filter(({ missingRows }) => missingRows !== 0);
  const failed = results.loads.filter(({ failures }) => failures !== 0);
  const name = ({ target, protocol, senders }: LoadFigure) => `${target}, ${protocol}, ${senders} senders`;
  return [
    "## Goals",
    goalTable(results),
    "## Load",
    loadTable(results.loads),
    ...missing.map((figure) => `${name(figure)}: ${whole(figure.missingRows)} acknowledged rows are not stored.`),
    ...failed.map((figure) => `${name(figure)}: ${whole(figure.failures)} requests failed.`),
    "## Start",
    startTable(results.starts),
    "## SIGKILL under load",
    killTable(results.kills),
    "## A rival that is quoted",
    QUOTED,
  ].join("\n\n");
}

export function markdown(results: ServerResults): string {
  const { machine: at, date } = results;
  return `# The server and its peers

Written by \`scripts/bench server\` on ${date}; do not edit. [README.md](README.md#scriptsbench-server) says what is measured.
Machine: ${at.cores} shared cores, ${at.platform}, load average ${at.load} when it began.

${tables(results)}`;
}
