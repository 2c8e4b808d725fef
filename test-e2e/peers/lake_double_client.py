"""PyIceberg as the client of a double of a catalog.

The argument is a JSON object: "catalog" with the properties of the catalog, "table" with its name, "append" with the rows [{"id", "name"}] that
are appended to it first, if any; the table is created if it does not exist. Prints all rows as JSON, sorted by id.
"""

import json
import sys

import pyarrow as pa
from pyiceberg.catalog import load_catalog

SCHEMA = pa.schema([pa.field("id", pa.int64(), nullable=False), pa.field("name", pa.string())])

question = json.loads(sys.argv[1])
catalog = load_catalog("double", **question["catalog"])
if question["append"]:
    namespace = question["table"].split(".")[0]
    catalog.create_namespace_if_not_exists(namespace)
    table = catalog.create_table_if_not_exists(question["table"], schema=SCHEMA)
    table.append(pa.Table.from_pylist(question["append"], schema=SCHEMA))
rows = catalog.load_table(question["table"]).scan().to_arrow().to_pylist()
print(json.dumps(sorted(rows, key=lambda row: row["id"])))
