import type { BundleSize, Size } from "./bundle-size.ts";

/** `size-budget/budget.json`: the most bytes of each part, compressed by gzip. */
export type Budget = Readonly<Record<keyof BundleSize, number>>;

/** `size-budget/recorded.json`: the sizes when they were last recorded. */
export interface Recorded {
  readonly bundle: BundleSize;
  readonly packages: Readonly<Record<string, number>>;
}

/** Cloudflare's limit on the free plan for years. No budget may exceed it. */
export const HARD_LIMIT = 3 * 1024 * 1024;

const PARTS = ["wasm", "shim", "total"] as const;
const ROWS = 15;

/** What is over a limit, in words; empty when nothing is. */
export function violations(bundle: BundleSize, budget: Budget): string[] {
  const found = PARTS.filter((part) => bundle[part].gzip > budget[part]).map(
    (part) => `${part}: ${bundle[part].gzip} bytes gzipped, the budget is ${budget[part]}`,
  );
  if (bundle.total.gzip > HARD_LIMIT) {
    found.push(`total: ${bundle.total.gzip} bytes gzipped, no budget may exceed ${HARD_LIMIT}`);
  }
  return found;
}

/** Markdown, for the terminal and for the summary of a CI job. */
export function report(
  bundle: BundleSize,
  budget: Budget,
  recorded: Recorded,
  packages: ReadonlyMap<string, number>,
  functions: ReadonlyMap<string, number>,
): string {
  const over = violations(bundle, budget);
  return [
    "## Size of the Worker",
    "",
    "| | raw | gzip | brotli | budget (gzip) | used |",
    "|---|--:|--:|--:|--:|--:|",
    ...PARTS.map((part) => partRow(part, bundle[part], recorded.bundle[part], budget[part])),
    "",
    "In brackets: the change since `size-budget/recorded.json`.",
    "",
    over.length === 0 ? "Within the budget." : `**Over the budget.** ${over.join("; ")}.`,
    "",
    "### Largest Java packages (bytes of Wasm, not compressed)",
    "",
    "| package | bytes | change |",
    "|---|--:|--:|",
    ...[...packages]
      .slice(0, ROWS)
      .map(([name, bytes]) => `| ${name} | ${bytes} | ${signed(bytes - (recorded.packages[name] ?? 0))} |`),
    "",
    "### Largest functions",
    "",
    "| function | bytes |",
    "|---|--:|",
    ...[...functions].slice(0, ROWS).map(([name, bytes]) => `| ${name} | ${bytes} |`),
    "",
  ].join("\n");
}

function partRow(part: string, size: Size, before: Size, budget: number): string {
  const cell = (key: keyof Size): string => `${size[key]} (${signed(size[key] - before[key])})`;
  const used = `${((100 * size.gzip) / budget).toFixed(1)} %`;
  return `| ${part} | ${cell("raw")} | ${cell("gzip")} | ${cell("brotli")} | ${budget} | ${used} |`;
}

function signed(change: number): string {
  return change > 0 ? `+${change}` : String(change);
}
