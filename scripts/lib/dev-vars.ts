import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const TOKEN = "OTLP2PARQUET_AUTH_TOKEN";

/**
 * The token that requests to the local Worker have to carry, as {@link tokenIn} finds it. A file that is missing is made, with a token of its own.
 */
export function developmentToken(file: string): string | undefined {
  if (!existsSync(file)) {
    const token = `dev-${randomBytes(12).toString("hex")}`;
    const text = `# Secrets of the local Worker (scripts/dev); git ignores this file.\n${TOKEN}=${token}\n`;
    writeFileSync(file, text, { mode: 0o600 });
    return token;
  }
  return tokenIn(file);
}

/**
 * The first token of `.dev.vars`, where wrangler reads local secrets. Undefined if the file is missing or has none: then somebody has
 * configured something else.
 */
export function tokenIn(file: string): string | undefined {
  const content = existsSync(file) ? readFileSync(file, "utf8") : "";
  const line = new RegExp(`^\\s*${TOKEN}\\s*=\\s*["']?([^"'\\n]*)`, "m").exec(content);
  return line?.[1]?.split(",")[0]?.trim() || undefined;
}
