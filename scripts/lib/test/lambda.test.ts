/** scripts/lambda with the tools of AWS replaced: its arguments, and what it calls with which of them. */

import assert from "node:assert/strict";
import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, beforeEach, test } from "node:test";

/** Far more than any of it takes, and less than a loop. */
const LIMIT_MS = 20_000;

/** A repository with the script, and a folder of programs before all others. */
let root: string;

before(() => {
  root = mkdtempSync(join(tmpdir(), "otlp2parquet-scripts-"));
  for (const folder of ["scripts", "bin", "lambda-java/target"]) mkdirSync(join(root, folder), { recursive: true });
  copyFileSync(resolve(import.meta.dirname, "../../lambda"), join(root, "scripts/lambda"));
  writeFileSync(join(root, "lambda-java/target/otlp2parquet-lambda-1-linux-aarch64.zip"), "zip");
  for (const tool of ["mvn", "javac"]) program(tool, "");
  program("sam", record("sam"));
});

beforeEach(() => {
  program("aws", `${record("aws")}\ncase "$*" in *get-caller-identity*Account*) echo 123456789012 ;; esac`);
  rmSync(join(root, "calls"), { force: true });
  rmSync(join(root, "lambda-java/samconfig.toml"), { force: true });
});

after(() => rmSync(root, { recursive: true, force: true }));

function program(name: string, text: string): void {
  writeFileSync(join(root, "bin", name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
}

/** Notes each argument, and the region. */
function record(name: string): string {
  return `{ printf '%s|' ${name} "$@"; echo "$AWS_REGION"; } >> ${join(root, "calls")}`;
}

function lambda(args: readonly string[], input = "", environment: NodeJS.ProcessEnv = {}): SpawnSyncReturns<string> {
  const result = spawnSync(join(root, "scripts/lambda"), args, {
    encoding: "utf8",
    input,
    timeout: LIMIT_MS,
    env: { HOME: root, PATH: `${join(root, "bin")}:${process.env["PATH"]}`, AWS_REGION: "us-east-1", ...environment },
  });
  assert.equal(result.error, undefined, `${args.join(" ")} ran into the time limit`);
  return result;
}

function calls(tool: string): readonly string[] {
  const text = readFileSync(join(root, "calls"), "utf8").replaceAll(/Revision=\d{10}\b/g, "Revision=NOW");
  return text.split("\n").filter((line) => line.startsWith(`${tool}|`));
}

function configured(lines: readonly string[]): void {
  writeFileSync(join(root, "lambda-java/samconfig.toml"), `${lines.join("\n")}\n`);
}

for (const args of [
  ["build", "--arch"],
  ["build", "--arch", "--arch"],
  ["local", "--port"],
  ["local", "--data"],
  ["local", "--timeout"],
  ["status", "--stack"],
  ["destroy", "--region"],
]) {
  test(`${args.join(" ")}: an option without a value ends the script`, () => {
    const result = lambda(args);

    assert.equal(result.status, 1);
    assert.match(result.stderr, new RegExp(`^scripts/lambda: ${args[1]} needs a value`));
  });
}

test("the first deployment asks for the parameters, but for the revision", () => {
  assert.equal(lambda(["deploy"]).status, 0);

  assert.deepEqual(calls("sam"), [
    "sam|deploy|--capabilities|CAPABILITY_IAM|--guided|--stack-name|otlp2parquet|--parameter-overrides|Revision=NOW|us-east-1",
  ]);
});

test("a later deployment keeps what was answered in the first one", () => {
  configured([
    "version = 0.1",
    "[default.deploy.parameters]",
    'stack_name = "telemetry"',
    "resolve_s3 = true",
    'parameter_overrides = "Mode=\\"glue\\" Door=\\"url\\" Revision=\\"1700000000\\""',
    "[staging.deploy.parameters]",
    'stack_name = "other"',
  ]);

  assert.equal(lambda(["deploy"]).status, 0);

  assert.deepEqual(calls("sam"), [
    'sam|deploy|--capabilities|CAPABILITY_IAM|--parameter-overrides|Mode="glue" Door="url" Revision="1700000000"|Revision=NOW|us-east-1',
  ]);
});

test("parameters of the command line get the revision too", () => {
  assert.equal(
    lambda(["deploy", "--stack-name", "telemetry", "--parameter-overrides", "Mode=glue", "LogLevel=debug"]).status,
    0,
  );

  assert.deepEqual(calls("sam"), [
    "sam|deploy|--capabilities|CAPABILITY_IAM|--stack-name|otlp2parquet|--resolve-s3|--stack-name|telemetry|--parameter-overrides|Revision=NOW|Mode=glue|LogLevel=debug|us-east-1",
  ]);
});

test("status and destroy take stack and region from the first deployment", () => {
  configured(["[default.global.parameters]", 'stack_name = "telemetry"', 'region = "eu-central-1"']);

  assert.equal(lambda(["status"]).status, 0);
  assert.equal(lambda(["destroy", "--yes"]).status, 0);

  const stacks = calls("aws").filter((call) => call.includes("cloudformation"));
  assert.ok(stacks.every((call) => /\|--stack-name\|telemetry\|(.*\|)?eu-central-1$/.test(call)));
  assert.ok(stacks.some((call) => call.includes("delete-stack")));
});

test("destroy says what it deletes, and deletes it only once the name is typed", () => {
  const refused = lambda(["destroy"], "yes\n");

  assert.equal(refused.status, 1);
  assert.match(refused.stderr, /stack otlp2parquet in the region us-east-1 of the account 123456789012/);
  assert.equal(
    calls("aws").some((call) => call.includes("delete-stack")),
    false,
  );
  assert.equal(lambda(["destroy"]).status, 1);
  assert.equal(
    calls("aws").some((call) => call.includes("delete-stack")),
    false,
  );

  assert.equal(lambda(["destroy"], "otlp2parquet\n").status, 0);
  assert.equal(calls("aws").filter((call) => call.includes("delete-stack")).length, 1);
});

test("destroy fails for a stack that does not exist", () => {
  program("aws", `${record("aws")}\ncase "$*" in *describe-stacks*) exit 254 ;; esac`);

  const result = lambda(["destroy", "--yes", "--stack", "typo"]);

  assert.equal(result.status, 1);
  assert.match(result.stderr, /the stack typo .* does not exist.*nothing was deleted/);
  assert.equal(
    calls("aws").some((call) => call.includes("delete-stack")),
    false,
  );
});
