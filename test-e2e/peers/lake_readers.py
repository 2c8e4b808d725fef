"""DuckDB and PyIceberg over a REST catalog, asked and answering in lines of JSON.

The argument is a JSON object: uri, warehouse, and further properties of PyIceberg. With a token DuckDB attaches the catalog too, and
credentials for the bucket are the catalog's to give out. A line on standard input is one of

    {"duckdb": SQL}                                            rows of the last statement; the catalog is attached as `lake`
    {"scan": TABLE, "filter": ROW FILTER, "fields": [NAME]}    rows by PyIceberg
    {"plan": TABLE, "filter": ROW FILTER}                      paths of the files that PyIceberg would open
    {"inspect": TABLE, "what": "files" and the like}           rows of a metadata table by PyIceberg
    {"session": [SQL]}                                         the same in a connection of its own, with nothing attached: rows of each
    {"python": SOURCE}                                         runs a program; the result is what it prints

64-bit integers are answered as {"$long": "1"}, doubles that JSON lacks as {"$double": "NaN"}, times in ISO 8601.
"""

import contextlib
import glob
import importlib
import io
import json
import math
import os
import sys
import traceback
from datetime import datetime, timezone

import duckdb
import pyarrow as pa
from pyiceberg.catalog import load_catalog

LONGS = {"bigint", "ubigint", "hugeint", "uinteger"}


def time_text(value: datetime) -> str:
    return value.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def scalar_of(value, is_long):
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, int):
        return {"$long": str(value)} if is_long else value
    if isinstance(value, float):
        return value if math.isfinite(value) else {"$double": {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[repr(value)]}
    if isinstance(value, datetime):
        return time_text(value)
    return str(value)


def of_duckdb(value, kind):
    if value is None:
        return None
    if kind.id == "list":
        return [of_duckdb(each, kind.children[0][1]) for each in value]
    if kind.id == "struct":
        return {name: of_duckdb(value[name], child) for name, child in kind.children}
    if kind.id == "map":
        (_, _), (_, values) = kind.children
        return {str(key): of_duckdb(each, values) for key, each in value.items()}
    return scalar_of(value, kind.id in LONGS)


def of_arrow(scalar: pa.Scalar):
    kind = scalar.type
    if not scalar.is_valid:
        return None
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return [of_arrow(each) for each in scalar.values]
    if pa.types.is_struct(kind):
        return {field.name: of_arrow(scalar[field.name]) for field in kind}
    if pa.types.is_map(kind):
        return {str(of_arrow(entry[0])): of_arrow(entry[1]) for entry in scalar.values}
    if pa.types.is_timestamp(kind) and kind.unit == "ns":
        # Python's own times end at microseconds.
        seconds, nanos = divmod(scalar.value, 10**9)
        return time_text(datetime.fromtimestamp(seconds, timezone.utc))[:20] + f"{nanos:09d}Z"
    return scalar_of(scalar.as_py(), pa.types.is_int64(kind))


def arrow_rows(table: pa.Table):
    return [
        {name: of_arrow(column[i]) for name, column in zip(table.column_names, table.columns)}
        for i in range(table.num_rows)
    ]


def duckdb_rows(connection, sql):
    relation = connection.sql(sql)
    if relation is None:
        return []
    return [
        {name: of_duckdb(value, kind) for name, kind, value in zip(relation.columns, relation.types, row)}
        for row in relation.fetchall()
    ]


class Readers:
    def __init__(self, settings):
        self.catalog = load_catalog("lake", type="rest", **settings)
        if "token" not in settings:
            return
        self.connection = self.connect()
        self.connection.execute(f"CREATE SECRET lake_secret (TYPE iceberg, TOKEN '{settings['token']}')")
        self.connection.execute(
            f"ATTACH '{settings['warehouse']}' AS lake (TYPE iceberg, ENDPOINT '{settings['uri']}', SECRET lake_secret)"
        )

    @staticmethod
    def connect():
        """A connection with the extensions from their packages: nothing is downloaded."""
        connection = duckdb.connect()
        for name in ("avro", "httpfs", "iceberg"):
            directory = os.path.dirname(importlib.import_module(f"duckdb_extension_{name}").__file__)
            (extension,) = glob.glob(f"{directory}/extensions/*/*.duckdb_extension")
            connection.execute(f"INSTALL '{extension}'")
            connection.execute(f"LOAD {name}")
        connection.execute("SET TimeZone = 'UTC'")
        return connection

    def table(self, name):
        return self.catalog.load_table(name)

    def answer(self, question):
        if "duckdb" in question:
            return duckdb_rows(self.connection, question["duckdb"])
        if "session" in question:
            with self.connect() as connection:
                return [duckdb_rows(connection, sql) for sql in question["session"]]
        row_filter = question.get("filter") or "true"
        if "scan" in question:
            fields = tuple(question.get("fields") or ("*",))
            return arrow_rows(self.table(question["scan"]).scan(row_filter=row_filter, selected_fields=fields).to_arrow())
        if "plan" in question:
            return [task.file.file_path for task in self.table(question["plan"]).scan(row_filter=row_filter).plan_files()]
        if "inspect" in question:
            return arrow_rows(getattr(self.table(question["inspect"]).inspect, question["what"])())
        if "python" in question:
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                exec(question["python"], {})
            return printed.getvalue()
        raise ValueError(f"unknown question {question}")


def main():
    readers = Readers(json.loads(sys.argv[1]))
    print('{"result":"ready"}', flush=True)
    for line in sys.stdin:
        try:
            answer = {"result": readers.answer(json.loads(line))}
        except Exception:
            answer = {"error": traceback.format_exc()}
        # The prefix by which answers are told from chatter has no blank.
        print(json.dumps(answer, separators=(",", ":")), flush=True)


main()
