/** What worker-js-shim/build does to the deployed module, done to the benchmark's, so that the same machine code is measured. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { joinBoundChecks } from "../../../worker-js-shim/build/bound-checks.ts";
import { withoutCustomSections } from "../../../worker-js-shim/build/wasm-sections.ts";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const module = readFileSync(at("target/wasm/bench.wasm"));
mkdirSync(at("generated"), { recursive: true });
writeFileSync(at("generated/bench.wasm"), withoutCustomSections(joinBoundChecks(module), ["name", "sourceMappingURL"]));
