/**
 * Turns what the TeaVM compiler wrote into what the shim bundles, in `worker-js-shim/generated`:
 *
 * - `worker.wasm`: to be deployed; without names.
 * - `runtime.js`: TeaVM's runtime without evaluation of strings.
 * - `worker.symbols.wasm`: the symbol twin, the same code with the names of its functions. Not deployed.
 * - `worker.wasm.teadbg`: from code offsets to Java methods and lines, inlined ones too, for `scripts/symbolize`. Not deployed.
 * - `worker.wasm.map`: the source map, for debuggers. Not deployed.
 */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { joinBoundChecks } from "./bound-checks.ts";
import { patchRuntime } from "./runtime-patch.ts";
import { functionNames, readSections, withoutCustomSections } from "./wasm-sections.ts";

const compiled = fileURLToPath(new URL("../../worker-java/worker/target/wasm/", import.meta.url));
const generated = fileURLToPath(new URL("../generated/", import.meta.url));

const module = readFileSync(join(compiled, "worker.wasm"));
if (functionNames(module).size === 0) {
  throw new Error("the compiler wrote no function names: stacks would be unreadable (minifying must be false)");
}
const twin = joinBoundChecks(module);
const deployed = withoutCustomSections(twin, ["name", "sourceMappingURL"]);
assertNamesCameLast(twin);

mkdirSync(generated, { recursive: true });
writeFileSync(join(generated, "worker.wasm"), deployed);
writeFileSync(join(generated, "worker.symbols.wasm"), twin);
for (const file of ["worker.wasm.teadbg", "worker.wasm.map"]) {
  copyFileSync(join(compiled, file), join(generated, file));
}
writeFileSync(join(generated, "runtime.js"), patchRuntime(readFileSync(join(compiled, "teavm-runtime.js"), "utf8")));

/** Offsets in stacks and in the source map count from the start of the file, so nothing before the code may have been cut. */
function assertNamesCameLast(module: Uint8Array): void {
  const sections = readSections(module);
  const names = sections.findIndex((section) => section.name === "name");
  const code = sections.findIndex((section) => section.id === 10);
  if (names < code) {
    throw new Error("the name section is before the code: offsets of the deployed module would differ from its twin's");
  }
}
