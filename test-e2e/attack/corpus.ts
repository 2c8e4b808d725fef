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
  /** What may be answered. An exporter never has to drop what is no attack, so 5xx but 503 is none of them. */
  readonly statuses: readonly number[];
  /** Rows that are stored if it is accepted. */
  readonly rows: number;
  /** The most objects that it may make. */
  readonly objects: number;
  /** Why it may fail as yet: the change that is on its way. */
  readonly todo?: string;
}

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
const BUDGET = "the flush works within a budget of subrequests";
const HASHES = "hashes are seeded, and attributes limited";

export function corpus(): Attack[] {
  const json = { signal: "logs", contentType: JSON_TYPE } as const;
  const gzipped = { ...json, encoding: "gzip" } as const;
  const refused = { statuses: [400, 413], rows: 0, objects: 0 } as const;
  return [
    {
      ...gzipped,
      name: "10,000 hours in one request",
      body: gzipSync(logs("hours", hours(10_000))),
      statuses: [200],
      rows: 10_000,
      objects: 10_000,
      todo: BUDGET,
    },
    {
      ...gzipped,
      name: "10,000 services in one request",
      body: gzipSync(services(10_000)),
      statuses: [200],
      rows: 10_000,
      objects: 10_000,
      todo: BUDGET,
    },
    {
      ...gzipped,
      name: "65,000 attribute keys that collide in a polynomial hash",
      body: gzipSync(logs("keys", [{ attributes: polynomialCollisions(65_000).map((key) => attribute(key)) }])),
      statuses: [200],
      rows: 1,
      objects: 1,
      todo: HASHES,
    },
    {
      ...gzipped,
      name: "65,000 plain attribute keys in each of two records",
      body: gzipSync(
        logs(
          "plain-keys",
          [0, 1].map(() => ({ attributes: Array.from({ length: 65_000 }, (_, i) => attribute(`key.${i}`)) })),
        ),
      ),
      statuses: [200],
      rows: 2,
      objects: 1,
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
      statuses: [200],
      rows: 20_000,
      objects: 1,
    },
    { ...json, name: "a value nested 100,000 deep in JSON", body: nestedJson(100_000), ...refused },
    {
      signal: "logs",
      contentType: PROTOBUF_TYPE,
      name: "a value nested 100,000 deep in protobuf",
      body: nestedProtobuf(100_000),
      ...refused,
    },
    {
      signal: "logs",
      contentType: PROTOBUF_TYPE,
      encoding: "gzip",
      name: "5,000,000 empty records",
      body: gzipSync(emptyRecords(5_000_000)),
      ...refused,
    },
    { ...gzipped, name: "a gigabyte of zeros in gzip", body: gzipSync(zeros(2 ** 30)), ...refused },
    { ...json, name: "256 MB of zeros in zstd", encoding: "zstd", body: zstdCompressSync(zeros(2 ** 28)), ...refused },
    {
      ...json,
      name: "256 MB of zeros in deflate",
      encoding: "deflate",
      body: deflateSync(zeros(2 ** 28)),
      ...refused,
    },
    {
      ...json,
      name: "a gigabyte of zeros in gzip in zstd",
      encoding: "gzip, zstd",
      body: zstdCompressSync(gzipSync(zeros(2 ** 30))),
      ...refused,
    },
    {
      ...json,
      name: "1,000,000 empty zstd frames in gzip",
      encoding: "zstd, gzip",
      body: gzipSync(Buffer.concat(Array.from({ length: 1_000_000 }, () => EMPTY_ZSTD_FRAME))),
      ...refused,
    },
    {
      ...json,
      name: "400,000 empty gzip members in gzip",
      encoding: "gzip, gzip",
      body: gzipSync(Buffer.concat(Array.from({ length: 400_000 }, () => gzipSync(zeros(0))).slice(0, 400_000))),
      ...refused,
    },
  ];
}
