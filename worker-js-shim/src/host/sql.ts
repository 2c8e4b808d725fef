import { decodeValues, encodeRows } from "../codec/sql-values.ts";
import { FailureKind, HostFailure } from "../host-failure.ts";
import type { ObjectEntry } from "../java/object-entry.ts";

/** Runs the statement in the outbox, its text first and then its parameters, to its end. Its rows come into the inbox. */
export function sql(entry: ObjectEntry): number {
  const [statement, ...parameters] = decodeValues(entry.takeOutbox());
  try {
    const cursor = entry.storage.sql.exec(String(statement), ...parameters);
    return entry.deliver(encodeRows(cursor.columnNames.length, cursor.raw()));
  } catch (error) {
    throw new HostFailure(FailureKind.SQL_REFUSED, error instanceof Error ? error.message : String(error));
  }
}
