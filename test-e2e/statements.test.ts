/**
 * Every SQL statement of the durable objects runs in workerd, and its rows are those of the SQLite that the JVM's tests use: a double that is
 * kinder than the platform hides what breaks there. Statements are found in the sources, so that a new one must run here too.
 */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { zstdCompressSync } from "node:zlib";
import { ROOT } from "./harness/bundles.ts";
import { flush, flushed } from "./harness/flush.ts";
import { javaStrings } from "./harness/java-strings.ts";
import { suiteLake } from "./harness/lake.ts";
import { logsRequest } from "./harness/otlp.ts";

const SOURCES = join(ROOT, "worker-java");
const TEST_JVM = join(ROOT, "test-jvm/target");
const BEGINNING = /^(SELECT|INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER|PRAGMA|WHERE|WITH) /;
const LARGE = 30;

interface Recorded {
  readonly object: string;
  readonly statement: string;
  readonly rows?: readonly unknown[];
}

/** The statements in the program's sources, and parts of them: whatever is not a literal is a wildcard. */
async function statementsInSources(): Promise<Map<string, RegExp>> {
  const statements = new Map<string, RegExp>();
  for (const entry of await readdir(SOURCES, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !path.includes("/src/main/") || !path.endsWith(".java")) continue;
    for (const parts of javaStrings(await readFile(path, "utf8"))) {
      if (!BEGINNING.test(parts[0] ?? "")) continue;
      const pattern = parts
        .map((part) => (part === undefined ? ".+" : part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")))
        .join("");
      statements.set(parts.map((part) => part ?? "…").join(""), new RegExp(pattern, "s"));
    }
  }
  return statements;
}

type MessageValue = number | string | Uint8Array;

/** A message to an object: numbers as 8 bytes, texts and bytes behind their length (`MessageOutput.java`). */
function message(...values: readonly MessageValue[]): Uint8Array<ArrayBuffer> {
  const number = (value: number): Buffer => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(BigInt(value));
    return bytes;
  };
  const parts = values.flatMap((value) =>
    typeof value === "number" ? [number(value)] : [number(Buffer.byteLength(value)), Buffer.from(value as Uint8Array)],
  );
  return new Uint8Array(Buffer.concat(parts));
}

/** The JSON in an object's answer to STATUS: the only braces of the message (`StatusAnswer.java`). */
function statusIn(answer: string): { repeats: { forgotten_early: number } } {
  return JSON.parse(answer.slice(answer.indexOf("{"), answer.lastIndexOf("}") + 1)) as {
    repeats: { forgotten_early: number };
  };
}

const VERSION = 1;
const ACCEPT = 1;
const FLUSH = 2;
const STATUS = 3;
const ENQUEUE = 4;
const UNANSWERED = 8;
const FIXTURES = join(ROOT, "test-jvm/src/test/resources/dev/otlp2parquet/batching/buffer");

describe("SQL in workerd", () => {
  const lake = suiteLake({
    bundle: "durableFaults",
    vars: {
      OTLP2PARQUET_BATCHING_ENABLED: "true",
      OTLP2PARQUET_BATCH_MAX_AGE_SECS: "3600",
      OTLP2PARQUET_COMMIT_INTERVAL_SECS: "10",
      OTLP2PARQUET_DEDUPE_MAX_RECORDS: "1000",
    },
  });
  let recorded: readonly Recorded[];
  let directory: string;

  const at = (path: string): URL => new URL(path, lake().worker.url);
  const sql = async (wish: object | null): Promise<void> => {
    const answer = await fetch(at("/__sql"), { method: "POST", body: JSON.stringify(wish) });
    assert.equal(answer.status, 204, await answer.text());
  };
  const inBuffer = (statement: string): Promise<void> => sql({ buffer: "logs-0", statement });
  const operate = (method: string, path: string): Promise<Response> => lake().worker.operate(method, path);
  const send = async (body: string, status = 200): Promise<void> => {
    const answer = await lake().worker.post("logs", body);
    assert.equal(answer.status, status, await answer.text());
  };
  const enqueue = (key: string, attempt: string, number: number, last: number): Promise<Response> => {
    const body = message(VERSION, ENQUEUE, "otel.logs", key, attempt, "a-uuid", number, last, "[]");
    return fetch(at("/__call/committer/otel.logs"), { method: "POST", body });
  };
  const object = async (buffer: string, ...values: readonly MessageValue[]): Promise<Response> => {
    const [operation = assert.fail(), ...more] = values;
    const body = message(VERSION, operation, buffer, ...more);
    const answer = await fetch(at(`/__call/buffer/${buffer}`), { method: "POST", body });
    assert.equal(answer.status, 200, answer.statusText);
    return answer;
  };
  const request = (name: string): string =>
    JSON.stringify(logsRequest({ service: "sql", records: 2, body: (i) => `${name}-${i}` }));

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), "otlp2parquet-sql-"));
    await sql(null);
    // A committer that has inherited ranges long ago, and forgets them with its first commit.
    assert.equal((await enqueue("elsewhere:0:2-2", "a", 0, 0)).status, 200);
    const inherited = "INSERT INTO meta (key, value) VALUES ('inherited-ranges-1000-0', ',logs-0:0:1-7,')";
    await sql({ committer: "otel.logs", statement: inherited });
    await send(request("first"));
    await send(request("first"));
    await sql({ refuse: "INSERT INTO log_" });
    await send(request("refused"), 503);
    await send(request("refused"));
    await flush(() => lake().worker.flush());
  });
  after(() => rm(directory, { recursive: true, force: true }));

  test("a quarantined request of several chunks is listed, exported, replayed and stored", async () => {
    const noise = (): string =>
      Buffer.from(crypto.getRandomValues(new Uint8Array(60_000))).toString("base64") + crypto.randomUUID();
    const large = JSON.stringify(logsRequest({ service: "sql", records: LARGE, body: (i) => `large-${i} ${noise()}` }));
    await send(large);
    await send(request("beside"));
    await inBuffer("UPDATE log_3 SET format = 99 WHERE chunks > 0");
    const incomplete = await lake().worker.flush();
    assert.equal(incomplete.status, 503);
    assert.match(
      (await flushed(incomplete)).problems.join("\n"),
      /1 requests cannot be read and are kept: this version does not know the request format 99/,
    );
    const status = await lake().worker.json<{ buffers: { quarantined?: object }[] }>("/status");
    assert.equal(status.buffers.filter(({ quarantined }) => quarantined !== undefined).length, 1);

    const list = await lake().worker.json<{
      quarantined: { buffer: string; sequence: number; rows: number; bytes: number; reason: string }[];
    }>("/quarantine");
    assert.equal(list.quarantined.length, 1);
    const [{ buffer, sequence, rows, bytes } = assert.fail()] = list.quarantined;
    assert.deepEqual({ buffer, rows, bytes }, { buffer: "logs-0", rows: LARGE, bytes: Buffer.byteLength(large) });
    const path = `/quarantine/${buffer}/${sequence}`;
    assert.equal((await operate("GET", path)).status, 422);
    // As a version does that knows the format.
    await inBuffer("UPDATE quarantine SET format = 2 WHERE format = 99");
    const exported = await operate("GET", path);
    assert.equal(exported.headers.get("content-type"), "application/json");
    assert.ok((await exported.text()) === large, "the very body that was accepted");
    const replayed = await operate("POST", `${path}/replay`);
    assert.equal(replayed.status, 200, await replayed.text());
    assert.equal((await operate("GET", path)).status, 404);
    await flush(() => lake().worker.flush());

    const stored = (await lake().rows("logs")).map((row) => String(row["Body"]).split(" ")[0]);
    const names = (name: string, count: number): string[] => Array.from({ length: count }, (_, i) => `${name}-${i}`);
    assert.deepEqual(
      stored.sort(),
      [...names("first", 2), ...names("refused", 2), ...names("beside", 2), ...names("large", LARGE)].sort(),
    );
  });

  test("a quarantined request is deleted", async () => {
    await send(request("lost"));
    await inBuffer("UPDATE log_6 SET row_count = 77");
    assert.equal((await lake().worker.flush()).status, 503);
    const list = await lake().worker.json<{ quarantined: { sequence: number }[] }>("/quarantine");
    const deleted = await operate("DELETE", `/quarantine/logs-0/${list.quarantined[0]?.sequence}`);
    assert.equal(deleted.status, 200, await deleted.text());
    await flush(() => lake().worker.flush());
  });

  test("a range for another table is written again, and a list of files comes in parts", async () => {
    await send(request("stale"));
    for (const [attempt, number, last] of [
      ["a", 0, 0],
      ["b", 1, 1],
      ["a", 1, 1],
    ] as const) {
      assert.equal((await enqueue("elsewhere:0:1-1", attempt, number, last)).status, 200);
    }
    const storing = fetch(at("/__call/buffer/logs-0"), {
      method: "POST",
      body: message(VERSION, FLUSH, "logs-0", 0),
    });
    assert.equal((await storing).status, 200);
    await sql({ committer: "otel.logs", statement: "UPDATE commit_range SET table_uuid = 'gone'" });
    await flush(() => lake().worker.flush());
    const stored = (await lake().rows("logs")).map((row) => String(row["Body"]));
    assert.deepEqual(stored.filter((body) => body.startsWith("stale")).sort(), ["stale-0", "stale-1"]);
  });

  test("a commit of which nobody knows the outcome is followed up", async () => {
    await send(request("unknown"));
    await lake().catalog.inject(...new Array(8).fill("UNAVAILABLE_BEFORE"));
    await flush(() => lake().worker.flush());
    const stored = (await lake().rows("logs")).map((row) => String(row["Body"]));
    assert.deepEqual(stored.filter((body) => body.startsWith("unknown")).sort(), ["unknown-0", "unknown-1"]);
  });

  test("an attempt that ended without an answer excuses a repeat", async () => {
    const body = Buffer.from(request("excusable"));
    const attempt = (name: string): string => name.padEnd(16, ".");
    const accept = (name: string): Promise<Response> =>
      object("logs-0", ACCEPT, attempt(name), 2, 2, body.length, 0, zstdCompressSync(body), attempt("content"), 0);
    const ended = (name: string): Promise<Response> => object("logs-0", UNANSWERED, attempt("content"), attempt(name));
    // Stored, ended, repeated; then one that comes behind its repeat.
    for (const call of [() => accept("a"), () => ended("a"), () => accept("b"), () => accept("b")]) await call();
    for (const call of [() => ended("late"), () => accept("c"), () => accept("late")]) await call();
    for (const call of [() => ended("early"), () => accept("early")]) await call();
    await flush(() => lake().worker.flush());
    const stored = (await lake().rows("logs")).map((row) => String(row["Body"]));
    assert.deepEqual(stored.filter((text) => text === "excusable-0").length, 3);
    // Its table is gone, and its mark is not.
    await accept("a");
    await flush(() => lake().worker.flush());
    assert.equal((await lake().rows("logs")).length, stored.length);
  });

  for (const version of [1, 2]) {
    test(`a database of version ${version} is upgraded, and what it has too much is forgotten`, async () => {
      const buffer = `logs-${version}`;
      const run = (statement: string): Promise<void> => sql({ buffer, statement });
      const fixture = await readFile(join(FIXTURES, `buffer-v${version}.sql`), "utf8");
      for (const statement of fixture.replaceAll("logs-0", buffer).split(";\n")) {
        if (statement.trim() !== "") await run(statement);
      }
      await object(buffer, STATUS);
      await run("INSERT INTO known (at_millis, marks) VALUES (1, zeroblob(32)), (9000000000000000, zeroblob(17600))");
      await run(
        "WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 10001) INSERT INTO unanswered" +
          " SELECT CAST(printf('%016d', n) AS BLOB), zeroblob(16), 9000000000000000, 0, NULL FROM i",
      );
      await object(buffer, UNANSWERED, "content".padEnd(16, "."), "attempt".padEnd(16, "."));
      await object(buffer, FLUSH, 0);
      const { repeats } = statusIn(await (await object(buffer, STATUS)).text());
      // An eighth of a thousand are left out, and those of the fixture are too many besides.
      assert.ok(repeats.forgotten_early >= 220 && repeats.forgotten_early < 240, String(repeats.forgotten_early));
      await flush(() => lake().worker.flush());
      const stored = (await lake().rows("logs")).map((row) => String(row["Body"]));
      assert.equal(stored.filter((body) => body.startsWith("kept/")).length, 2 * version);
    });
  }

  test("every statement in the sources has run", async () => {
    recorded = (await (await fetch(at("/__sql"))).json()) as Recorded[];
    const ran = new Set(recorded.filter(({ rows }) => rows !== undefined).map(({ statement }) => statement));
    const statements = await statementsInSources();
    assert.ok(statements.size > 40, `${statements.size} statements were found`);
    const missing = [...statements].filter(([, pattern]) => ![...ran].some((each) => pattern.test(each)));
    assert.deepEqual(
      missing.map(([statement]) => statement),
      [],
    );
  });

  test("the SQLite of the JVM's tests gives the same rows", async (context) => {
    const file = join(directory, "statements.jsonl");
    await writeFile(file, recorded.map((each) => `${JSON.stringify(each)}\n`).join(""));
    const classPath = [
      join(TEST_JVM, "classes"),
      join(TEST_JVM, "test-classes"),
      (await readFile(join(TEST_JVM, "test-classpath.txt"), "utf8")).trim(),
    ];
    const main = "dev.otlp2parquet.batching.world.StatementReplay";
    const { stdout } = await promisify(execFile)("java", ["-cp", classPath.join(delimiter), main, file]);
    context.diagnostic(stdout.trim());
    assert.match(stdout, new RegExp(`^${recorded.length} statements, 0 differences`));
  });
});
