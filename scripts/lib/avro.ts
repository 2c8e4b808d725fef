import { PassThrough } from "node:stream";
import zlib from "node:zlib";
import avro from "avsc";

/** The type `long` with values of bigint: ids of snapshots are beyond 2^53. */
export const BIG_LONG = avro.types.LongType.__with({
  fromBuffer: (bytes: Buffer) => bytes.readBigInt64LE(),
  toBuffer: (value: bigint) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(value);
    return bytes;
  },
  fromJSON: BigInt,
  toJSON: String,
  isValid: (value: unknown) => typeof value === "bigint",
  compare: (a: bigint, b: bigint) => (a === b ? 0 : a < b ? -1 : 1),
});

type Inflate = (bytes: Buffer, done: (error: Error | null, result?: Buffer) => void) => void;

/** The codecs that Iceberg's writers use, but for snappy, which Node lacks. */
const codecs: Record<string, Inflate> = {
  null: (bytes, done) => done(null, bytes),
  deflate: (bytes, done) => zlib.inflateRaw(bytes, done),
  zstandard: (bytes, done) => zlib.zstdDecompress(bytes, done),
};

/** The records of an Avro object container file; longs are bigint. */
export async function avroRecords<T>(file: Uint8Array): Promise<T[]> {
  const decoder = new avro.streams.BlockDecoder({
    codecs,
    parseHook: (schema: avro.Schema) =>
      avro.Type.forSchema(schema, { registry: { long: BIG_LONG }, wrapUnions: false }),
  } as ConstructorParameters<typeof avro.streams.BlockDecoder>[0]);
  const source = new PassThrough();
  source.end(file);
  const records: T[] = [];
  for await (const record of source.pipe(decoder)) records.push(record as T);
  return records;
}
