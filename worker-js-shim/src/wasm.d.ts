/** What the ambient types lack: JavaScript Promise Integration, and WebAssembly exceptions. */
declare namespace WebAssembly {
  // biome-ignore lint/suspicious/noExplicitAny: a raw import has the parameters that Java declares
  type HostFunction = (...args: any[]) => Promise<unknown>;

  /** An import that suspends the Wasm that calls it until the promise settles. */
  class Suspending {
    constructor(work: WebAssembly.HostFunction);
  }

  /** An export whose Wasm may be suspended: it returns a promise. */
  function promising<A extends unknown[], R>(entry: (...args: A) => R): (...args: A) => Promise<R>;

  class Tag {
    private constructor();
  }

  /** Something that Wasm threw. */
  class Exception extends Error {
    is(tag: Tag): boolean;
    getArg(tag: Tag, index: number): unknown;
  }
}

declare module "*.wasm" {
  const module: WebAssembly.Module;
  export default module;
}

/** V8: how many frames an error keeps. */
interface ErrorConstructor {
  stackTraceLimit: number;
}
