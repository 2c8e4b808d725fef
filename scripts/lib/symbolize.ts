import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Symbolizer } from "./symbolizer.ts";

const USAGE = `scripts/symbolize [--build DIRECTORY] < log

Turns the Wasm frames of a logged stack into Java methods and lines. Reads log lines (JSON objects with a "stack") or bare stacks. Prints all
other lines unchanged.

  --build  directory with worker.symbols.wasm and worker.wasm.teadbg of the deployed build (default worker-js-shim/generated, the
           last build here). They fit only the build that wrote the stack: keep them with each deployment.
`;

const { values } = parseArgs({
  options: { build: { type: "string" }, help: { type: "boolean", short: "h" } },
});
if (values.help) {
  process.stdout.write(USAGE);
  process.exit(0);
}
const build = values.build ?? fileURLToPath(new URL("../../worker-js-shim/generated", import.meta.url));
const twin = join(build, "worker.symbols.wasm");
const debugInfo = join(build, "worker.wasm.teadbg");
for (const file of [twin, debugInfo]) {
  if (!existsSync(file)) {
    process.stderr.write(
      `scripts/symbolize: ${file} is missing: run scripts/build, or give its directory with --build\n`,
    );
    process.exit(1);
  }
}
const symbolizer = new Symbolizer(readFileSync(twin), readFileSync(debugInfo));
for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${symbolizer.line(line)}\n`);
}
