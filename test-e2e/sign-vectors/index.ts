/**
 * Signs requests by our signer, compiled to Wasm, and by aws4fetch. The body of a POST has a `SigningCase` in each line; the answer has
 * its `Signatures` in each.
 */

import { createHash } from "node:crypto";
import { AwsV4Signer } from "aws4fetch";
import { instantiate } from "../../worker-js-shim/src/java/instantiate.ts";
import { type Signature, type SigningCase, UNSIGNED } from "./signing-case.ts";
import wasm from "./target/wasm/sign-vectors.wasm";

/** `dev.otlp2parquet.signvectors.SignExports` */
interface SignExports {
  sign(): void;
}

const sha256 = (data: Uint8Array | string) => createHash("sha256").update(data).digest();

let inbox: Uint8Array = new Uint8Array();
let outbox: number[] = [];
/** All texts of which the signer took the hash. */
let hashed: string[] = [];

function takeOutbox(): Uint8Array {
  const taken = Uint8Array.from(outbox);
  outbox = [];
  return taken;
}

const { exports: java } = instantiate<SignExports>(wasm, {
  sign: {
    length: () => inbox.length,
    read: (offset: number) => inbox[offset],
    write: (value: number) => {
      outbox.push(value);
    },
    sha256: () => {
      const data = takeOutbox();
      hashed.push(new TextDecoder().decode(data));
      inbox = sha256(data);
    },
  },
});

function ours(request: SigningCase): Signature {
  hashed = [];
  outbox = [];
  inbox = new TextEncoder().encode(JSON.stringify(request));
  java.sign();
  return {
    canonicalRequest: hashed.find((text) => text.startsWith(`${request.method}\n`)) ?? "not hashed",
    authorization: new TextDecoder().decode(takeOutbox()),
  };
}

/** With all headers that we sign: by default it leaves out some. S3 gets the hash of the body, not `UNSIGNED-PAYLOAD`. */
async function byAws4fetch(request: SigningCase): Promise<Signature> {
  const signed = Object.entries(request.headers).filter(([name]) => !UNSIGNED.has(name.toLowerCase()));
  const hash: [string, string][] =
    request.service === "s3" ? [["x-amz-content-sha256", sha256(request.body ?? "").toString("hex")]] : [];
  const signer = new AwsV4Signer({
    method: request.method,
    url: request.url,
    headers: new Headers([...signed, ...hash]),
    ...(request.body === undefined ? {} : { body: request.body }),
    accessKeyId: request.accessKeyId,
    secretAccessKey: request.secretAccessKey,
    ...(request.sessionToken === "" ? {} : { sessionToken: request.sessionToken }),
    service: request.service,
    region: request.region,
    datetime: `${new Date(request.unixSeconds * 1000).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`,
    allHeaders: true,
  });
  return { canonicalRequest: await signer.canonicalString(), authorization: await signer.authHeader() };
}

export default {
  async fetch(request) {
    const answers: string[] = [];
    for (const line of (await request.text()).split("\n")) {
      const each = JSON.parse(line) as SigningCase;
      answers.push(JSON.stringify({ ours: ours(each), aws4fetch: await byAws4fetch(each) }));
    }
    return new Response(answers.join("\n"));
  },
} satisfies ExportedHandler;
