import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const PACKAGES = ["workerd", "hyparquet-writer", "parquet-wasm", "apache-arrow", "protobufjs"];

/** What takes part, by its installed version. */
export function versions(): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of PACKAGES) {
    const path = fileURLToPath(new URL(`../../node_modules/${name}/package.json`, import.meta.url));
    found[name] = (JSON.parse(readFileSync(path, "utf8")) as { version: string }).version;
  }
  const pom = readFileSync(fileURLToPath(new URL("../../pom.xml", import.meta.url)), "utf8");
  found["parquet-java"] = /<parquet.version>(.*)<\/parquet.version>/.exec(pom)?.[1] ?? "unknown";
  return found;
}
