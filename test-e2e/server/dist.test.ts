/**
 * The package of the server, used as an administrator uses it: unpacked into a directory that the server's user cannot write, found by a
 * symbolic link, started without JAVA_HOME, stopped by SIGTERM. Needs Maven if the package is missing or older than its sources.
 */

import assert from "node:assert/strict";
import { type ChildProcess, type SpawnSyncReturns, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { freePort } from "../../scripts/lib/free-port.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const DIST = join(ROOT, "server-java/dist");
const TOKEN = "token-of-the-test";
const LIMIT_MS = 60_000;
/** The test's root may write anywhere; the server runs as somebody who may not. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

/** The Java runtimes of this machine by their version: of 17, which the server needs at least, and of 25, which its container has. */
function javas(): Map<string, string> {
  const parent = "/usr/lib/jvm";
  const homes = existsSync(parent) ? readdirSync(parent).map((name) => join(parent, name)) : [];
  const found = new Map<string, string>();
  for (const home of [process.env["JAVA_HOME"] ?? "", ...homes]) {
    if (home === "" || !existsSync(join(home, "release")) || !existsSync(join(home, "bin/java"))) continue;
    const version = /^JAVA_VERSION="(\d+)/m.exec(readFileSync(join(home, "release"), "utf8"))?.[1];
    if (version !== undefined && !found.has(version)) found.set(version, home);
  }
  return new Map([...found].filter(([version]) => version === "17" || version === "25"));
}

function archive(part: string): string | undefined {
  const target = join(DIST, "target");
  const platform = `${process.platform === "darwin" ? "macos" : "linux"}-${process.arch === "arm64" ? "aarch64" : "x86_64"}`;
  const isIt = (file: string): boolean =>
    file.startsWith(`otlp2parquet-${part}-`) && file.endsWith(`-${platform}.tar.gz`);
  const name = existsSync(target) ? readdirSync(target).find(isIt) : undefined;
  return name === undefined ? undefined : join(target, name);
}

/** The archives of server and query, built if they are not newer than every source. */
function archives(): { server: string; query: string } {
  const built = archive("server");
  const sources = ["pom.xml", "worker-java", "server-java", "docs", "LICENSE"];
  const others = "( -name target -o -path */src/test ) -prune -o -type f -newer".split(" ");
  const newer = built && succeed("find", [...sources, ...others, built, "-print", "-quit"], { cwd: ROOT });
  if (newer !== "") {
    succeed("mvn", "-q -B -ntp -Pdist -pl server-java/dist -am package".split(" "), { cwd: ROOT });
  }
  return {
    server: archive("server") ?? assert.fail("no package"),
    query: archive("query") ?? assert.fail("no package"),
  };
}

function run(command: string, args: readonly string[], options: object = {}): SpawnSyncReturns<string> {
  return spawnSync(command, args, { encoding: "utf8", maxBuffer: 1 << 26, ...options });
}

function succeed(command: string, args: readonly string[], options: object = {}): string {
  const { status, stdout, stderr, error } = run(command, args, options);
  assert.equal(status, 0, `${command} ${args.join(" ")}: ${error ?? ""}\n${stdout}${stderr}`);
  return stdout;
}

/** A running server, and how it is asked. */
class Server {
  readonly #child: ChildProcess;
  readonly url: string;
  printed = "";

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.url = url;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.printed += text;
      });
    }
  }

  /** Returns when it is ready. */
  static async start(command: string, args: readonly string[], env: NodeJS.ProcessEnv, cwd: string): Promise<Server> {
    const port = await freePort();
    const environment = { ...env, OTLP2PARQUET_LISTEN_ADDR: `127.0.0.1:${port}`, OTLP2PARQUET_GRPC_LISTEN_ADDR: "off" };
    const child = spawn(command, args, { cwd, env: environment, stdio: ["ignore", "pipe", "pipe"], ...NOBODY });
    const server = new Server(child, `http://127.0.0.1:${port}`);
    const end = Date.now() + LIMIT_MS;
    while (Date.now() < end && child.exitCode === null) {
      const answer = await fetch(`${server.url}/ready`).catch(() => undefined);
      if (answer?.status === 200) return server;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    child.kill("SIGKILL");
    assert.fail(`the server did not start:\n${server.printed}`);
  }

  async log(body: string): Promise<void> {
    const record = { timeUnixNano: `${Date.now()}000000`, body: { stringValue: body } };
    const answer = await fetch(`${this.url}/v1/logs`, {
      method: "POST",
      headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
      body: JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords: [record] }] }] }),
    });
    assert.equal(answer.status, 200, await answer.text());
  }

  /** Stops it as service managers do. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const exit = once(this.#child, "exit");
    this.#child.kill("SIGTERM");
    const [code] = await exit;
    assert.ok(code === 0 || code === 143, `exit code ${code}:\n${this.printed}`);
    assert.match(this.printed, /"stopped"/);
  }
}

describe("the package of the server", () => {
  let work: string;
  let home: string;
  let packed: { server: string; query: string };

  before(async () => {
    packed = archives();
    work = await mkdtemp(join(tmpdir(), "otlp2parquet-dist-"));
    await chmod(work, 0o755);
    home = join(work, "versions of otlp2parquet");
    mkdirSync(home);
    succeed("tar", ["-xzf", packed.server, "-C", home, "--strip-components=1"]);
    succeed("tar", ["-xzf", packed.query, "-C", home, "--strip-components=1"]);
    succeed("chmod", ["-R", "a-w", home]);
    // As in an installation.
    symlinkSync("versions of otlp2parquet", join(work, "current"));
    mkdirSync(join(work, "bin"));
    symlinkSync("../current/bin/otlp2parquet", join(work, "bin/otlp2parquet"));
  });

  after(async () => {
    succeed("chmod", ["-R", "u+w", work]);
    await rm(work, { recursive: true });
  });

  /** Without JAVA_HOME and without anything else of this process's environment. */
  const environment = (java: string, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
    PATH: [join(work, "bin"), join(java, "bin"), "/usr/bin", "/bin"].join(delimiter),
    OTLP2PARQUET_AUTH_TOKEN: TOKEN,
    ...more,
  });

  /** A directory that the server's user may write. */
  const writable = (name: string): string => {
    const directory = join(work, name);
    mkdirSync(directory, { mode: 0o700 });
    if (NOBODY.uid !== undefined) chownSync(directory, NOBODY.uid, NOBODY.gid);
    return directory;
  };

  const anyJava = (): string => [...javas().values()][0] ?? assert.fail("no Java 17 or 25 was found");

  test("has thin jars, the natives of one platform as files, and no DuckDB", () => {
    const names = succeed("tar", ["-tzf", packed.server]).split("\n");
    const natives = names
      .filter((name) => /\.(so|dylib|dll)$/.test(name))
      .map((name) => name.replace(/^.*\/lib\//, ""));
    assert.deepEqual(natives.map((name) => name.replace(/\.\w+$/, "")).sort(), [
      "native/libsqlitejdbc",
      "native/libzstd-jni",
    ]);
    assert.ok(!names.some((name) => name.includes("duckdb")));
    for (const jar of names.filter((name) => name.endsWith(".jar"))) {
      const file = join(home, "lib", jar.replace(/^.*\//, ""));
      assert.doesNotMatch(succeed("unzip", ["-Z1", file]), /\.(so|dylib|dll)$/m, jar);
    }
  });

  test("says nothing about when, where and by whom it was built", () => {
    const times = new Set<string>();
    for (const line of succeed("tar", ["--utc", "--numeric-owner", "-tvzf", packed.server]).trim().split("\n")) {
      const [mode, owner, , day, time] = line.split(/ +/);
      assert.equal(owner, "0/0", line);
      assert.match(mode ?? "", /^(d|-)r[w-][x-]r-[x-]r-[x-]$/, line);
      times.add(`${day} ${time}`);
    }
    assert.equal(times.size, 1);
  });

  test("names the license of every library in it", () => {
    const listed = readFileSync(join(home, "THIRD-PARTY.md"), "utf8");
    const patterns = [...listed.matchAll(/`([\w.-]+)\*`/g)].map(([, start]) => start ?? "");
    for (const jar of readdirSync(join(home, "lib")).filter((name) => name.endsWith(".jar"))) {
      assert.ok(
        jar.startsWith("dev.otlp2parquet.") || patterns.some((start) => jar.startsWith(start)),
        `${jar} is not in THIRD-PARTY.md`,
      );
    }
  });

  test("has an example of a configuration in which every key is valid, and so is every line that is commented out", async () => {
    const env = environment(anyJava());
    const example = join(home, "conf/config.toml");
    assert.match(succeed("otlp2parquet", ["config", "check", "--config", example], { env, cwd: work }), /is valid\.$/m);
    // The first of several examples for a key.
    const lines = new Map<string, string>();
    let table = "";
    for (const line of readFileSync(example, "utf8").split("\n")) {
      if (line.startsWith("[")) table = line;
      const setting = /^#?((\w+) = .*)$/.exec(line);
      const key = setting ? `${table} ${setting[2]}` : table;
      if (!lines.has(key)) lines.set(key, setting?.[1] ?? table);
    }
    // A directory is a storage of its own.
    assert.ok(lines.delete("[storage] path"));
    const tls = writable("tls");
    for (const name of ["cert.pem", "key.pem", "clients.pem"]) await writeFile(join(tls, name), "");
    const everything = join(work, "everything.toml");
    await writeFile(everything, [...lines.values()].join("\n").replaceAll("/etc/otlp2parquet/tls", tls));
    assert.match(
      succeed("otlp2parquet", ["config", "check", "--config", everything], { env, cwd: work }),
      /is valid\.$/m,
    );
  });

  for (const [version, java] of javas()) {
    test(`runs on Java ${version}: accepts, stores, is asked, stops`, async () => {
      // Nothing is unpacked into the temporary directory, which could not take it.
      const options = { JAVA_OPTS: `-Djava.io.tmpdir=${join(work, "current")}`, OTLP2PARQUET_HEAP: "256m" };
      const env = environment(java, { ...options, OTLP2PARQUET_DATA_DIR: writable(`data on ${version}`) });
      const cwd = work;
      assert.match(
        succeed("otlp2parquet", ["version"], { env, cwd }),
        new RegExp(`^otlp2parquet \\S+ \\(Java ${version}\\.`),
      );
      const server = await Server.start("otlp2parquet", ["serve"], env, cwd);
      try {
        await server.log(`hello from ${version}`);
        const { stdout, stderr } = run("otlp2parquet", ["flush", "--url", server.url], { env, cwd });
        assert.match(stdout, /^Everything that was accepted is stored/, stderr);
        assert.match(succeed("otlp2parquet", ["status", "--url", server.url], { env, cwd }), /logs/);
        const query = ["query", "SELECT Body FROM logs", "--format", "json"];
        const row = succeed("otlp2parquet", query, { env: { ...env, JAVA_OPTS: "" }, cwd });
        assert.match(row, new RegExp(`"hello from ${version}"`));
        assert.doesNotMatch(server.printed, /WARNING|warning|"level":"(warn|error)"/);
      } finally {
        await server.stop();
      }
    });
  }

  test("runs in the container as its Dockerfile says, without an engine", async () => {
    const file = readFileSync(join(DIST, "Dockerfile"), "utf8")
      .replace(/^#.*\n/gm, "")
      .replace(/\\\n/g, " ");
    const stages = file.split(/^FROM .*$/m).slice(1);
    const [build, final] = stages as [string, string];
    const lines = (text: string, name: string): string[] =>
      [...text.matchAll(new RegExp(`^${name} +(.*)$`, "gm"))].map(([, value]) => value ?? "");
    // Its absolute paths are in a directory of the test.
    const root = join(work, "container");
    const inside = (text: string): string => text.replace(/(?<=^|[ ="':])\/(opt|data|etc|package)\b/g, `${root}/$1`);
    mkdirSync(join(root, "opt"), { recursive: true });
    mkdirSync(join(root, "package"));

    // COPY of the context, and RUN of the first stage.
    const [pattern] = (lines(build, "COPY")[0] ?? "").split(" ");
    succeed("sh", ["-c", `cp ${join(DIST, "target")}/${pattern} ${root}/package/`]);
    const arch = process.arch === "arm64" ? "arm64" : "amd64";
    succeed("sh", ["-euc", inside(lines(build, "RUN")[0] ?? "")], { env: { ...process.env, TARGETARCH: arch } });
    rmSync(join(root, "package"), { recursive: true });

    // RUN of the second stage: chown needs root.
    if (NOBODY.uid === undefined) return;
    const java = javas().get("25") ?? anyJava();
    const env: NodeJS.ProcessEnv = { PATH: `${join(java, "bin")}:/usr/bin:/bin` };
    for (const command of lines(final, "RUN")) succeed("sh", ["-euc", inside(command)], { env });
    const user = Number(/^(\d+):/.exec(lines(final, "USER")[0] ?? "")?.[1] ?? assert.fail("USER is not a number"));
    assert.notEqual(user, 0);
    chownSync(join(root, "data"), NOBODY.uid, NOBODY.gid);
    for (const [, name, value] of (lines(final, "ENV")[0] ?? "").matchAll(/(\w+)=(\S+)/g)) {
      if (name !== undefined && name !== "PATH") env[name] = inside(value ?? "");
    }
    const [program] = JSON.parse(lines(final, "ENTRYPOINT")[0] ?? "[]") as [string];
    const args = JSON.parse(lines(final, "CMD")[0] ?? "[]") as string[];
    const health = JSON.parse(/CMD +(\[.*\])/.exec(lines(final, "HEALTHCHECK")[0] ?? "")?.[1] ?? "[]") as [string];
    assert.deepEqual(lines(final, "EXPOSE"), ["4317 4318"]);
    assert.deepEqual(lines(final, "STOPSIGNAL"), ["SIGTERM"]);

    const directory = inside(lines(final, "WORKDIR")[0] ?? "");
    const server = await Server.start(inside(program), args, { ...env, OTLP2PARQUET_AUTH_TOKEN: TOKEN }, directory);
    const healthy = (): number | null =>
      run(inside(health[0]), [], { env: { ...env, OTLP2PARQUET_LISTEN_ADDR: server.url.replace("http://", "") } })
        .status;
    try {
      await server.log("hello from a container");
      assert.equal(healthy(), 0);
    } finally {
      await server.stop();
    }
    assert.equal(healthy(), 1);
    assert.ok(readdirSync(join(root, "data")).length > 0);
  });

  test("has a systemd unit that systemd accepts", {
    skip: run("systemd-analyze", ["--version"]).status !== 0,
  }, async () => {
    const unit = readFileSync(join(home, "systemd/otlp2parquet.service"), "utf8");
    // It looks for the program, and the user need not exist.
    const here = join(work, "otlp2parquet.service");
    await writeFile(here, unit.replace(/^ExecStart=\S+/m, `ExecStart=${join(work, "bin/otlp2parquet")}`));
    const { status, stdout, stderr } = run("systemd-analyze", ["verify", "--man=no", here]);
    assert.deepEqual({ status, printed: stdout + stderr }, { status: 0, printed: "" });
    assert.match(unit, /^ExecStart=\/opt\/otlp2parquet\/bin\/otlp2parquet serve /m);
  });

  test("prepares an archive of classes, with which the server starts", async () => {
    const copy = join(work, "with archive");
    succeed("cp", ["-r", home, copy]);
    succeed("chmod", ["-R", "u+w", copy]);
    const java = anyJava();
    const env = environment(java);
    assert.match(
      succeed(join(copy, "bin/otlp2parquet-cds"), [], { env, cwd: "/" }),
      /^wrote .*\/lib\/otlp2parquet-java-.*\.jsa\n$/,
    );
    // -Xshare:on ends a Java that cannot use it.
    const used = { ...env, JAVA_OPTS: "-Xshare:on", OTLP2PARQUET_DATA_DIR: writable("data with archive") };
    const server = await Server.start(join(copy, "bin/otlp2parquet"), ["serve"], used, work);
    await server.stop();
  });

  describe("its start script", () => {
    const start = (env: NodeJS.ProcessEnv): { status: number | null; stderr: string } =>
      run(join(work, "bin/otlp2parquet"), ["version"], { env, cwd: "/" });

    /** A PATH with the tools of the script, and no Java. */
    const withoutJava = (): string => {
      const tools = join(work, "tools");
      if (!existsSync(tools)) {
        mkdirSync(tools);
        for (const tool of ["sh", "sed", "readlink", "dirname", "basename"]) {
          symlinkSync(succeed("sh", ["-c", `command -v ${tool}`]).trim(), join(tools, tool));
        }
      }
      return tools;
    };

    test("says what to do without Java", () => {
      const { status, stderr } = start({ PATH: withoutJava() });
      assert.equal(status, 1);
      assert.match(stderr, /^otlp2parquet: java is missing: install Java 17 or newer /);
    });

    test("says what to do if JAVA_HOME is wrong", () => {
      const { status, stderr } = start({ PATH: "/usr/bin:/bin", JAVA_HOME: "/nonexistent" });
      assert.equal(status, 1);
      assert.match(
        stderr,
        /^otlp2parquet: JAVA_HOME is \/nonexistent, but .* set JAVA_HOME to the directory of Java 17 or newer/,
      );
    });

    test("refuses an old Java, whether it has a file `release` or not", async () => {
      const old = join(work, "old java");
      mkdirSync(join(old, "bin"), { recursive: true });
      await writeFile(join(old, "bin/java"), `#!/bin/sh\necho 'openjdk version "11.0.2" 2019-01-15' >&2\n`);
      chmodSync(join(old, "bin/java"), 0o755);
      const env = { PATH: "/usr/bin:/bin", JAVA_HOME: old };
      assert.match(
        start(env).stderr,
        /^otlp2parquet: .* is Java 11\.0\.2, but Java 17 or newer is needed; set JAVA_HOME/,
      );
      await writeFile(join(old, "release"), 'JAVA_VERSION="1.8.0_392"\n');
      assert.match(
        start(env).stderr,
        /^otlp2parquet: .* is Java 1\.8\.0_392, but Java 17 or newer is needed; set JAVA_HOME/,
      );
    });

    test("takes heap and options, and refuses a heap that is no size", () => {
      const env = environment(anyJava());
      const { status, stderr } = start({ ...env, OTLP2PARQUET_HEAP: "lots" });
      assert.equal(status, 1);
      assert.match(
        stderr,
        /^otlp2parquet: OTLP2PARQUET_HEAP is lots; expected a number with k, m or g, such as 512m\n$/,
      );
      const flags = "-XX:+UseParallelGC -XX:+PrintFlagsFinal";
      const shown = run("otlp2parquet", ["version"], { env: { ...env, OTLP2PARQUET_HEAP: "300m", JAVA_OPTS: flags } });
      assert.match(shown.stdout, /bool UseParallelGC += true/);
      assert.match(shown.stdout, / MaxHeapSize += 314572800/);
    });
  });
});
