/**
 * The size of the Lambda function's package and the time of its init, beside their goals: `scripts/bench lambda` builds the package and runs
 * this. Init is what Lambda does before the first event: a JVM with the options of Lambda's runtime makes the handler.
 */

import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const RUNS = 7;
const PACKAGE_GOAL = 10_000_000;
const INIT_GOAL_MILLIS = 1000;
/** Those of Lambda's Java runtime. */
const OPTIONS = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx768m"];

const file = resolve(process.argv[2] ?? "lambda-java/target/function.zip");
const directory = mkdtempSync(join(tmpdir(), "otlp2parquet-bench-lambda-"));
try {
  execFileSync("jar", ["xf", file], { cwd: directory });
  execFileSync("javac", ["-d", join(directory, "bench"), fileURLToPath(new URL("./Init.java", import.meta.url))]);
  const classPath = [
    ...readdirSync(join(directory, "lib")).map((jar) => join(directory, "lib", jar)),
    join(directory, "bench"),
  ];
  const runs = Array.from({ length: RUNS }, () => run(classPath.join(":")));
  const middle = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  const version = execFileSync("java", ["--version"], { encoding: "utf8" }).split("\n")[0];
  process.stdout.write(`| | measured | goal |
|---|--:|--:|
| package | ${(statSync(file).size / 1e6).toFixed(1)} MB | ${PACKAGE_GOAL / 1e6} MB |
| init, wall time | ${middle(runs.map(({ wall }) => wall))} ms | ${INIT_GOAL_MILLIS} ms |
| init and start of the JVM, CPU time | ${middle(runs.map(({ cpu }) => cpu))} ms | |

Medians of ${RUNS} starts with ${version}. Lambda's processors are not these.
`);
} finally {
  rmSync(directory, { recursive: true, force: true });
}

function run(classPath: string): { wall: number; cpu: number } {
  const [wall = 0, cpu = 0] =
    execFileSync("java", [...OPTIONS, "-cp", classPath, "Init"], {
      encoding: "utf8",
      env: {
        PATH: process.env["PATH"],
        AWS_LAMBDA_FUNCTION_NAME: "otlp2parquet",
        AWS_REGION: "eu-central-1",
        AWS_ACCESS_KEY_ID: "ASIA",
        AWS_SECRET_ACCESS_KEY: "key",
        AWS_SESSION_TOKEN: "token",
        OTLP2PARQUET_ALLOW_ANONYMOUS: "true",
        OTLP2PARQUET_CATALOG_MODE: "s3tables",
        OTLP2PARQUET_S3_TABLES_ARN: "arn:aws:s3tables:eu-central-1:111122223333:bucket/telemetry",
      },
    })
      .trim()
      .split("\n")
      .at(-1)
      ?.split(" ")
      .map(Number) ?? [];
  return { wall, cpu };
}
