/** A Worker in catalog mode, the catalog that it commits to, and a reader of the tables that come of it. */

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { BUCKET_NAME, CATALOG_TOKEN, CatalogProcess, WAREHOUSE } from "./catalog.ts";
import { IcebergReader } from "./iceberg.ts";
import type { Row } from "./lines.ts";
import { canonical, type Sample, type TableRows } from "./telemetry.ts";
import { type Signal, type StartOptions, TestWorker } from "./worker.ts";

export const COMMITTED = "otlp2parquet-committed";

export interface LakeOptions extends StartOptions {
  /** Whether the catalog runs from the beginning; default true. */
  readonly catalog?: boolean;
}

export class LakeWorker {
  readonly worker: TestWorker;
  readonly catalog: CatalogProcess;
  #reader: Promise<IcebergReader> | undefined;

  private constructor(worker: TestWorker, catalog: CatalogProcess) {
    this.worker = worker;
    this.catalog = catalog;
  }

  static async start(options: LakeOptions = {}): Promise<LakeWorker> {
    const catalog = await CatalogProcess.reserve();
    const buffered = options.vars?.["OTLP2PARQUET_BATCHING_ENABLED"] === "true";
    const worker = new TestWorker({
      // Without buffers and committers an isolate commits by itself.
      bundle: buffered ? "worker" : "direct",
      ...options,
      vars: {
        OTLP2PARQUET_CATALOG_MODE: "rest",
        OTLP2PARQUET_CATALOG_URI: catalog.uri,
        OTLP2PARQUET_CATALOG_WAREHOUSE: WAREHOUSE,
        OTLP2PARQUET_R2_BUCKET_NAME: BUCKET_NAME,
        // A request is committed before it is answered.
        OTLP2PARQUET_BATCHING_ENABLED: "false",
        ...options.vars,
      },
      secrets: { OTLP2PARQUET_CATALOG_TOKEN: CATALOG_TOKEN, ...options.secrets },
    });
    const lake = new LakeWorker(worker, catalog);
    try {
      await worker.start();
      if (options.catalog ?? true) await catalog.start(worker.url);
    } catch (error) {
      // What is left running would keep the suite from ending.
      await lake.close();
      throw error;
    }
    return lake;
  }

  async close(): Promise<void> {
    await (await this.#reader)?.close();
    await this.catalog.close();
    await this.worker.close();
  }

  /** Iceberg's Java library, started at its first use. */
  reader(): Promise<IcebergReader> {
    this.#reader ??= IcebergReader.start(this.worker.url, this.catalog.uri);
    return this.#reader;
  }

  /** Posts all of a sample; each answer must say that its rows are committed. */
  async store(sample: Sample): Promise<void> {
    for (const [signal, body] of Object.entries(sample.requests)) {
      const response = await this.worker.post(signal as Signal, body);
      assert.equal(response.status, 200, await response.clone().text());
      assert.equal(response.headers.get(COMMITTED), "true", signal);
    }
  }

  /** The rows of a table; none when it does not exist. */
  async rows(table: string): Promise<Row[]> {
    const reader = await this.reader();
    return (await reader.tables()).includes(table) ? await reader.rows(table) : [];
  }

  /** Compares every table with what it must hold, value by value, and its metadata with themselves. */
  async expectTables(expected: TableRows): Promise<void> {
    const reader = await this.reader();
    assert.deepEqual(await reader.tables(), Object.keys(expected).sort());
    for (const [table, rows] of Object.entries(expected)) {
      assert.deepEqual(canonical(table, await reader.rows(table)), canonical(table, rows), table);
      const audit = await reader.audit(table);
      assert.deepEqual({ records: audit.records, faults: audit.faults }, { records: rows.length, faults: [] }, table);
    }
  }
}

/** Starts one that lives as long as the suite in whose body this is called; it is there when tests and later `before`s run. */
export function suiteLake(options: LakeOptions = {}): () => LakeWorker {
  let lake: LakeWorker | undefined;
  before(async () => {
    lake = await LakeWorker.start(options);
  });
  after(() => lake?.close());
  return () => {
    assert.ok(lake !== undefined);
    return lake;
  };
}

/** The rows of several samples together. */
export function together(...samples: readonly Sample[]): TableRows {
  const rows: TableRows = {};
  for (const sample of samples) {
    for (const [table, more] of Object.entries(sample.rows)) rows[table] = [...(rows[table] ?? []), ...more];
  }
  return rows;
}
