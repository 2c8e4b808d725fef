/** Spark over the catalog: test-e2e/spark-reader. */

import { CATALOG_TOKEN, WAREHOUSE } from "./catalog.ts";
import { classPath, LineProgram, type Row } from "./lines.ts";
import { type Snippet, snippets, under } from "./snippets.ts";

/** A version of Spark that its module has been built for, with its version of Iceberg. */
export type SparkLine = "4.0" | "3.5";

export interface Scan {
  readonly node: string;
  readonly vectorized: boolean;
  /** Spark's and Iceberg's own, such as `resultDataFiles` and `skippedDataManifests`. */
  readonly metrics: Readonly<Record<string, number>>;
}

export interface SparkResult {
  readonly rows: Row[];
  readonly scans: readonly Scan[];
}

/** What Spark on JDK 17 asks for: https://github.com/apache/spark, JavaModuleOptions. */
const OPENED = [
  ...["java.lang", "java.lang.invoke", "java.lang.reflect", "java.io", "java.net", "java.nio", "java.util"],
  ...["java.util.concurrent", "java.util.concurrent.atomic", "jdk.internal.ref", "sun.nio.ch", "sun.nio.cs"],
  ...["sun.security.action", "sun.util.calendar"],
].map((name) => `--add-opens=java.base/${name}=ALL-UNNAMED`);

/** The examples of docs/querying.md for a catalog. */
export function sparkSnippets(catalogUri: string): Promise<Snippet[]> {
  return snippets("docs/querying.md", { MY_CATALOG_URI: catalogUri, MY_WAREHOUSE: WAREHOUSE, MY_TOKEN: CATALOG_TOKEN });
}

export class Spark {
  readonly #program: LineProgram;

  private constructor(program: LineProgram) {
    this.#program = program;
  }

  /** Starts it as docs/querying.md says: the catalog gives out what opens the bucket. */
  static async start(line: SparkLine, catalogUri: string): Promise<Spark> {
    const [command = ""] = under(await sparkSnippets(catalogUri), "Spark", "shell");
    const properties = [...command.matchAll(/--conf spark\.sql\.catalog\.lake\.(\S+)/g)].map(
      ([, pair]) => pair as string,
    );
    return new Spark(
      await LineProgram.start(
        "java",
        [
          ...["-Xmx2g", ...OPENED, "-cp", await classPath("test-e2e/spark-reader", `target/${line}`)],
          ...["dev.otlp2parquet.spark.SparkReader", ...properties],
        ],
        { AWS_REQUEST_CHECKSUM_CALCULATION: "WHEN_REQUIRED" },
      ),
    );
  }

  close(): Promise<void> {
    return this.#program.close();
  }

  /** Runs a statement; tables are found in the catalog without its name: `otel.logs`. */
  sql(sql: string): Promise<SparkResult> {
    return this.#program.ask({ sql });
  }

  async rows(sql: string): Promise<Row[]> {
    return (await this.sql(sql)).rows;
  }
}
