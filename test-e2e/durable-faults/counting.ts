/** What the platform says that the durable objects wrote: the rows that Cloudflare bills. */

import { overriding } from "./overriding.ts";

export interface Written {
  /** By statements, those of indexes included: `rowsWritten` of each cursor. */
  statements: number;
  /** Each time an alarm is set a row is billed. */
  alarms: number;
}

const written: Written = { statements: 0, alarms: 0 };

export function rowsWritten(): Written {
  return written;
}

/** The storage of an object, counting. Statements that write return no rows, so their cursors are at the end at once. */
export function countingStorage(storage: DurableObjectStorage): DurableObjectStorage {
  return overriding(storage, {
    sql: overriding(storage.sql, {
      exec: (statement: string, ...parameters: unknown[]) => {
        const cursor = storage.sql.exec(statement, ...parameters);
        written.statements += cursor.rowsWritten;
        return cursor;
      },
    }),
    setAlarm: (at: number) => {
      written.alarms++;
      return storage.setAlarm(at);
    },
  });
}
