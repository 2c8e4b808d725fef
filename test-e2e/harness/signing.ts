/** Requests to sign: random ones, and AWS's test suite of Signature Version 4; and the Worker that signs them: test-e2e/sign-vectors. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SeededRandom } from "../../scripts/lib/random.ts";
import type { Signatures, SigningCase } from "../sign-vectors/signing-case.ts";
import { ROOT } from "./bundles.ts";

export type { Signature, Signatures, SigningCase } from "../sign-vectors/signing-case.ts";

/** Has the Worker sign cases: one answer for each, in their order. */
export async function signatures(worker: URL, cases: readonly SigningCase[]): Promise<Signatures[]> {
  const response = await fetch(worker, {
    method: "POST",
    body: cases.map((each) => JSON.stringify(each)).join("\n"),
  });
  assert.equal(response.status, 200);
  return (await response.text()).split("\n").map((line) => JSON.parse(line) as Signatures);
}

// Control characters, those that encodings treat apart, and UTF-8 of each length. U+001F separates the levels of a namespace.
const CHARACTERS = [..."abcXYZ019 -._~/%+=&?:@!$'()*,;[]{}|\\^`\"<>#\u0000\u001f\u007füΩ€\u{1f600}"];

const ORIGINS = [
  "https://bucket.s3.eu-central-1.amazonaws.com",
  "https://s3tables.us-east-1.amazonaws.com/iceberg/v1",
  "https://glue.us-west-2.amazonaws.com/iceberg/v1",
  "http://127.0.0.1:9000",
  "http://[::1]:8181",
  "https://a.example:443",
  "http://a.example:80",
  "https://a.example:80",
];

/** Segments that our callers send: encoded ARNs, levels of a namespace, keys of objects; and one that is not encoded. */
const SEGMENTS = [
  "arn%3Aaws%3As3tables%3Aus-east-1%3A111122223333%3Abucket%2Ftelemetry",
  "otel%1Fprod",
  "main%7Cwarehouse",
  "00000-0%2B1.parquet",
  "catalog:1@x,y;z=(!$&'*)",
];

/** Lengths at which a secret access key is a short key of HMAC, the longest that is not hashed first, and two that are. */
const SECRET_LENGTHS = [40, 60, 61, 120];

const HEADERS = {
  "Content-Type": ["application/json", "text/plain; charset=utf-8"],
  "If-None-Match": ["*", '"0123"'],
  Range: ["bytes=0-9"],
  "X-Amz-Meta-Odd": ["  two  words ", "a,b;  c", "\ta\t b", ""],
  "x-iceberg-access-delegation": ["vended-credentials"],
  // Replaced: those of an earlier attempt.
  Authorization: ["AWS4-HMAC-SHA256 Credential=old"],
  "X-Amz-Date": ["20000101T000000Z"],
  // Not signed.
  Connection: ["keep-alive"],
  Expect: ["100-continue"],
  "Transfer-Encoding": ["chunked"],
  "User-Agent": ["test/1"],
  "X-Amzn-Trace-Id": ["Root=1-0"],
};

/** Everything but unreserved characters of RFC 3986, as AWS wants names and values. */
export function encoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The same part of a query as other clients send it: a plus for a space, small digits, some characters as they are. */
function loose(text: string): string {
  return encoded(text)
    .replace(/%20/g, "+")
    .replace(/%[0-9A-F]{2}/g, (code) =>
      /%(3A|2F|40|24|2C)/.test(code) ? decodeURIComponent(code) : code.toLowerCase(),
    );
}

/** Requests to S3, S3 Tables and Glue that depend on the seed alone. No segment of a path is empty or has only dots. */
export function signingCases(seed: number, count: number): SigningCase[] {
  const random = new SeededRandom(seed);
  return Array.from({ length: count }, (_, index) => signingCase(`${seed}.${index}`, random));
}

