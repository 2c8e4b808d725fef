/** JSON.parse or protobuf.js, Arrow by apache-arrow, then parquet-wasm (Rust's parquet crate) with its own zstd. */

import { tableToIPC } from "apache-arrow";
import { Compression, initSync, Table, WriterPropertiesBuilder, writeParquet } from "parquet-wasm/esm";
import wasm from "parquet-wasm/esm/parquet_wasm_bg.wasm";
import { decode } from "../decode.ts";
import { benchWorker } from "../wire.ts";
import { arrowTable } from "./arrow-columns.ts";

initSync({ module: wasm });

export default benchWorker((job, bodies) =>
  [...decode(job, bodies).tables].map(([table, values]) => {
    const ipc = tableToIPC(arrowTable(table, values), "stream");
    const properties = new WriterPropertiesBuilder()
      .setCompression(Compression.ZSTD)
      .setMaxRowGroupSize(32_768)
      .build();
    return { table, bytes: writeParquet(Table.fromIPCStream(ipc), properties) };
  }),
) satisfies ExportedHandler;
