/** Tables as Iceberg's Java library reads them through the catalog: test-e2e/iceberg-reader. */

import { localS3Endpoint } from "../../scripts/lib/bucket.ts";
import { CATALOG_TOKEN, NAMESPACE, S3_CREDENTIALS, WAREHOUSE } from "./catalog.ts";
import { classPath, LineProgram, type Row } from "./lines.ts";

/** An expression as Iceberg's REST specification writes it. */
export type Filter =
  | { type: "and" | "or"; left: Filter; right: Filter }
  | {
      type: "eq" | "not-eq" | "lt" | "lt-eq" | "gt" | "gt-eq" | "starts-with";
      term: string;
      value: string | number | boolean;
    }
  | { type: "is-null" | "not-null" | "is-nan" | "not-nan"; term: string };

export interface Snapshot {
  readonly id: string;
  readonly parent: string | null;
  readonly operation: string;
  readonly sequenceNumber: number;
  readonly manifests: number;
  readonly summary: Readonly<Record<string, string>>;
}

export interface Facts {
  readonly location: string;
  readonly uuid: string;
  readonly formatVersion: number;
  readonly spec: string;
  readonly sortOrder: string;
  /** "required long" and the like, by name, in the table's order. */
  readonly columns: Readonly<Record<string, string>>;
  readonly snapshots: readonly Snapshot[];
}

export interface LiveFile {
  readonly path: string;
  readonly records: number;
  readonly bytes: number;
  readonly sortOrderId: number | null;
  readonly partition: Readonly<Record<string, string>>;
}

export interface Audit {
  readonly files: readonly LiveFile[];
  readonly records: number;
  readonly manifests: number;
  /** What contradicts itself in the table's metadata, or them and the objects. */
  readonly faults: readonly string[];
}

export interface Plan {
  readonly files: readonly Pick<LiveFile, "path" | "records" | "partition">[];
  /** Iceberg's scan report, such as `skipped-data-manifests`. */
  readonly metrics: Readonly<Record<string, number>>;
}

/** Properties by which an Iceberg client written in Java reads the tables in a Worker's local bucket. */
export function javaCatalogProperties(worker: URL, catalogUri: string): Record<string, string> {
  return {
    uri: catalogUri,
    warehouse: WAREHOUSE,
    token: CATALOG_TOKEN,
    "io-impl": "org.apache.iceberg.aws.s3.S3FileIO",
    "s3.endpoint": localS3Endpoint(worker).href,
    "s3.path-style-access": "true",
    "s3.access-key-id": S3_CREDENTIALS.accessKeyId,
    "s3.secret-access-key": S3_CREDENTIALS.secretAccessKey,
    "client.region": "auto",
    // The local S3 endpoint stores what it is sent, the framing of chunks too.
    "s3.chunked-encoding-enabled": "false",
  };
}

export class IcebergReader {
  readonly #program: LineProgram;
  readonly #namespace: string;

  private constructor(program: LineProgram, namespace: string) {
    this.#program = program;
    this.#namespace = namespace;
  }

  static start(worker: URL, catalogUri: string): Promise<IcebergReader> {
    return IcebergReader.of(javaCatalogProperties(worker, catalogUri));
  }

  /** Over the catalog with these properties of an Iceberg client. */
  static async of(catalog: Readonly<Record<string, string>>, namespace = NAMESPACE): Promise<IcebergReader> {
    const properties = Object.entries(catalog).map(([name, value]) => `${name}=${value}`);
    return new IcebergReader(
      await LineProgram.start(
        "java",
        [
          ...["-Xmx1g", "-cp", await classPath("test-e2e/iceberg-reader")],
          ...["dev.otlp2parquet.reader.IcebergReader", ...properties],
        ],
        { AWS_REQUEST_CHECKSUM_CALCULATION: "WHEN_REQUIRED" },
      ),
      namespace,
    );
  }

  close(): Promise<void> {
    return this.#program.close();
  }

  /** The tables of the namespace; none when it does not exist. */
  tables(): Promise<string[]> {
    return this.#program.ask({ do: "tables", namespace: this.#namespace });
  }

  rows(table: string, filter?: Filter): Promise<Row[]> {
    return this.#program.ask({ do: "rows", namespace: this.#namespace, table, filter });
  }

  /** One column of texts, of as many rows as there are. */
  texts(table: string, column: string): Promise<string[]> {
    return this.#program.ask({ do: "texts", namespace: this.#namespace, table, column });
  }

  plan(table: string, filter?: Filter): Promise<Plan> {
    return this.#program.ask({ do: "plan", namespace: this.#namespace, table, filter });
  }

  facts(table: string): Promise<Facts> {
    return this.#program.ask({ do: "facts", namespace: this.#namespace, table });
  }

  /** Renames a column and adds one of texts, as another engine may. */
  evolve(table: string, change: { rename: string; to: string; add: string }): Promise<void> {
    return this.#program.ask({ do: "evolve", namespace: this.#namespace, table, ...change });
  }

  audit(table: string): Promise<Audit> {
    return this.#program.ask({ do: "audit", namespace: this.#namespace, table });
  }
}
