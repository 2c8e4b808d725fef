/**
 * Rewrites TeaVM's stock runtime so that it never evaluates a string as code: a Worker may not do that while it serves a request, and the
 * runtime does so lazily. Each patch must match exactly once; a new TeaVM that moved something fails the build here, not in production.
 */

interface Patch {
  readonly what: string;
  readonly find: RegExp;
  readonly replacement: string;
}

/**
 * Put before the runtime. `scriptBodies`: the `@JSBody` methods that reach the Worker, those of TeaVM's own string conversions, by parameters
 * and body. `wasmFrames`: a stack as elements that Java prints as `wasm.function[index](code:offset)`, which `scripts/symbolize` reads.
 */
const PRELUDE = `const scriptBodies = { "str\\u0000return str;": (str) => str };
function wasmFrames(stack) {
  return Array.from(stack.matchAll(/wasm-function\\[(\\d+)\\]:0x([0-9a-f]+)/g), ([, index, offset]) => ({
    className: "wasm",
    method: "function[" + index + "]",
    file: "code",
    line: parseInt(offset, 16),
  }));
}
`;

const PATCHES: readonly Patch[] = [
  {
    what: "getGlobalName: look the name up instead of evaluating it",
    find: /function getGlobalName\(name\) \{[\s\S]*?\n\}\n/,
    replacement: `function getGlobalName(name) {
  let value = globalThis;
  for (const part of name.split(".")) {
    if (value === globalThis && !(part in value)) {
      throw new ReferenceError(part + " is not defined");
    }
    value = value[part];
  }
  return value;
}
`,
  },
  {
    what: "setGlobalName: assign instead of evaluating an assignment",
    find: /function setGlobalName\(name, value\) \{[\s\S]*?\n\}\n/,
    replacement: `function setGlobalName(name, value) {
  const parts = name.split(".");
  const last = parts.pop();
  let owner = globalThis;
  for (const part of parts) {
    owner = owner[part];
  }
  owner[last] = value;
}
`,
  },
  {
    what: "takeStackTrace: format the stack only if somebody reads it, and keep the function index",
    find: /takeStackTrace\(exceptionClassName\) \{[\s\S]*?\n {4}\},\n/,
    replacement: `takeStackTrace() {
      const error = new Error();
      return { getStack: () => wasmFrames(error.stack ?? "") };
    },
`,
  },
  {
    what: "defineFunction: a closure",
    find: / {2}function defineFunction\(fn, vararg\) \{[\s\S]*?\n {2}\}\n/,
    replacement: `  function defineFunction(fn, vararg) {
    const fixed = vararg ? fn.length - 1 : fn.length;
    return (...args) => {
      try {
        return vararg ? fn(...args.slice(0, fixed), args.slice(fixed)) : fn(...args);
      } catch (e) {
        rethrowJavaAsJs(e);
      }
    };
  }
`,
  },
  {
    what: "renameConstructor: set the name property",
    find: / {2}function renameConstructor\(name, c\) \{[\s\S]*?\n {2}\}\n/,
    replacement: `  function renameConstructor(name, c) {
    const renamed = function(marker, javaObject) {
      return c.call(this, marker, javaObject);
    };
    Object.defineProperty(renamed, "name", { value: name });
    return renamed;
  }
`,
  },
  {
    what: "defineMethod: a closure",
    find: / {4}defineMethod\(cls, name, fn, vararg\) \{[\s\S]*?\n {4}\},\n/,
    replacement: `    defineMethod(cls, name, fn, vararg) {
      const fixed = vararg ? fn.length - 2 : fn.length - 1;
      cls.prototype[name] = function(...args) {
        try {
          return vararg ? fn(this, ...args.slice(0, fixed), args.slice(fixed)) : fn(this, ...args);
        } catch (e) {
          rethrowJavaAsJs(e);
        }
      };
    },
`,
  },
  {
    what: "createFunction, callFunction, callMethod, construct, arrayOf of every arity: rest parameters and a table of the known bodies",
    find: / {2}const argumentList = \[\];\n[\s\S]*?\n {2}\}\n\}\nfunction wrapImport\(/,
    replacement: `  const createFunction = (...parametersAndBody) => {
    const fn = scriptBodies[parametersAndBody.join("\\u0000")];
    if (fn === undefined) {
      throw new Error("no such script body is built in: " + JSON.stringify(parametersAndBody));
    }
    return fn;
  };
  const attempt = (call) => {
    try {
      return call();
    } catch (e) {
      rethrowJsAsJava(e);
    }
  };
  for (let i = 0; i < 32; ++i) {
    imports.teavmJso["createFunction" + i] = createFunction;
    imports.teavmJso["bindFunction" + i] = (fn, ...bound) => fn.bind(null, ...bound);
    imports.teavmJso["callFunction" + i] = (fn, ...args) => attempt(() => fn(...args));
    imports.teavmJso["callMethod" + i] = (instance, method, ...args) =>
      attempt(() => instance !== null ? instance[method](...args) : getGlobalName(method)(...args));
    imports.teavmJso["construct" + i] = (constructor, ...args) => attempt(() => new constructor(...args));
    imports.teavmJso["arrayOf" + i] = (...items) => items;
  }
}
function wrapImport(`,
  },
  {
    what: "the stock loader: this Worker has its own",
    find: /async function load\(src, options\) \{[\s\S]*$/,
    replacement: "export { defaults };\n",
  },
];

/** Anything that could evaluate a string: it must not be left. */
const EVALUATION = /new Function\b|\bFunction\(|\beval\(|import\(/;

/** @throws Error naming the patch that does not fit this runtime, or the line that still evaluates a string */
export function patchRuntime(stock: string): string {
  let patched = stock;
  for (const { what, find, replacement } of PATCHES) {
    const matches = patched.match(new RegExp(find.source, "g"))?.length ?? 0;
    if (matches !== 1) {
      throw new Error(`TeaVM's runtime has changed: ${matches} matches instead of 1 for the patch "${what}"`);
    }
    patched = patched.replace(find, () => replacement);
  }
  patched = withoutUnusedLoader(patched);
  const left = patched.split("\n").find((line) => EVALUATION.test(line));
  if (left !== undefined) {
    throw new Error(`TeaVM's runtime still evaluates a string: ${left.trim()}`);
  }
  return `${PRELUDE}${patched}`;
}

/** Cuts the function that imports modules by name: only the stock loader called it. */
function withoutUnusedLoader(source: string): string {
  const find = /async function wrapImports\(wasmModule, imports\) \{[\s\S]*?\n\}\n/;
  if (!find.test(source)) {
    throw new Error('TeaVM\'s runtime has changed: no match for "wrapImports"');
  }
  return source.replace(find, "");
}
