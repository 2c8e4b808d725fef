import { functionBodies, functionNames } from "../../worker-js-shim/build/wasm-sections.ts";
import { DebugInfo } from "./debug-info.ts";

/** As the engine prints a frame: perhaps a function name, then `wasm://wasm/<hash>:wasm-function[<index>]:0x<offset>`. */
const ENGINE_FRAME = /(?:[\w.$<>@:]+ \()?wasm:\/\/wasm\/[\w-]+:wasm-function\[(\d+)\]:0x([0-9a-f]+)\)?/;

/** As Java prints an element of a stack: `build/runtime-patch.ts` made it so. */
const JAVA_FRAME = /wasm\.function\[(\d+)\]\(code:(\d+)\)/;

/** Turns the frames of a logged stack into Java methods and lines. */
export class Symbolizer {
  readonly #names: ReadonlyMap<number, string>;
  readonly #debugInfo: DebugInfo;

  /**
   * @param twin the symbol twin of the module that ran
   * @param debugInfo TeaVM's debug information about it
   */
  constructor(twin: Uint8Array, debugInfo: Uint8Array) {
    this.#names = functionNames(twin);
    this.#debugInfo = new DebugInfo(debugInfo, functionBodies(twin));
    if (this.#names.size === 0) {
      throw new Error("the module has no function names: use worker.symbols.wasm");
    }
  }

  /**
   * A line of a log or of a stack, with Java frames. A line that is a JSON object with a `stack` becomes several: the object without it, then
   * the stack. So does a frame into which other methods were inlined.
   */
  line(text: string): string {
    const event = jsonObject(text);
    const stack = event?.["stack"];
    if (event === undefined || typeof stack !== "string") {
      return this.#stackLine(text);
    }
    const { stack: _, ...rest } = event;
    const lines = stack.trimEnd().split("\n");
    return [JSON.stringify(rest), ...lines.map((line) => this.#stackLine(line))].join("\n");
  }

  #stackLine(line: string): string {
    const engine = ENGINE_FRAME.exec(line);
    if (engine !== null) {
      return this.#replaced(line, engine, Number.parseInt(engine[2] ?? "", 16));
    }
    const java = JAVA_FRAME.exec(line);
    return java === null ? line : this.#replaced(line, java, Number(java[2]));
  }

  #replaced(line: string, match: RegExpExecArray, offset: number): string {
    const before = line.slice(0, match.index);
    const after = line.slice(match.index + match[0].length);
    return this.#frames(Number(match[1]), offset)
      .map((frame) => before + frame + after)
      .join("\n");
  }

  #frames(index: number, offset: number): string[] {
    const frames = this.#debugInfo.at(index, offset);
    if (frames.length === 0) {
      return [this.#names.get(index)?.replace("::", ".") ?? `wasm function ${index}`];
    }
    return frames.map(({ method, file, line }) => (file === undefined ? method : `${method}(${file}:${line})`));
  }
}

function jsonObject(text: string): Record<string, unknown> | undefined {
  const start = text.indexOf("{");
  if (start < 0) {
    return undefined;
  }
  try {
    return JSON.parse(text.slice(start)) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
