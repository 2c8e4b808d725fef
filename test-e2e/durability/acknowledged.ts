import assert from "node:assert/strict";
import type { IcebergReader } from "../harness/iceberg.ts";
import { NAME_COLUMNS, type NamedRequest } from "./workload.ts";

/** The rows that senders were told are safe. */
export class Acknowledged {
  /** Table, name of the row, where it comes from and how often it may be there. */
  readonly #rows = new Map<string, Map<string, { readonly origin: string; readonly copies: number }>>();

  /** @param copies the most that may be stored, as `deliver` says */
  add(request: NamedRequest, copies: number, origin: string): void {
    for (const [table, names] of Object.entries(request.rows)) {
      const known = this.#rows.get(table) ?? new Map<string, { readonly origin: string; readonly copies: number }>();
      for (const name of names) known.set(name, { origin, copies });
      this.#rows.set(table, known);
    }
  }

  /**
   * Reads every table by Iceberg's Java library: each row is there once, or as often as it may, and no other; the metadata agree with themselves and with the objects; every
   * live data file is in the bucket.
   *
   * @param keys of all objects of the bucket
   * @returns what there is, with the orphans: data files that no table refers to, left by attempts that died
   */
  async verify(reader: IcebergReader, keys: readonly string[]): Promise<string> {
    const wrong: string[] = [];
    const live = new Set<string>();
    let rows = 0;
    let allowed = 0;
    let doubled = 0;
    for (const [table, names] of this.#rows) {
      const copies = new Map<string, number>();
      for (const name of await reader.texts(table, NAME_COLUMNS[table] ?? "")) {
        copies.set(name, (copies.get(name) ?? 0) + 1);
      }
      for (const [name, { origin, copies: most }] of names) {
        const count = copies.get(name) ?? 0;
        if (count < 1 || count > most) wrong.push(`${origin}: ${name} is ${count} times in ${table}, of ${most}`);
        allowed += most - 1;
        doubled += count - 1;
        copies.delete(name);
      }
      rows += names.size;
      for (const name of copies.keys()) wrong.push(`${name} in ${table} was never acknowledged`);
      const audit = await reader.audit(table);
      wrong.push(...audit.faults.map((fault) => `${table}: ${fault}`));
      for (const { path } of audit.files) live.add(path.replace(/^s3:\/\/[^/]+\//, ""));
    }
    const files = new Set(keys.filter((key) => key.endsWith(".parquet")));
    for (const path of live) if (!files.delete(path)) wrong.push(`${path} is in a table and not in the bucket`);
    assert.deepEqual(wrong, []);
    return `${rows} rows in ${live.size} files, ${files.size} orphans; ${allowed} further copies allowed, ${doubled} stored`;
  }
}
