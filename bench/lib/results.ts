/** What a run of the benchmark found: as JSON, as tables in Markdown. */
import { cpus, loadavg } from "node:os";
import { WORKLOADS } from "../../scripts/lib/workload.ts";
import type { Stage } from "../workers/wire.ts";

export interface Machine {
  readonly cores: number;
  /** Processes that wanted a core in the minute before, on average. */
  readonly load: number;
  readonly platform: string;
  readonly node: string;
  readonly versions: Readonly<Record<string, string>>;
}

/** One participant, one workload, one format, one size. */
export interface Figure {
  /** `encoder`: bytes in, bytes out, in one process. `server`: HTTP in, an object or file stored. */
  readonly kind: "encoder" | "server";
  readonly participant: string;
  readonly where: string;
  readonly workload: string;
  readonly format: string;
  readonly rows: number;
  readonly rowsPerCpuSecond: number;
  readonly rounds: readonly number[];
  readonly bytesPerRow: number;
}

export interface StageFigure {
  readonly workload: string;
  readonly format: string;
  readonly profile: string;
  readonly rows: number;
  /** CPU microseconds for a row in each stage alone. */
  readonly microsPerRow: Readonly<Record<Stage, number>>;
}

export interface MemoryFigure {
  readonly participant: string;
  readonly format: string;
  readonly bodyBytes: number;
  readonly idleBytes: number;
  /** The most that was resident, above idle, while one request was turned into files: the first, and the highest of twenty. */
  readonly firstAboveIdle: number;
  readonly twentyAboveIdle: number;
}

export interface Results {
  readonly date: string;
  readonly machine: Machine;
  readonly seed: number;
  readonly figures: Figure[];
  readonly stages: StageFigure[];
  readonly memory: MemoryFigure[];
}

export function machine(versions: Readonly<Record<string, string>>): Machine {
  return {
    cores: cpus().length,
    load: Math.round(loadavg()[0] ?? 0),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    versions,
  };
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const width = (column: number) => Math.max(...[head, ...rows].map((row) => (row[column] ?? "").length));
  const widths = head.map((_, column) => width(column));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => (i < 1 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(" | ")} |`;
  const rule = `|${widths.map((w, i) => (i < 1 ? "-".repeat(w + 2) : `${"-".repeat(w + 1)}:`)).join("|")}|`;
  return [line(head), rule, ...rows.map(line)].join("\n");
}

const whole = (value: number): string => Math.round(value).toLocaleString("en-US");

/** Speed and size of all participants over one workload and format, and how many times as fast the first is. */
export function speedTables(figures: readonly Figure[]): string {
  const order = (figure: Figure) =>
    (figure.kind === "encoder" ? 0 : 100) +
    10 * (WORKLOADS as readonly string[]).indexOf(figure.workload) +
    (figure.format === "json" ? 0 : 1);
  const groups = Map.groupBy(
    [...figures].sort((a, b) => order(a) - order(b)),
    ({ kind, workload, format }) => `${kind}: ${workload} from ${format}`,
  );
  return [...groups]
    .map(([title, own]) => {
      const sizes = [...new Set(own.map((figure) => figure.rows))].sort((a, b) => a - b);
      const names = [...new Set(own.map((figure) => figure.participant))];
      const at = (name: string | undefined, rows: number) =>
        own.find((figure) => figure.participant === name && figure.rows === rows);
      const head = ["rows per CPU second", ...sizes.flatMap((size) => [`${whole(size)} rows`, "ratio", "bytes/row"])];
      const rows = names.map((name) => [
        name,
        ...sizes.flatMap((size) => {
          const [figure, first] = [at(name, size), at(names[0], size)];
          if (figure === undefined) return ["", "", ""];
          const ratio = first === undefined ? "" : (first.rowsPerCpuSecond / figure.rowsPerCpuSecond).toFixed(1);
          return [whole(figure.rowsPerCpuSecond), ratio, figure.bytesPerRow.toFixed(1)];
        }),
      ]);
      return `### ${title}\n\n${table(head, rows)}\n`;
    })
    .join("\n");
}

export function stageTable(stages: readonly StageFigure[]): string {
  const [first] = stages;
  if (first === undefined) return "";
  const names = Object.keys(first.microsPerRow) as Stage[];
  const head = ["CPU microseconds for a row", "rows", ...names, "in all"];
  const rows = stages.map((figure) => [
    `${figure.workload} from ${figure.format}, ${figure.profile}`,
    whole(figure.rows),
    ...names.map((name) => figure.microsPerRow[name].toFixed(2)),
    names.reduce((sum, name) => sum + figure.microsPerRow[name], 0).toFixed(2),
  ]);
  return `${table(head, rows)}\n`;
}

export function memoryTable(memory: readonly MemoryFigure[]): string {
  if (memory.length === 0) return "";
  const mebibytes = (bytes: number) => (bytes / 2 ** 20).toFixed(0);
  const head = ["resident memory, MiB", "body", "idle", "above idle: first request", "highest of twenty"];
  const rows = memory.map((figure) => [
    `${figure.participant}, ${figure.format}`,
    (figure.bodyBytes / 2 ** 20).toFixed(1),
    mebibytes(figure.idleBytes),
    mebibytes(figure.firstAboveIdle),
    mebibytes(figure.twentyAboveIdle),
  ]);
  return `${table(head, rows)}\n`;
}

export function markdown(results: Results): string {
  const { machine: at, date } = results;
  const versions = Object.entries(at.versions).map(([name, version]) => `${name} ${version}`);
  return `# Results

Written by \`scripts/bench\` on ${date}; do not edit. [README.md](README.md) says what is measured and where the participants differ.
Machine: ${at.cores} shared cores, ${at.platform}, load average ${at.load} when it began. ${versions.join(", ")}. Seed ${results.seed}.

"ratio" is how many times as many rows the first line gets through in the same CPU time.

![rows per CPU second](results.svg)

## Speed and size

${speedTables(results.figures)}
## Where the time goes in our module

${stageTable(results.stages)}
## Memory

${memoryTable(results.memory)}`;
}
