/**
 * Requests that were made to hurt: small to send, and without a limit somewhere very much work. Each says what it may cost; work is counted, never
 * timed. To add one, add it to `CORPUS`: attack.test.ts does the rest.
 */

import { deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { EPOCH } from "../harness/otlp.ts";
import type { Signal } from "../harness/worker.ts";

export interface Attack {
  readonly name: string;
  readonly signal: Signal;
  readonly contentType: "application/json" | "application/x-protobuf";
  readonly encoding?: string;
  readonly body: Uint8Array;
  readonly status: 200 | 400 | 413;
  /** What the answer says: what is wrong, and where. */
  readonly message: RegExp;
  /** Rows that are stored if it is accepted, each with another service or body. */
  readonly rows: number;
  /** The objects that it makes. */
  readonly objects: number;
  /** Variables of the Worker and the platform's limit of subrequests; the paid plan's if not given. */
  readonly plan?: Plan;
  /** What else holds for its rows, in SQL. */
  readonly holds?: string;
}

/** What the platform lets one request or alarm ask of others, and the budget that a flush keeps to. */
export interface Plan {
  readonly limit: number;
  readonly budget: number;
}

export const PAID: Plan = { limit: 1_000, budget: 900 };
export const FREE: Plan = { limit: 50, budget: 40 };

const HOUR = 3_600_000_000_000n;

type KeyValue = { readonly key: string; readonly value: object };

const attribute = (key: string, value = "v"): KeyValue => ({ key, value: { stringValue: value } });

interface Record {
  readonly timeUnixNano?: string;
  readonly body?: object;
  readonly attributes?: readonly KeyValue[];
}

function logs(service: string, logRecords: readonly Record[]): Uint8Array {
  const resource = { attributes: [attribute("service.name", service)] };
  return Buffer.from(JSON.stringify({ resourceLogs: [{ resource, scopeLogs: [{ logRecords }] }] }));
}

const text = (value: string): object => ({ stringValue: value });

/** `count` texts of which the polynomial hash with the factor 31 is the same: "Aa" and "BB" have one. */
export function polynomialCollisions(count: number): string[] {
  const pairs = Math.ceil(Math.log2(count));
  return Array.from({ length: count }, (_, i) =>
    Array.from({ length: pairs }, (_, bit) => ((i >> bit) & 1 ? "Aa" : "BB")).join(""),
  );
}

/** `count` texts of 8 characters that hash alike in `SliceTable` as it was, before seeds: the second word undoes the first. */
export function multiplicativeCollisions(count: number): string[] {
  const texts: string[] = [];
  for (let i = 0; texts.length < count; i++) {
    const first = Buffer.alloc(4);
    for (let j = 0, rest = i; j < 4; j++, rest = Math.floor(rest / 94)) first[j] = 33 + (rest % 94);
    let hash = Math.imul(8, 0x9e3779b1);
    hash = Math.imul(rotated(hash) ^ first.readInt32LE(), 0x85ebca6b);
    const second = Buffer.alloc(4);
    second.writeInt32LE(rotated(hash) ^ 0x2a2a2a2a);
    if (second.every((byte) => byte > 32 && byte < 127))
      texts.push(first.toString("latin1") + second.toString("latin1"));
  }
  return texts;
}

const rotated = (hash: number): number => (hash << 5) | (hash >>> 27);

/** A request of which a value is nested `depth` deep, written by hand: JSON.stringify would not. */
function nestedJson(depth: number): Uint8Array {
  const value = `${'{"arrayValue":{"values":['.repeat(depth)}{"intValue":"1"}${"]}}".repeat(depth)}`;
  return Buffer.from(`{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":${value}}]}]}]}`);
}

/** The same in protobuf: lengths inside out. */
function nestedProtobuf(depth: number): Uint8Array {
  let length = 2;
  const heads: number[][] = [[0x18, 0x01]];
  const wrap = (tag: number): void => {
    const head = [tag, ...varint(length)];
    heads.push(head);
    length += head.length;
  };
  for (let i = 0; i < depth; i++) {
    // ArrayValue.values, AnyValue.array_value
    wrap(0x0a);
    wrap(0x2a);
  }
  // LogRecord.body, ScopeLogs.log_records, ResourceLogs.scope_logs, resource_logs
  for (const tag of [0x2a, 0x12, 0x12, 0x0a]) wrap(tag);
  return Uint8Array.from(heads.reverse().flat());
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) | 0x80);
  }
}

