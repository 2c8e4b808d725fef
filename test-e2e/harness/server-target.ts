import { readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { TestServer } from "../server/server.ts";

/** The JVM server in the place of a Worker, for tests of what both promise. */
export class ServerTarget {
  readonly #server: TestServer;
  #cleared = 0;

  constructor(variables: Readonly<Record<string, string>>) {
    this.#server = new TestServer({
      // What the server does otherwise by default is not what these tests are about.
      variables: { OTLP2PARQUET_MAX_PAYLOAD_BYTES: "10485760", ...variables },
    });
  }

  async listen(): Promise<{ url: URL }> {
    await this.#server.start();
    return { url: this.#server.url };
  }

  async close(): Promise<void> {
    await this.#server.remove();
  }

  /** The directory of objects, as an R2 binding would show it. */
  bucket() {
    const root = this.#server.bucketDirectory;
    const files = this.#server.bucket;
    return {
      async list(_options: { cursor?: string }) {
        const objects = await files.list();
        return {
          objects: objects.map(({ key, size, modified }) => ({ key, size, uploaded: modified })),
          truncated: false,
        };
      },
      async get(key: string) {
        const path = join(root, key);
        if ((await stat(path).catch(() => undefined)) === undefined) return null;
        const bytes = await readFile(path);
        return { arrayBuffer: async () => new Uint8Array(bytes).buffer };
      },
      delete: (key: string) => rm(join(root, key)),
    };
  }

  getLogs(): { level: string; message: string }[] {
    // A Worker's line is its JSON. The server puts the time before it.
    return this.#server
      .logs()
      .slice(this.#cleared)
      .map(({ time: _, ...line }) => ({ level: line.level, message: JSON.stringify(line) }));
  }

  clearLogs(): void {
    this.#cleared = this.#server.logs().length;
  }
}
