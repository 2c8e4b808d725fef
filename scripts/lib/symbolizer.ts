import { functionNames } from "../../worker-js-shim/build/wasm-sections.ts";
import { SourceMap } from "./source-map.ts";

/** As the engine prints a frame: perhaps a function name, then `wasm://wasm/<hash>:wasm-function[<index>]:0x<offset>`. */
const ENGINE_FRAME = /(?:[\w.$<>@:]+ \()?wasm:\/\/wasm\/[\w-]+:wasm-function\[(\d+)\]:0x([0-9a-f]+)\)?/g;

/** As Java prints an element of a stack: `build/runtime-patch.ts` made it so. */
const JAVA_FRAME = /wasm\.function\[(\d+)\]\(code:(\d+)\)/g;

/** Turns the frames of a logged stack into Java methods and lines. */
export class Symbolizer {
  readonly #names: ReadonlyMap<number, string>;
  readonly #lines: SourceMap;

  /**
   * @param twin the symbol twin of the module that ran
   * @param sourceMap its source map
   */
  constructor(twin: Uint8Array, sourceMap: string) {
    this.#names = functionNames(twin);
    this.#lines = new SourceMap(sourceMap);
    if (this.#names.size === 0) {
      throw new Error("the module has no names: this is not the symbol twin");
    }
  }

  /**
   * A line of a log or of a stack, with Java frames. A line that is a JSON object with a `stack` becomes several: the object without it, then
   * the stack.
   */
  line(text: string): string {
    const event = jsonObject(text);
    const stack = event?.["stack"];
    if (event === undefined || typeof stack !== "string") {
      return this.#frames(text);
    }
    const { stack: _, ...rest } = event;
    return `${JSON.stringify(rest)}\n${this.#frames(stack.trimEnd())}`;
  }

  #frames(text: string): string {
    return text
      .replace(ENGINE_FRAME, (_, index: string, offset: string) =>
        this.#frame(Number(index), Number.parseInt(offset, 16)),
      )
      .replace(JAVA_FRAME, (_, index: string, offset: string) => this.#frame(Number(index), Number(offset)));
  }

  #frame(index: number, offset: number): string {
    const method = (this.#names.get(index) ?? `function[${index}]`).replace("::", ".");
    const position = this.#lines.at(offset);
    return position === undefined ? method : `${method}(${shortName(position.file, method)}:${position.line})`;
  }
}

/** The file's name, or its path where the line was inlined from another class. */
function shortName(file: string, method: string): string {
  const ownClass = file.replace(/\.\w+$/, "").replaceAll("/", ".");
  return method.startsWith(ownClass) ? file.slice(file.lastIndexOf("/") + 1) : file;
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
