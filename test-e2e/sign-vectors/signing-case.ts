/** A request with everything that its signature depends on: a line of `vectors.jsonl`, read by `SigningCase.java` too. */
export interface SigningCase {
  readonly name: string;
  /** As signatures name it: `s3`, `s3tables`, `glue`. */
  readonly service: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Empty for keys that do not expire. */
  readonly sessionToken: string;
  readonly unixSeconds: number;
  readonly method: string;
  /** Encoded, as it is sent. */
  readonly url: string;
  /** Names and values of the query of `url`, decoded, in their order. */
  readonly parameters: readonly (readonly [string, string])[];
  /** One value for each name, in any case; also such that are not signed. */
  readonly headers: Readonly<Record<string, string>>;
  /** Absent for no body. */
  readonly body?: string;
}

export interface Signature {
  /** What the signature is of: it shows where two signers differ. */
  readonly canonicalRequest: string;
  readonly authorization: string;
}

/** The answer of the Worker to a case. */
export interface Signatures {
  readonly ours: Signature;
  readonly aws4fetch: Signature;
}

/** Headers that no signer signs: clients and proxies add or change them. */
export const UNSIGNED: ReadonlySet<string> = new Set([
  "authorization",
  "connection",
  "expect",
  "transfer-encoding",
  "user-agent",
  "x-amzn-trace-id",
]);
