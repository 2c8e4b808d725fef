import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const TOKEN = "OTLP2PARQUET_AUTH_TOKEN";

/**
 * The token that requests to the local Worker have to carry: the first one of `.dev.vars`, where wrangler reads local secrets. A file that is
 * missing is made, with a token of its own. Undefined if the file has none: somebody has configured something else.
 */
export function developmentToken(file: string): string | undefined {
  if (!existsSync(file)) {
    const token = `dev-${randomBytes(12).toString("hex")}`;
    const text = `# Secrets of the local Worker (scripts/dev); git ignores this file.\n${TOKEN}=${token}\n`;
    writeFileSync(file, text, { mode: 0o600 });
    return token;
  }
  const line = new RegExp(`^\\s*${TOKEN}\\s*=\\s*["']?([^"'\\n]*)`, "m").exec(readFileSync(file, "utf8"));
  return line?.[1]?.split(",")[0]?.trim() || undefined;
}
