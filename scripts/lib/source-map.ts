/** Reads a source map (ECMA-426) of a WebAssembly module: one generated line, whose columns are offsets into the file. */

export interface SourcePosition {
  /** As the compiler wrote it, such as `dev/otlp2parquet/worker/Worker.java`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

interface Segment {
  readonly offset: number;
  readonly position: SourcePosition | undefined;
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** What TeaVM names where code has no line of Java. */
const NO_SOURCE = "__ignore__";

export class SourceMap {
  readonly #segments: readonly Segment[];

  constructor(json: string) {
    const map = JSON.parse(json) as { sources: string[]; mappings: string };
    this.#segments = decode(map.mappings, map.sources);
  }

  /** The line of the code at an offset, or undefined where it has none. */
  at(offset: number): SourcePosition | undefined {
    let low = 0;
    let high = this.#segments.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#segments[middle]?.offset ?? 0) <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return this.#segments[low - 1]?.position;
  }
}

/** "Mappings structure": each segment is relative to the one before. */
function decode(mappings: string, sources: readonly string[]): Segment[] {
  const segments: Segment[] = [];
  let offset = 0;
  let source = 0;
  let line = 0;
  for (const text of mappings.split(/[,;]/)) {
    if (text === "") {
      continue;
    }
    const [offsetDelta = 0, sourceDelta, lineDelta = 0] = variableLengthQuantities(text);
    offset += offsetDelta;
    if (sourceDelta === undefined) {
      segments.push({ offset, position: undefined });
      continue;
    }
    source += sourceDelta;
    line += lineDelta;
    const file = sources[source];
    const position = file === undefined || file === NO_SOURCE ? undefined : { file, line: line + 1 };
    segments.push({ offset, position });
  }
  return segments;
}

function variableLengthQuantities(text: string): number[] {
  const values: number[] = [];
  let value = 0;
  let shift = 0;
  for (const character of text) {
    const digit = DIGITS.indexOf(character);
    value |= (digit & 31) << shift;
    shift += 5;
    if ((digit & 32) === 0) {
      values.push((value & 1) === 0 ? value >>> 1 : -(value >>> 1));
      value = 0;
      shift = 0;
    }
  }
  return values;
}
