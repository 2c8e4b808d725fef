import { functionBodies, functionNames, readSections } from "../../worker-js-shim/build/wasm-sections.ts";

/** Bytes of code by Java package, largest first, and the largest functions. */
export interface Contributors {
  readonly packages: ReadonlyMap<string, number>;
  readonly functions: ReadonlyMap<string, number>;
}

/** What the compiler added itself: type information, array constructors. */
const COMPILER = "(TeaVM)";

/** Everything that is not code: types, data, tables. */
const NOT_CODE = "(types, data, tables)";

const NOT_DEPLOYED = new Set(["name", "sourceMappingURL"]);
const CODE = 10;

/** @param twin the symbol twin: the code that is deployed, with names */
export function contributors(twin: Uint8Array): Contributors {
  const names = functionNames(twin);
  const packages = new Map<string, number>();
  const functions = new Map<string, number>();
  const add = (sizes: Map<string, number>, key: string, bytes: number): void => {
    sizes.set(key, (sizes.get(key) ?? 0) + bytes);
  };
  for (const body of functionBodies(twin)) {
    const name = names.get(body.index) ?? COMPILER;
    add(packages, packageOf(name), body.length);
    add(functions, name.replace("::", "."), body.length);
  }
  for (const section of readSections(twin)) {
    if (section.id !== CODE && !NOT_DEPLOYED.has(section.name)) {
      add(packages, NOT_CODE, section.bytes.length);
    }
  }
  return { packages: largestFirst(packages), functions: largestFirst(functions) };
}

/** `a.b.C::method`, `a.b.C@something` or `Array<a.b.C>@new` is of `a.b`. */
function packageOf(name: string): string {
  const owner = name.replace(/^Array</, "").split(/::|@|>/)[0] ?? "";
  const dot = owner.lastIndexOf(".");
  return dot < 0 ? COMPILER : owner.slice(0, dot);
}

function largestFirst(sizes: Map<string, number>): Map<string, number> {
  return new Map([...sizes].sort(([a, x], [b, y]) => y - x || a.localeCompare(b)));
}
