/**
 * The OpenTelemetry Java SDK, whose requests end without an answer: at its own timeout, by a reset, because the answer is lost, because the Worker is killed.
 */

import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "./harness/bundles.ts";
import { givesUp, hangsUp, type Sender, senderFaults } from "./harness/sender-faults.ts";
import { TOKEN } from "./harness/worker.ts";

const java: Sender = async ({ url }, timeoutMillis, records) => {
  const target = join(ROOT, "test-e2e/java-exporter/target");
  const classPath = await readFile(join(target, "class-path"), "utf8");
  await promisify(execFile)("java", [
    ...["-cp", `${join(target, "classes")}:${classPath.trim()}`, "dev.otlp2parquet.e2e.MarkedRecords"],
    ...[url.origin, TOKEN, String(timeoutMillis)],
    ...records.flatMap(({ text, unixNanos }) => [text, String(unixNanos)]),
  ]);
};
givesUp("Java SDK", java);
senderFaults("Java SDK", java);

// When the exporter has a longer timeout, the HTTP client of the Java SDK waits for an answer for 10 s and then tries again.
hangsUp("Java SDK, after 10 s", java, { afterMillis: 13_000, slow: 1 }, 40_000);
