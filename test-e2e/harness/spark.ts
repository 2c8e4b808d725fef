/** Spark over the catalog: test-e2e/spark-reader. */

import { javaCatalogProperties } from "./iceberg.ts";
import { classPath, LineProgram, type Row } from "./lines.ts";

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

export class Spark {
  readonly #program: LineProgram;

  private constructor(program: LineProgram) {
    this.#program = program;
  }

  static async start(line: SparkLine, worker: URL, catalogUri: string): Promise<Spark> {
    const properties = Object.entries(javaCatalogProperties(worker, catalogUri)).map(
      ([name, value]) => `${name}=${value}`,
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