function signingCase(name: string, random: SeededRandom): SigningCase {
  const text = (longest: number) =>
    `k${Array.from({ length: random.below(longest) }, () => random.pick(CHARACTERS)).join("")}`;
  const service = random.pick(["s3", "s3tables", "glue"]);
  // Our paths to S3 are always encoded.
  const segments = service === "s3" ? SEGMENTS.slice(0, -1) : SEGMENTS;
  const path = Array.from({ length: random.below(4) }, () =>
    random.below(3) === 0 ? random.pick(segments) : encoded(text(12)),
  );
  const encoding = random.below(3) === 0 ? loose : encoded;
  const parameters = Array.from({ length: random.below(5) }, () => {
    const value = random.below(4) === 0 ? "" : text(8);
    return [random.below(4) === 0 ? random.pick(["p", "P", "p-", "p1"]) : `p${text(3)}`, value] as const;
  });
  const query = parameters
    .map(([key, value]) =>
      value === "" && random.below(2) === 0 ? encoding(key) : `${encoding(key)}=${encoding(value)}`,
    )
    .join("&");
  return {
    name,
    service,
    region: random.pick(["us-east-1", "eu-central-1", "auto"]),
    accessKeyId: `AKID${random.hex(8)}`,
    secretAccessKey: `s/ecret+${random.hex(random.pick(SECRET_LENGTHS) - 8)}`,
    sessionToken: random.below(2) === 0 ? "" : `tok/en+${random.hex(40)}==`,
    unixSeconds: random.bits(),
    method: random.pick(["GET", "PUT", "POST", "HEAD", "DELETE"]),
    url: `${random.pick(ORIGINS)}/${path.join("/")}${query === "" ? "" : "?"}${query}`,
    parameters,
    headers: Object.fromEntries(
      Object.entries(HEADERS)
        .filter(() => random.below(4) === 0)
        .map(([header, values]) => [header, random.pick(values)]),
    ),
    ...(random.below(3) === 0 ? {} : { body: random.below(4) === 0 ? "" : text(100) }),
  };
}

/** A seed of this run, or the one that `SIGN_SEED` repeats. Tests print it. */
export function freshSeed(): number {
  return Number(process.env["SIGN_SEED"] ?? Date.now() % 1_000_000);
}

/** The cases of `vectors.jsonl`, with the signatures that the JVM makes. */
export function recordedCases(): (SigningCase & { readonly authorization: string })[] {
  return readFileSync(join(ROOT, "test-e2e/sign-vectors/vectors.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

export interface AwsVector {
  readonly request: SigningCase;
  readonly canonicalRequest: string;
  readonly authorization: string;
  /** Why the vector is not ours to pass; undefined if it is. */
  readonly notOurs: string | undefined;
}

/** AWS's test suite; its README states the inputs that its files leave out. */
export function awsTestSuite(): AwsVector[] {
  const folder = join(ROOT, "worker-java/aws/src/test/resources/aws-sig-v4-test-suite");
  const notOurs = JSON.parse(readFileSync(join(folder, "not-ours.json"), "utf8")) as Record<string, string>;
  return readFileSync(join(folder, "vectors.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => {
      const { name, req, creq, authz, sreq } = JSON.parse(line) as Record<string, string>;
      const [head, ...body] = (req as string).split("\n\n");
      const headers = headersOf(head as string);
      const [, method, target] = /^(\S+) (.*) HTTP\/1\.1/.exec(req as string) as unknown as [string, string, string];
      return {
        request: {
          name: name as string,
          service: "service",
          region: "us-east-1",
          accessKeyId: "AKIDEXAMPLE",
          secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
          sessionToken: headersOf(sreq as string)["X-Amz-Security-Token"] ?? "",
          unixSeconds: Date.UTC(2015, 7, 30, 12, 36) / 1000,
          method,
          url: `https://${headers["Host"]}${target}`,
          parameters: [],
          headers,
          ...(body.length === 0 ? {} : { body: body.join("\n\n") }),
        },
        canonicalRequest: creq as string,
        authorization: authz as string,
        notOurs: notOurs[name as string],
      };
    });
}

/** Lines that continue a value are joined by spaces (RFC 9112, section 5.2), values of one name by commas (RFC 9110, section 5.3). */
function headersOf(message: string): Record<string, string> {
  const headers: Record<string, string> = {};
  const [head] = message.split("\n\n") as [string];
  for (const line of head.trimEnd().replaceAll("\n ", " ").split("\n").slice(1)) {
    const colon = line.indexOf(":");
    const [name, value] = [line.slice(0, colon), line.slice(colon + 1)];
    headers[name] = headers[name] === undefined ? value : `${headers[name]},${value}`;
  }
  return headers;
}
