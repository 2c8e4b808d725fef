/** Renames of columns as another engine makes them: a schema of its own, by the REST protocol. */

import assert from "node:assert/strict";
import { CATALOG_TOKEN, type CatalogProcess, NAMESPACE, WAREHOUSE } from "./catalog.ts";

interface Field {
  name: string;
  type: unknown;
}

/** Renames columns of a table; nested ones go by their path without `element`, `key` and `value`: `Events.Name`. */
export async function renameColumns(
  catalog: CatalogProcess,
  table: string,
  names: Readonly<Record<string, string>>,
): Promise<void> {
  const headers = { authorization: `Bearer ${CATALOG_TOKEN}`, "content-type": "application/json" };
  const config = await fetch(`${catalog.uri}/v1/config?warehouse=${encodeURIComponent(WAREHOUSE)}`, { headers });
  const { defaults, overrides } = (await config.json()) as Record<string, { prefix?: string } | undefined>;
  const prefix = overrides?.["prefix"] ?? defaults?.["prefix"];
  const url = `${catalog.uri}/v1/${prefix === undefined ? "" : `${encodeURIComponent(prefix)}/`}namespaces/${NAMESPACE}/tables/${table}`;
  const { metadata } = (await (await fetch(url, { headers })).json()) as {
    metadata: {
      "table-uuid": string;
      "current-schema-id": number;
      "last-column-id": number;
      schemas: { "schema-id": number }[];
    };
  };
  const schema = metadata.schemas.find((candidate) => candidate["schema-id"] === metadata["current-schema-id"]);
  const left = new Set(Object.keys(names));
  rename(schema, "");
  assert.deepEqual([...left], [], "columns that the table does not have");
  const committed = await fetch(url, {
    method: "POST",
    headers,
    body: JSON.stringify({
      requirements: [{ type: "assert-table-uuid", uuid: metadata["table-uuid"] }],
      updates: [
        { action: "add-schema", schema, "last-column-id": metadata["last-column-id"] },
        { action: "set-current-schema", "schema-id": -1 },
      ],
    }),
  });
  assert.equal(committed.status, 200, await committed.text());

  function rename(type: unknown, path: string): void {
    if (typeof type !== "object" || type === null) return;
    const nested = type as { fields?: Field[]; element?: unknown; key?: unknown; value?: unknown };
    for (const field of nested.fields ?? []) {
      const place = path === "" ? field.name : `${path}.${field.name}`;
      rename(field.type, place);
      if (left.delete(place)) field.name = names[place] as string;
    }
    for (const inner of [nested.element, nested.key, nested.value]) rename(inner, path);
  }
}
