import "./heap-limit.ts";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** The Workers under test: their configuration, and where the output of `wrangler deploy --dry-run` lies. */
export const BUNDLES = {
  worker: { config: at("wrangler.toml"), output: at("dist/e2e/worker") },
  faultWorker: { config: at("test-e2e/fault-worker/wrangler.toml"), output: at("dist/e2e/fault-worker") },
  direct: { config: at("test-e2e/direct-worker/wrangler.toml"), output: at("dist/e2e/direct-worker") },
  durableFaults: {
    config: at("test-e2e/durable-faults/wrangler.toml"),
    output: at("dist/e2e/durable-faults"),
  },
  encoderVectors: { config: at("test-e2e/encoder-vectors/wrangler.toml"), output: at("dist/e2e/encoder-vectors") },
  signVectors: { config: at("test-e2e/sign-vectors/wrangler.toml"), output: at("dist/e2e/sign-vectors") },
} as const;

export type Bundle = keyof typeof BUNDLES;