/** A request of `count` log records without any content: two bytes each. */
function emptyRecords(count: number): Uint8Array {
  const records = new Uint8Array(2 * count);
  for (let i = 0; i < count; i++) records[2 * i] = 0x12;
  const scope = Buffer.concat([Uint8Array.from([0x12, ...varint(records.length)]), records]);
  return Buffer.concat([Uint8Array.from([0x0a, ...varint(scope.length)]), scope]);
}

const hours = (count: number): Record[] =>
  Array.from({ length: count }, (_, i) => ({
    timeUnixNano: String(EPOCH - BigInt(i) * HOUR),
    body: text(`hour ${i}`),
  }));

const services = (count: number): Uint8Array => {
  const resourceLogs = Array.from({ length: count }, (_, i) => ({
    resource: { attributes: [attribute("service.name", `service-${i}`)] },
    scopeLogs: [{ logRecords: [{ timeUnixNano: String(EPOCH), body: text("one") }] }],
  }));
  return Buffer.from(JSON.stringify({ resourceLogs }));
};

const JSON_TYPE = "application/json";
const PROTOBUF_TYPE = "application/x-protobuf";
const zeros = (bytes: number): Uint8Array => new Uint8Array(bytes);
const EMPTY_ZSTD_FRAME = zstdCompressSync(zeros(0));

/** `OTLP2PARQUET_MAX_ATTRIBUTES`, by default. */
const MAX_ATTRIBUTES = 10_000;
const DROPPED = 65_000 - MAX_ATTRIBUTES;
const LIMITED = `cardinality(LogAttributes) = ${MAX_ATTRIBUTES} AND DroppedAttributesCount = ${DROPPED}`;

