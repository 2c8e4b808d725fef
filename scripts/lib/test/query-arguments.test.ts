import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { Complaint } from "../complaint.ts";
import { readDevRecord, writeDevRecord } from "../dev-record.ts";
import { DEFAULT_STATE, type QueryArguments, queryArguments, queryOptions } from "../query-arguments.ts";

const RECORD = { port: "4518", state: "/some/state", catalogPort: "8281" };

/** With the record of a server, unless that there is none is said. */
function asked(argv: string[], none?: "no record"): QueryArguments {
  const read = queryArguments(argv, none === undefined ? RECORD : undefined);
  assert.ok(read !== "help");
  return read;
}

function complaint(...argv: string[]): string {
  try {
    queryArguments(argv, undefined);
  } catch (error) {
    assert.ok(error instanceof Complaint);
    return error.message;
  }
  return assert.fail(`${argv} was accepted`);
}

describe("where scripts/query asks", () => {
  test("the server that scripts/dev started last, with its state and its catalog", () => {
    const { url, state, catalog } = asked(["--catalog"]);
    assert.equal(url.origin, "http://127.0.0.1:4518");
    assert.equal(state, "/some/state");
    assert.equal(catalog?.port, "8281");
  });

  test("the defaults of scripts/dev when none was started", () => {
    const { url, state, catalog } = asked(["--catalog"], "no record");
    assert.equal(url.origin, "http://127.0.0.1:4318");
    assert.equal(state, DEFAULT_STATE);
    assert.equal(catalog?.port, "8181");
  });

  test("what is named, and then nothing is taken from another server's record", () => {
    for (const server of [
      ["--port", "4718"],
      ["--url", "http://127.0.0.1:4718"],
      ["--url", "http://otlp.example:4518"],
    ]) {
      const { state, catalog } = asked([...server, "--catalog"]);
      assert.equal(state, DEFAULT_STATE, server.join(" "));
      assert.equal(catalog?.port, "8181");
    }
    assert.equal(asked(["--port", "4718"]).url.origin, "http://127.0.0.1:4718");
    assert.equal(asked(["--state", "/another"]).state, "/another");
    assert.equal(asked(["--catalog", "--catalog-port", "9000"]).catalog?.port, "9000");
  });

  test("the recorded server, however it is named", () => {
    for (const server of [
      ["--port", "4518"],
      ["--url", "localhost:4518"],
      ["--url", "127.0.0.1:4518"],
      ["--url", "http://localhost:4518/"],
    ]) {
      assert.equal(asked(server).state, "/some/state", server.join(" "));
    }
  });

  test("a URL needs no scheme", () => {
    assert.equal(asked(["--url", "localhost:4518"]).url.href, "http://localhost:4518/");
    assert.equal(asked(["--url", "[::1]:4518"]).url.href, "http://[::1]:4518/");
    assert.equal(asked(["--url", "https://otlp.example"]).url.href, "https://otlp.example/");
  });
});

test("arguments that make no sense are refused with what is expected", () => {
  assert.match(complaint("--url", "ftp://localhost"), /--url ftp:\/\/localhost: expected a URL like/);
  assert.match(complaint("--url", "a b"), /--url a b: expected a URL like/);
  assert.match(complaint("--port", "http"), /--port http: expected a number from 1 to 65535/);
  assert.match(complaint("--port", "65536"), /--port 65536: expected a number/);
  assert.match(complaint("--port", "1", "--url", "localhost:1"), /give one of them/);
  assert.match(complaint("--format", "xml"), /--format xml: expected one of table, json, csv/);
  assert.match(complaint("SELECT", "1"), /put the SQL in quotes/);
  assert.match(complaint("--no-such"), /usage: scripts\/query/);
  assert.equal(queryArguments(["--help", "--port", "x"], undefined), "help");
});

test("the options that scripts/dev prints lead back to its server", () => {
  assert.equal(queryOptions({ port: "4318", state: DEFAULT_STATE }), "");
  assert.equal(queryOptions({ port: "4518", state: DEFAULT_STATE }), " --port 4518");
  assert.equal(queryOptions({ port: "4318", state: "/a b/it's" }), " --state '/a b/it'\\''s'");
  assert.equal(queryOptions({ port: "4318", state: DEFAULT_STATE, catalogPort: "8181" }), " --catalog");
  assert.equal(
    queryOptions({ port: "4518", state: "/some/state", catalogPort: "8281" }),
    " --port 4518 --state /some/state --catalog --catalog-port 8281",
  );
});

test("the record is read as it was written; one that is missing or damaged is no record", () => {
  const directory = mkdtempSync(join(tmpdir(), "otlp2parquet-record-"));
  try {
    const file = join(directory, "not-there-yet", "record.json");
    assert.equal(readDevRecord(file), undefined);
    writeDevRecord(file, RECORD);
    assert.deepEqual(readDevRecord(file), RECORD);
    for (const damaged of ["", "{", "null", "[]", '{"port":4518,"state":"/x"}', '{"port":"4518"}']) {
      writeFileSync(file, damaged);
      assert.equal(readDevRecord(file), undefined, damaged);
    }
  } finally {
    rmSync(directory, { recursive: true });
  }
});
