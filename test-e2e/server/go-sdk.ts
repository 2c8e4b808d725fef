/** test-e2e/server/go-exporter, which exports with the OpenTelemetry Go SDK. */

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { TOKEN } from "../harness/worker.ts";

/** The built program, set by scripts/peers. */
const PROGRAM = process.env["GO_EXPORTER"];

/** Why tests with Go are skipped, or false. */
export const GO_MISSING = PROGRAM === undefined && "go is not on the path";

export interface GoSdkOptions {
  readonly protocol: "http" | "grpc";
  readonly compression: "gzip" | "none";
  /** Of the receiver. */
  readonly endpoint: string;
  readonly token?: string;
  /** PEM file of a certificate to trust. */
  readonly certificate?: string;
}

export interface GoSdkRun {
  /** Of the root span. */
  readonly traceId: string;
  readonly spanId: string;
  readonly stderr: string;
}

/** Runs the program; it fails when one of its exports fails or the SDK reports anything. */
export async function runGoSdk(options: GoSdkOptions): Promise<GoSdkRun> {
  const { endpoint, token = TOKEN, protocol, compression, certificate } = options;
  const certificates = certificate === undefined ? [] : [certificate];
  const args = [endpoint, token, protocol, compression, ...certificates];
  const { stdout, stderr } = await promisify(execFile)(PROGRAM as string, args);
  const [traceId, spanId] = stdout.trim().split(" ") as [string, string];
  return { traceId, spanId, stderr };
}
