/**
 * Bundles the Worker, and the Worker that injects faults, exactly as a deployment would: what is tested is what would be
 * uploaded. Run once before the tests; the Wasm must have been built by Maven. Arguments: which bundles; all by default.
 */

import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { BUNDLES, type Bundle, ROOT } from "./bundles.ts";

const wrangler = join(ROOT, "node_modules/wrangler/bin/wrangler.js");

const known = Object.keys(BUNDLES) as Bundle[];
const wanted = process.argv.slice(2);
for (const name of known.filter((each) => wanted.length === 0 || wanted.includes(each))) {
  const { config, output } = BUNDLES[name];
  // The Wasm has its hash in its name: one of an earlier build would stay beside it.
  rmSync(output, { recursive: true, force: true });
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [wrangler, "deploy", "--dry-run", "--config", config, "--outdir", output],
    { cwd: ROOT, encoding: "utf8", env: { ...process.env, WRANGLER_SEND_METRICS: "false" } },
  );
  if (status !== 0) {
    process.stderr.write(`${stdout}${stderr}\nwrangler deploy --dry-run failed for ${config}\n`);
    process.exit(1);
  }
  process.stdout.write(`${name}: ${/Total Upload: .*/.exec(stdout)?.[0] ?? "bundled"}\n`);
}
