import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import zlib from "node:zlib";

/** Bytes of a part of the bundle. */
export interface Size {
  readonly raw: number;
  readonly gzip: number;
  readonly brotli: number;
}

export interface BundleSize {
  readonly wasm: Size;
  readonly shim: Size;
  readonly total: Size;
}

/** Measures the output of `wrangler deploy --dry-run --outdir`: every file that would be uploaded as code. */
export function measureBundle(directory: string): BundleSize {
  const files = readdirSync(directory);
  const wasm = sum(files.filter((file) => file.endsWith(".wasm")).map((file) => measure(join(directory, file))));
  const shim = sum(files.filter((file) => file.endsWith(".js")).map((file) => measure(join(directory, file))));
  const known = files.filter((file) => /\.wasm$|\.js$|\.map$|^README\.md$/.test(file));
  if (known.length !== files.length || wasm.raw === 0 || shim.raw === 0) {
    throw new Error(`expected a module, a Wasm and their maps in ${directory}, found ${files.join(", ")}`);
  }
  return { wasm, shim, total: sum([wasm, shim]) };
}

function measure(file: string): Size {
  const bytes = readFileSync(file);
  const brotli = zlib.brotliCompressSync(bytes, { params: { [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
  return { raw: bytes.length, gzip: zlib.gzipSync(bytes, { level: 9 }).length, brotli: brotli.length };
}

function sum(sizes: readonly Size[]): Size {
  const add = (key: keyof Size): number => sizes.reduce((total, size) => total + size[key], 0);
  return { raw: add("raw"), gzip: add("gzip"), brotli: add("brotli") };
}
