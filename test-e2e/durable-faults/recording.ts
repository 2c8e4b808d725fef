/** Every SQL statement of the durable objects with its parameters and rows, so that another SQLite can be asked the same. */

import { overriding } from "./overriding.ts";

/** As in `StatementReplay.java`: numbers and texts are themselves, bytes are hexadecimal. */
type RecordedValue = null | number | string | { readonly hex: string };

export interface RecordedStatement {
  readonly object: string;
  readonly statement: string;
  readonly parameters: readonly RecordedValue[];
  /** Of the platform, as they reach the program; absent when it refused the statement. */
  readonly rows?: readonly (readonly RecordedValue[])[];
}

let recorded: RecordedStatement[] | undefined;
let refused: string | undefined;

/** From now on statements are recorded, none of them yet. */
export function startRecording(): void {
  recorded = [];
}

export function recordedStatements(): readonly RecordedStatement[] {
  return recorded ?? [];
}

/** The next statement that begins like this is refused, once, before SQLite sees it. */
export function refuseOnce(beginning: string): void {
  refused = beginning;
}

/** The storage of an object, recording. */
export function recordingStorage(object: string, storage: DurableObjectStorage): DurableObjectStorage {
  return overriding(storage, {
    sql: overriding(storage.sql, {
      exec: (statement: string, ...parameters: unknown[]) => {
        if (refused !== undefined && statement.startsWith(refused)) {
          refused = undefined;
          throw new Error(`refused: ${statement}`);
        }
        if (recorded === undefined) return storage.sql.exec(statement, ...parameters);
        const entry = { object, statement, parameters: parameters.map(recordedValue) };
        try {
          const cursor = storage.sql.exec(statement, ...parameters);
          const rows = [...cursor.raw()];
          recorded.push({ ...entry, rows: rows.map((row) => row.map(recordedValue)) });
          return overriding(cursor, { raw: () => rows[Symbol.iterator]() });
        } catch (error) {
          recorded.push(entry);
          throw error;
        }
      },
    }),
  });
}

function recordedValue(value: unknown): RecordedValue {
  if (value === null || typeof value === "number" || typeof value === "string") return value;
  const bytes = value instanceof ArrayBuffer ? new Uint8Array(value) : (value as Uint8Array);
  return { hex: Buffer.from(bytes).toString("hex") };
}
