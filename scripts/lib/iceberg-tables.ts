/** The tables of an Iceberg REST catalog: which objects their current snapshots are made of. */

import { avroRecords } from "./avro.ts";
import { type Bucket, eightAtOnce } from "./bucket.ts";
import type { IcebergField } from "./columns-by-id.ts";
import { Complaint } from "./complaint.ts";

/** A catalog and the bucket that its tables are in. */
export interface CatalogAddress {
  /** Base of the REST API, without `/v1`. */
  readonly uri: string;
  readonly token: string;
  readonly warehouse: string;
  readonly namespace: string;
  readonly bucketName: string;
}

/** A table as it is now. */
export interface CurrentTable {
  /** Keys of the objects of the current snapshot; none without one. */
  readonly keys: string[];
  /** Its columns; undefined where the table has been dropped a moment ago. */
  readonly fields: readonly IcebergField[] | undefined;
}

interface TableMetadata {
  readonly "current-schema-id"?: number;
  readonly schemas?: { readonly "schema-id"?: number; readonly fields: readonly IcebergField[] }[];
  readonly "current-snapshot-id"?: unknown;
  readonly snapshots?: { readonly "snapshot-id": unknown; readonly "manifest-list": string }[];
}

/** The fields of a manifest list (specification: Manifest Lists) that matter here. */
interface ManifestFile {
  readonly manifest_path: string;
  readonly content?: number;
}

/** The fields of a manifest (specification: Manifests) that matter here. */
interface ManifestEntry {
  readonly status: number;
  readonly data_file: { readonly content?: number; readonly file_path: string; readonly file_format: string };
}

const DATA = 0;
const DELETED = 2;

/** The tables of the namespace by name. */
export async function currentTables(address: CatalogAddress, bucket: Bucket): Promise<Map<string, CurrentTable>> {
  const catalog = new Catalog(address);
  const tables = new Map<string, CurrentTable>();
  for (const table of await catalog.tables()) {
    const metadata = await catalog.table(table);
    const manifestList = currentManifestList(metadata);
    const keys = manifestList === undefined ? [] : await liveFiles(table, manifestList, address, bucket);
    const schemaId = metadata["current-schema-id"];
    const fields = metadata.schemas?.find((schema) => (schema["schema-id"] ?? 0) === schemaId)?.fields;
    tables.set(table, { keys, fields });
  }
  return tables;
}

class Catalog {
  readonly #address: CatalogAddress;
  #prefix: string | undefined;

  constructor(address: CatalogAddress) {
    this.#address = address;
  }

  /** Empty where there is no such namespace. */
  async tables(): Promise<string[]> {
    const path = `namespaces/${encodeURIComponent(this.#address.namespace)}/tables`;
    const answer = (await this.#get(path)) as { identifiers: { name: string }[] } | undefined;
    return (answer?.identifiers ?? []).map(({ name }) => name).sort();
  }

  async table(name: string): Promise<TableMetadata> {
    const path = `namespaces/${encodeURIComponent(this.#address.namespace)}/tables/${encodeURIComponent(name)}`;
    const answer = (await this.#get(path)) as { metadata: TableMetadata } | undefined;
    // A table that has been dropped a moment ago has nothing to read.
    return answer?.metadata ?? {};
  }

  async #get(path: string): Promise<unknown> {
    if (this.#prefix === undefined) {
      const warehouse = encodeURIComponent(this.#address.warehouse);
      const { defaults, overrides } = (await this.#send(`config?warehouse=${warehouse}`)) as {
        defaults?: { prefix?: string };
        overrides?: { prefix?: string };
      };
      this.#prefix = overrides?.prefix ?? defaults?.prefix ?? "";
    }
    return this.#send(this.#prefix === "" ? path : `${encodeURIComponent(this.#prefix)}/${path}`);
  }

  /** Undefined for what is not there. */
  async #send(path: string): Promise<unknown> {
    const { uri, token } = this.#address;
    let response: Response;
    try {
      response = await fetch(`${uri}/v1/${path}`, {
        headers: { authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(30_000),
      });
    } catch (error) {
      const { cause } = error as { cause?: { code?: string } };
      throw new Complaint(
        `no catalog answers at ${uri} (${cause?.code ?? (error as Error).message}): start it with scripts/dev --catalog`,
      );
    }
    const text = await response.text();
    if (response.status === 404) return undefined;
    if (!response.ok) throw new Complaint(`the catalog at ${uri} answered ${response.status}: ${text.slice(0, 300)}`);
    return JSON.parse(text, exactIntegers);
  }
}

/** Ids of snapshots exceed 2^53: they are kept as their text, which is only compared. */
function exactIntegers(_name: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === "number" && !Number.isSafeInteger(value) ? (context?.source ?? value) : value;
}

function currentManifestList(metadata: TableMetadata): string | undefined {
  const current = metadata["current-snapshot-id"];
  return metadata.snapshots?.find((snapshot) => snapshot["snapshot-id"] === current)?.["manifest-list"];
}

async function liveFiles(
  table: string,
  manifestList: string,
  address: CatalogAddress,
  bucket: Bucket,
): Promise<string[]> {
  const read = async <T>(location: string): Promise<T[]> =>
    avroRecords<T>(await bucket.get(keyOf(location, address.bucketName)));
  const keys: string[] = [];
  const manifests = await read<ManifestFile>(manifestList);
  for (const manifest of manifests) {
    if ((manifest.content ?? DATA) !== DATA) {
      throw new Complaint(
        `table ${table} has row-level deletes, which this script does not apply: read it with an engine for Iceberg (docs/querying.md)`,
      );
    }
  }
  // Each commit leaves a manifest: there are many.
  const entries = await eightAtOnce(manifests, ({ manifest_path: path }) => read<ManifestEntry>(path));
  for (const ofManifest of entries) {
    for (const { status, data_file: file } of ofManifest) {
      if (status === DELETED) continue;
      if (file.file_format.toUpperCase() !== "PARQUET") {
        throw new Complaint(`table ${table} has files in ${file.file_format}: this script reads Parquet only`);
      }
      keys.push(keyOf(file.file_path, address.bucketName));
    }
  }
  return keys;
}

function keyOf(location: string, bucketName: string): string {
  const start = `s3://${bucketName}/`;
  if (!location.startsWith(start)) {
    throw new Complaint(`expected objects in the bucket ${bucketName}, found ${location}`);
  }
  return location.slice(start.length);
}
