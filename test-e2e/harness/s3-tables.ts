/** Amazon S3 Tables: the double of test-e2e/lake-doubles (S3TablesDouble). */

import { type Counts, DoubleProcess, type Facts, type Keys } from "./double-process.ts";

/** A table by its namespace and name. */
export interface TableName {
  readonly namespace: string;
  readonly name: string;
}

export class S3TablesProcess extends DoubleProcess<Facts, Counts> {
  /** Nothing listens yet, but the ports are fixed. */
  static async reserve(): Promise<S3TablesProcess> {
    return new S3TablesProcess("s3tables", await DoubleProcess.place());
  }

  /** Also before it is started. */
  get uri(): string {
    return `http://127.0.0.1:${this.port}/iceberg`;
  }

  /** Also before it is started. */
  get s3Endpoint(): string {
    return `http://127.0.0.1:${this.s3Port}`;
  }

  /** Keys with a session token, for the catalog and for S3. */
  async issueKeys(lifetimeMillis: number): Promise<Keys> {
    return this.control<Keys>("issue-keys", { lifetime: lifetimeMillis });
  }

  /** Lets issued keys expire now. */
  async expireKeys(keys: Keys): Promise<void> {
    await this.control("expire-keys", { accessKeyId: keys.accessKeyId });
  }

  /** Whether a client may create namespaces; if not, it gets 403. */
  async allowNamespaces(allowed: boolean): Promise<void> {
    await this.control("allow-namespaces", { allowed });
  }

  /** Whether `If-None-Match` works on PUT; if not, it gets 501. */
  async allowConditionalPuts(allowed: boolean): Promise<void> {
    await this.control("allow-conditional-puts", { allowed });
  }

  /** A table that exists and has no metadata. */
  async addTableWithoutMetadata(table: TableName): Promise<void> {
    await this.control("table-without-metadata", { ...table });
  }

  /** Each of the next commits to a table with data finds a compaction just committed, so that it gets 409. */
  async compactBeforeNextCommits(times: number): Promise<void> {
    await this.control("compact-before-next-commits", { times });
  }

  /** Commits a compaction now. Returns how many data files it replaced. */
  async compact(table: TableName): Promise<number> {
    return (await this.control<{ files: number }>("compact", { ...table })).files;
  }

  /** Deletes the objects of a table that no snapshot names and that are as old as this. Returns their locations. */
  async deleteUnreferenced(table: TableName, ageMillis: number): Promise<string[]> {
    return (await this.control<{ deleted: string[] }>("delete-unreferenced", { ...table, age: ageMillis })).deleted;
  }

  /** Forgets snapshots that are as old as this, but keeps a number of them. Returns how many are gone. */
  async expireSnapshots(table: TableName, ageMillis: number, keep: number): Promise<number> {
    return (await this.control<{ expired: number }>("expire-snapshots", { ...table, age: ageMillis, keep })).expired;
  }
}
