/**
 * `scripts/lambda local` once everything is built: runs the function behind Lambda's emulator, with HTTP in front, and an S3 server behind if
 * neither a bucket nor a catalog is configured.
 */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { connect } from "node:net";
import { join, resolve } from "node:path";
import { setTimeout as later } from "node:timers/promises";
import { parseArgs } from "node:util";
import { freePort } from "./free-port.ts";
import { invocationsOf, openDoor } from "./lambda-door.ts";
import { needsBucket } from "./lambda-storage.ts";

const START_LIMIT_MS = 60_000;
const BUCKET = "otlp2parquet";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "4318" },
    data: { type: "string", default: ".lambda" },
    emulator: { type: "string" },
    versitygw: { type: "string", default: "" },
    "class-path": { type: "string" },
    timeout: { type: "string", default: "30" },
  },
});
if (values.emulator === undefined || values["class-path"] === undefined) {
  throw new Error("scripts/lambda local calls this with the emulator and the class path");
}

const children: ChildProcess[] = [];
let stopping = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => void stop(0));
}

const environment: NodeJS.ProcessEnv = {
  AWS_REGION: "us-east-1",
  ...process.env,
  AWS_LAMBDA_FUNCTION_NAME: "otlp2parquet",
  AWS_LAMBDA_FUNCTION_TIMEOUT: values.timeout,
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "1024",
};
// As the template has it.
environment["OTLP2PARQUET_WARN_ON_CATALOG_FAILURE"] ??= "false";
if (
  environment["OTLP2PARQUET_AUTH_TOKEN"] === undefined &&
  environment["OTLP2PARQUET_BASIC_AUTH_USERNAME"] === undefined
) {
  environment["OTLP2PARQUET_ALLOW_ANONYMOUS"] ??= "true";
}
if (needsBucket(environment)) await startBucket(resolve(values.data));
await startFunction(values.emulator, values["class-path"]);

function start(program: string, args: readonly string[], env: NodeJS.ProcessEnv): void {
  const child = spawn(program, args, { env, stdio: ["ignore", "inherit", "inherit"] });
  children.push(child);
  child.on("error", (error) => void fail(`${program} did not start: ${error.message}`));
  child.on("exit", () => {
    if (!stopping) void fail(`${program} ended; its messages are above`);
  });
}

async function startBucket(data: string): Promise<void> {
  if (values.versitygw === "") {
    await fail(
      "no bucket is configured, and the local S3 server needs go: install Go, or set OTLP2PARQUET_S3_BUCKET, OTLP2PARQUET_S3_ENDPOINT and keys",
    );
  }
  const port = await freePort();
  const keys = { id: "local", secret: "local-secret" };
  for (const folder of [join("bucket", BUCKET), "attributes"]) mkdirSync(join(data, folder), { recursive: true });
  start(
    values.versitygw,
    ["--port", `127.0.0.1:${port}`, "--region", "us-east-1", "--quiet", "posix"].concat([
      "--sidecar",
      join(data, "attributes"),
      join(data, "bucket"),
    ]),
    { ...process.env, ROOT_ACCESS_KEY: keys.id, ROOT_SECRET_KEY: keys.secret },
  );
  await listens(port, "the local S3 server");
  Object.assign(environment, {
    OTLP2PARQUET_S3_BUCKET: BUCKET,
    OTLP2PARQUET_S3_ENDPOINT: `http://127.0.0.1:${port}`,
    OTLP2PARQUET_S3_REGION: "us-east-1",
    OTLP2PARQUET_S3_ACCESS_KEY_ID: keys.id,
    OTLP2PARQUET_S3_SECRET_ACCESS_KEY: keys.secret,
  });
  process.stdout.write(`The files will be in ${join(data, "bucket", BUCKET)}\n`);
}

async function startFunction(emulator: string, classPath: string): Promise<void> {
  const port = await freePort();
  const runtimePort = await freePort();
  const heap = ["-Xmx768m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"];
  const runtime = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
  start(
    emulator,
    ["--log-level", "warn", "--runtime-interface-emulator-address", `127.0.0.1:${port}`].concat(
      ["--runtime-api-address", `127.0.0.1:${runtimePort}`, "java", ...heap],
      ["-cp", classPath, runtime, "dev.otlp2parquet.lambda.OtlpHandler"],
    ),
    environment,
  );
  await listens(port, "the emulator of Lambda");
  const door = await openDoor(invocationsOf(`127.0.0.1:${port}`), Number(values.port)).catch(async (error: Error) => {
    return await fail(`port ${values.port} cannot be used: ${error.message}; choose another one with --port`);
  });
  process.stdout.write(`
The function takes OTLP over HTTP at ${door.url.origin} (the first request starts it). For an exporter:
  export OTEL_EXPORTER_OTLP_ENDPOINT=${door.url.origin} OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
Ctrl-C stops it. Stored data is kept.
`);
}

async function listens(port: number, what: string): Promise<void> {
  for (const end = Date.now() + START_LIMIT_MS; Date.now() < end && !stopping; await later(50)) {
    const socket = connect(port, "127.0.0.1");
    const open = await Promise.race([
      once(socket, "connect").then(() => true),
      once(socket, "error").then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (open) return;
  }
  await fail(`${what} does not listen; its messages are above`);
}

async function fail(message: string): Promise<never> {
  if (!stopping) console.error(`scripts/lambda: ${message}`);
  return await stop(1);
}

async function stop(status: number): Promise<never> {
  if (!stopping) {
    stopping = true;
    const running = children.filter(
      (child) => child.exitCode === null && child.signalCode === null && child.pid !== undefined,
    );
    for (const child of running) child.kill("SIGTERM");
    const ended = Promise.all(running.map((child) => once(child, "exit")));
    await Promise.race([ended, later(10_000)]);
    for (const child of running) child.kill("SIGKILL");
    process.exit(status);
  }
  return await new Promise<never>(() => {});
}
