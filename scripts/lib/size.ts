import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { measureBundle } from "./bundle-size.ts";
import { type Budget, type Recorded, report, violations } from "./size-report.ts";
import { contributors } from "./wasm-contributors.ts";

const USAGE = `scripts/size [--record]

Bundles the Worker as a deployment would (wrangler deploy --dry-run) and reports its size as Markdown: each part raw and compressed, the
change since the recorded sizes, the largest Java packages and functions. Fails if a part is over size-budget/budget.json.

  --record  writes the sizes to size-budget/recorded.json; commit that file with the change that caused them
`;

const root = fileURLToPath(new URL("../..", import.meta.url));
const output = `${root}dist/worker`;
const recordedFile = `${root}size-budget/recorded.json`;
const twinFile = `${root}worker-js-shim/generated/worker.symbols.wasm`;

const { values } = parseArgs({ options: { record: { type: "boolean" }, help: { type: "boolean", short: "h" } } });
if (values.help) {
  process.stdout.write(USAGE);
  process.exit(0);
}

bundle();
const size = measureBundle(output);
const { packages, functions } = contributors(readFileSync(twinFile));
const budget = readJson<Budget>(`${root}size-budget/budget.json`);
const nothing = { raw: 0, gzip: 0, brotli: 0 };
const recorded = existsSync(recordedFile)
  ? readJson<Recorded>(recordedFile)
  : { bundle: { wasm: nothing, shim: nothing, total: nothing }, packages: {} };
process.stdout.write(report(size, budget, recorded, packages, functions));
if (values.record) {
  const figures: Recorded = { bundle: size, packages: Object.fromEntries(packages) };
  writeFileSync(recordedFile, `${JSON.stringify(figures, null, 2)}\n`);
}
const over = violations(size, budget);
if (over.length > 0) {
  process.stderr.write(`scripts/size: over the budget: ${over.join("; ")}\n`);
  process.exitCode = 1;
}

function bundle(): void {
  // Nothing of an earlier build may be counted.
  rmSync(output, { recursive: true, force: true });
  const wrangler = `${root}node_modules/wrangler/bin/wrangler.js`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [wrangler, "deploy", "--dry-run", "--outdir", output],
    {
      cwd: root,
      encoding: "utf8",
      env: { ...process.env, WRANGLER_SEND_METRICS: "false" },
    },
  );
  if (status !== 0) {
    process.stderr.write(`${stdout}${stderr}\nscripts/size: wrangler deploy --dry-run failed\n`);
    process.exit(1);
  }
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, "utf8")) as T;
}
