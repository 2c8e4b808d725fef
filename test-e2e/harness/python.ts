/** PyIceberg and DuckDB over the catalog, in a virtual environment that scripts/peers makes: test-e2e/peers/lake_readers.py. */

import { join } from "node:path";
import { ROOT } from "./bundles.ts";
import { CATALOG_TOKEN, WAREHOUSE } from "./catalog.ts";
import { LineProgram, type Row } from "./lines.ts";

/** The interpreter, set by scripts/peers. */
export const LAKE_READERS = process.env["LAKE_READERS"];

export interface ScanOptions {
  readonly filter?: string;
  readonly fields?: readonly string[];
}

export class PythonReaders {
  readonly #program: LineProgram;

  private constructor(program: LineProgram) {
    this.#program = program;
  }

  static start(catalogUri: string): Promise<PythonReaders> {
    return PythonReaders.of({ uri: catalogUri, warehouse: WAREHOUSE, token: CATALOG_TOKEN });
  }

  /** Over the catalog with these properties of PyIceberg. Without a token DuckDB has nothing attached. */
  static async of(catalog: Readonly<Record<string, string>>): Promise<PythonReaders> {
    return new PythonReaders(
      await LineProgram.start(LAKE_READERS as string, [
        join(ROOT, "test-e2e/peers/lake_readers.py"),
        JSON.stringify(catalog),
      ]),
    );
  }

  close(): Promise<void> {
    return this.#program.close();
  }

  /** Runs SQL in DuckDB, which has the catalog attached as `lake`. */
  duckdb(sql: string): Promise<Row[]> {
    return this.#program.ask({ duckdb: sql });
  }

  /** Rows of a table by PyIceberg; `table` with its namespace. */
  scan(table: string, options: ScanOptions = {}): Promise<Row[]> {
    return this.#program.ask({ scan: table, ...options });
  }

  /** The files that PyIceberg would open. */
  plan(table: string, filter: string): Promise<string[]> {
    return this.#program.ask({ plan: table, filter });
  }

  inspect(table: string, what: "files" | "manifests" | "snapshots" | "partitions"): Promise<Row[]> {
    return this.#program.ask({ inspect: table, what });
  }

  /** Runs SQL in a DuckDB connection that has nothing attached, and answers the rows of each. */
  session(statements: readonly string[]): Promise<Row[][]> {
    return this.#program.ask({ session: statements });
  }

  /** Runs a program, and answers what it prints. */
  run(source: string): Promise<string> {
    return this.#program.ask({ python: source });
  }
}
