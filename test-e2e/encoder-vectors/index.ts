/** The Parquet encoder in Wasm: `GET /<n>` answers with the file of the n-th vector, `GET /` with their number. */

import { instantiate } from "../../worker-js-shim/src/java/instantiate.ts";
import wasm from "./target/wasm/encoder-vectors.wasm";

/** `dev.otlp2parquet.vectors.VectorExports` */
interface VectorExports {
  vectorCount(): number;
  write(vector: number): unknown;
  fileLength(file: unknown): number;
  fileByte(file: unknown, offset: number): number;
}

const { exports: java } = instantiate<VectorExports>(wasm, {});

export default {
  fetch(request) {
    const path = new URL(request.url).pathname;
    if (path === "/") {
      return new Response(String(java.vectorCount()));
    }
    const file = java.write(Number(path.slice(1)));
    const bytes = Uint8Array.from({ length: java.fileLength(file) }, (_, offset) => java.fileByte(file, offset));
    return new Response(bytes);
  },
} satisfies ExportedHandler;