export function corpus(): Attack[] {
  const json = { signal: "logs", contentType: JSON_TYPE } as const;
  const gzipped = { ...json, encoding: "gzip" } as const;
  const accepted = { status: 200, message: /^\{"partialSuccess":\{\}\}$|^\{\}$/ } as const;
  const malformed = { status: 400, rows: 0, objects: 0 } as const;
  const tooLarge = {
    status: 413,
    message: /^the body is larger than the \d+ bytes that OTLP2PARQUET_MAX_PAYLOAD_BYTES allows/,
    rows: 0,
    objects: 0,
  } as const;
  return [
    {
      ...gzipped,
      name: "10,000 hours in one request",
      body: gzipSync(logs("hours", hours(10_000))),
      ...accepted,
      rows: 10_000,
      objects: 10_000,
    },
    {
      ...gzipped,
      name: "1,000 hours in one request on the free plan",
      body: gzipSync(logs("hours", hours(1_000))),
      ...accepted,
      rows: 1_000,
      objects: 1_000,
      plan: FREE,
    },
    {
      ...gzipped,
      name: "10,000 services in one request",
      body: gzipSync(services(10_000)),
      ...accepted,
      rows: 10_000,
      objects: 10_000,
    },
    {
      ...gzipped,
      name: "65,000 attribute keys that collide in a polynomial hash",
      body: gzipSync(logs("keys", [{ attributes: polynomialCollisions(65_000).map((key) => attribute(key)) }])),
      status: 200,
      message: /attributes/,
      rows: 1,
      objects: 1,
      holds: LIMITED,
    },
    {
      ...gzipped,
      name: "65,000 plain attribute keys in each of two records",
      body: gzipSync(
        logs(
          "plain-keys",
          [0, 1].map((i) => ({
            body: text(`record ${i}`),
            attributes: Array.from({ length: 65_000 }, (_, i) => attribute(`key.${i}`)),
          })),
        ),
      ),
      status: 200,
      message: /attributes/,
      rows: 2,
      objects: 1,
      holds: LIMITED,
    },
    {
      ...gzipped,
      name: "20,000 bodies that collide in a dictionary",
      body: gzipSync(
        logs(
          "values",
          multiplicativeCollisions(20_000).map((value) => ({ timeUnixNano: String(EPOCH), body: text(value) })),
        ),
      ),
      ...accepted,
      rows: 20_000,
      objects: 1,
    },
    {
      ...json,
      name: "a value nested 100,000 deep in JSON",
      body: nestedJson(100_000),
      ...malformed,
      message: /nest/,
    },
    {
      signal: "logs",
      contentType: PROTOBUF_TYPE,
      name: "a value nested 100,000 deep in protobuf",
      body: nestedProtobuf(100_000),
      ...malformed,
      message: /nest/,
    },
    {
      signal: "logs",
      contentType: PROTOBUF_TYPE,
      encoding: "gzip",
      name: "5,000,000 empty records",
      body: gzipSync(emptyRecords(5_000_000)),
      ...tooLarge,
      message: /rows/,
    },
    { ...gzipped, name: "a gigabyte of zeros in gzip", body: gzipSync(zeros(2 ** 30)), ...tooLarge },
    { ...json, name: "256 MB of zeros in zstd", encoding: "zstd", body: zstdCompressSync(zeros(2 ** 28)), ...tooLarge },
    {
      ...json,
      name: "256 MB of zeros in deflate",
      encoding: "deflate",
      body: deflateSync(zeros(2 ** 28)),
      ...tooLarge,
    },
    {
      ...json,
      name: "a gigabyte of zeros in gzip in zstd",
      encoding: "gzip, zstd",
      body: zstdCompressSync(gzipSync(zeros(2 ** 30))),
      ...malformed,
      message: between("zstd"),
    },
    {
      ...json,
      name: "1,000,000 empty zstd frames in gzip",
      encoding: "zstd, gzip",
      body: gzipSync(Buffer.concat(Array.from({ length: 1_000_000 }, () => EMPTY_ZSTD_FRAME))),
      ...malformed,
      message: between("gzip"),
    },
    {
      ...json,
      name: "400,000 empty gzip members in gzip",
      encoding: "gzip, gzip",
      body: gzipSync(Buffer.concat(Array.from({ length: 400_000 }, () => gzipSync(zeros(0))))),
      ...malformed,
      message: between("gzip"),
    },
    {
      ...json,
      name: "100,000 empty zstd frames as they are",
      encoding: "zstd",
      body: Buffer.concat(Array.from({ length: 100_000 }, () => EMPTY_ZSTD_FRAME)),
      ...malformed,
      message: /more than 1000 frames/,
    },
    {
      ...json,
      name: "10,000 empty zstd frames in gzip, less than may be between two codings",
      encoding: "zstd, gzip",
      body: gzipSync(Buffer.concat(Array.from({ length: 10_000 }, () => EMPTY_ZSTD_FRAME))),
      ...malformed,
      message: /more than 1000 frames/,
    },
    {
      ...json,
      name: "100,000 empty gzip members as they are",
      encoding: "gzip",
      body: Buffer.concat(Array.from({ length: 100_000 }, () => gzipSync(zeros(0)))),
      ...malformed,
      message: /more than 1000 members/,
    },
  ];
}

/** What says that compressed data is inside compressed data, and far larger. */
const between = (coding: string): RegExp =>
  new RegExp(`Content-Encoding \\(${coding}: what it compresses is compressed itself, and has more than \\d+ bytes`);
