/**
 * Columns of Parquet files as an Iceberg table has them now: found by their field ids, so that a column that was renamed since a file was
 * written, or that its writer calls otherwise, has its values (Iceberg specification: Column Projection).
 */

export type IcebergType =
  | string
  | { readonly type: "struct"; readonly fields: readonly IcebergField[] }
  | { readonly type: "list"; readonly "element-id": number; readonly element: IcebergType }
  | {
      readonly type: "map";
      readonly "key-id": number;
      readonly key: IcebergType;
      readonly "value-id": number;
      readonly value: IcebergType;
    };

export interface IcebergField {
  readonly id: number;
  readonly name: string;
  readonly type: IcebergType;
}

/** A column or group of a file. */
export interface FileColumn {
  readonly name: string;
  /** Undefined where the writer gives none: then the name decides. */
  readonly id: number | undefined;
  readonly children: readonly FileColumn[];
}

/** The columns of a file from the elements of its schema, depth first, without the root. */
export function fileColumns(
  elements: readonly { readonly name: string; readonly id: number | undefined; readonly children: number }[],
): FileColumn[] {
  let next = 0;
  const read = (): FileColumn => {
    const element = elements[next++];
    if (element === undefined) throw new Error("the schema of a file is truncated");
    const { name, id, children } = element;
    return { name, id, children: Array.from({ length: children }, read) };
  };
  const columns: FileColumn[] = [];
  while (next < elements.length) columns.push(read());
  return columns;
}

/** Whether a file has the names of the table wherever it has its columns, and no others. */
export function hasNamesOf(columns: readonly FileColumn[], fields: readonly IcebergField[]): boolean {
  return columns.every((column) => {
    const field = fields.find(({ id, name }) => (column.id === undefined ? name === column.name : id === column.id));
    if (field === undefined || field.name !== column.name) return false;
    if (typeof field.type === "string") return true;
    const [inner, nested] = parts(column, field.type);
    return hasNamesOf(inner, nested);
  });
}

/** What to select from a file, so that it has the columns of the table. */
export function selection(columns: readonly FileColumn[], fields: readonly IcebergField[]): string {
  return fields
    .map((field) => {
      const column = find(columns, field);
      const value =
        column === undefined
          ? `NULL::${duckDbType(field.type)}`
          : projected(column, quoted(column.name), field.type, 0);
      return `${value} AS ${quoted(field.name)}`;
    })
    .join(", ");
}

function projected(column: FileColumn, value: string, type: IcebergType, depth: number): string {
  if (typeof type === "string") return `${value}::${duckDbType(type)}`;
  const [inner, nested] = parts(column, type);
  if (hasNamesOf(inner, nested) && inner.length === nested.length) return value;
  const variable = `v${depth}`;
  let rewritten: string;
  switch (type.type) {
    case "struct":
      rewritten = `struct_pack(${nested
        .map((field) => {
          const child = find(inner, field);
          const member =
            child === undefined
              ? `NULL::${duckDbType(field.type)}`
              : projected(child, `${value}.${quoted(child.name)}`, field.type, depth);
          return `${quoted(field.name)} := ${member}`;
        })
        .join(", ")})`;
      break;
    case "list":
      rewritten = `list_transform(${value}, lambda ${variable}: ${projected(inner[0] as FileColumn, variable, type.element, depth + 1)})`;
      break;
    case "map": {
      const key = projected(inner[0] as FileColumn, `${variable}.key`, type.key, depth + 1);
      const held = projected(inner[1] as FileColumn, `${variable}.value`, type.value, depth + 1);
      rewritten = `map_from_entries(list_transform(map_entries(${value}), lambda ${variable}: {'k': ${key}, 'v': ${held}}))`;
    }
  }
  return `CASE WHEN ${value} IS NULL THEN NULL ELSE ${rewritten} END`;
}

/** What is inside of a nested column, in the file and in the table. */
function parts(
  column: FileColumn,
  type: Exclude<IcebergType, string>,
): [readonly FileColumn[], readonly IcebergField[]] {
  switch (type.type) {
    case "struct":
      return [column.children, type.fields];
    case "list": {
      const element = column.children[0]?.children ?? [];
      return [element, [{ id: type["element-id"], name: element[0]?.name ?? "element", type: type.element }]];
    }
    case "map": {
      const entry = column.children[0]?.children ?? [];
      return [
        entry,
        [
          { id: type["key-id"], name: entry[0]?.name ?? "key", type: type.key },
          { id: type["value-id"], name: entry[1]?.name ?? "value", type: type.value },
        ],
      ];
    }
  }
}

function find(columns: readonly FileColumn[], { id, name }: IcebergField): FileColumn | undefined {
  return (
    columns.find((column) => column.id === id) ??
    columns.find((column) => column.id === undefined && column.name === name)
  );
}

const TYPES: Readonly<Record<string, string>> = {
  boolean: "BOOLEAN",
  int: "INTEGER",
  long: "BIGINT",
  float: "FLOAT",
  double: "DOUBLE",
  date: "DATE",
  time: "TIME",
  timestamp: "TIMESTAMP",
  timestamptz: "TIMESTAMPTZ",
  timestamp_ns: "TIMESTAMP_NS",
  // DuckDB has no other for nanoseconds.
  timestamptz_ns: "TIMESTAMP_NS",
  string: "VARCHAR",
  uuid: "UUID",
  binary: "BLOB",
};

function duckDbType(type: IcebergType): string {
  if (typeof type === "string") {
    return TYPES[type] ?? (type.startsWith("fixed") ? "BLOB" : type.toUpperCase());
  }
  switch (type.type) {
    case "struct":
      return `STRUCT(${type.fields.map((field) => `${quoted(field.name)} ${duckDbType(field.type)}`).join(", ")})`;
    case "list":
      return `${duckDbType(type.element)}[]`;
    case "map":
      return `MAP(${duckDbType(type.key)}, ${duckDbType(type.value)})`;
  }
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
