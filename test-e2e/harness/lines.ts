/** A program that answers each line of JSON on its standard input by one on its standard output: `{"result": ...}` or `{"error": "..."}`. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { ROOT } from "./bundles.ts";

/** A value that a reader found: 64-bit integers as bigint, timestamps in ISO 8601, maps and structs as objects. */
export type Value = null | boolean | number | bigint | string | Value[] | { [name: string]: Value };

export type Row = Record<string, Value>;

/** Characters; the stack traces of some go on and on. */
const LONGEST_ERROR = 3000;

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

export class LineProgram {
  readonly #child: ChildProcess;
  readonly #waiting: Waiting[] = [];
  #complaints = "";
  #end: Error | undefined;

  private constructor(command: string, args: readonly string[], env: Readonly<Record<string, string>>) {
    this.#child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ["pipe", "pipe", "pipe"] });
    this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#complaints = (this.#complaints + text).slice(-8000);
    });
    // What is no answer is chatter of libraries.
    createInterface({ input: this.#child.stdout as NodeJS.ReadableStream }).on("line", (line) => {
      if (line.startsWith('{"result":') || line.startsWith('{"error":')) this.#answer(line);
    });
    this.#child.once("error", (error) => this.#stop(error));
    this.#child.once("close", (code, signal) =>
      this.#stop(new Error(`${command} has ended (${signal ?? code}): ${this.#complaints}`)),
    );
  }

  /** Starts a program and waits for its first line, by which it says that it is ready. */
  static async start(
    command: string,
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Promise<LineProgram> {
    const program = new LineProgram(command, args, env);
    await program.#next();
    return program;
  }

  /** Asks a question; questions are answered in their order. */
  ask<T>(question: Readonly<Record<string, unknown>>): Promise<T> {
    const answer = this.#next();
    this.#child.stdin?.write(`${JSON.stringify(question)}\n`);
    return answer as Promise<T>;
  }

  async close(): Promise<void> {
    if (this.#end !== undefined) return;
    this.#child.stdin?.end();
    const killer = setTimeout(() => this.#child.kill("SIGKILL"), 10_000);
    await once(this.#child, "close");
    clearTimeout(killer);
  }

  #next(): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#end !== undefined) reject(this.#end);
      else this.#waiting.push({ resolve, reject });
    });
  }

  #answer(line: string): void {
    const waiting = this.#waiting.shift();
    try {
      const answer = JSON.parse(line, untagged) as { result?: unknown; error?: string };
      if (answer.error === undefined) waiting?.resolve(answer.result);
      else waiting?.reject(new Error(answer.error.slice(0, LONGEST_ERROR)));
    } catch (error) {
      waiting?.reject(error as Error);
    }
  }

  #stop(reason: Error): void {
    this.#end = reason;
    for (const waiting of this.#waiting.splice(0)) waiting.reject(reason);
  }
}

/** `{"$long": "1"}` and `{"$double": "NaN"}` are what JSON's numbers cannot say. */
function untagged(_name: string, value: unknown): unknown {
  if (value !== null && typeof value === "object") {
    const { $long, $double } = value as { $long?: string; $double?: string };
    if ($long !== undefined) return BigInt($long);
    if ($double !== undefined) return Number($double);
  }
  return value;
}

/** The class path of a Maven module, as its build has left it in `target`. */
export async function classPath(module: string, target = "target"): Promise<string> {
  const directory = join(ROOT, module, target);
  const dependencies = await readFile(join(directory, "class-path"), "utf8").catch(() => {
    throw new Error(`${join(directory, "class-path")} is missing: \`scripts/test e2e\` builds it`);
  });
  return `${join(directory, "classes")}:${dependencies.trim()}`;
}
