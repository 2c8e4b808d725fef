import { defaults } from "../../generated/runtime.js";

const PAGE = 1 << 16;

/** Linear memory holds the transfer window and nothing that grows. */
const MAX_PAGES = 64;

/**
 * An instance of a module compiled by TeaVM. Synchronous, so that it can run at the Worker's start.
 *
 * @param hostImports what the module imports beside TeaVM's own, by import module
 */
export function instantiate<Exports>(
  wasm: WebAssembly.Module,
  hostImports: Record<string, Record<string, unknown>>,
): { memory: WebAssembly.Memory; exports: Exports } {
  const { min, dataSize } = memoryRequirements(wasm);
  const memory = new WebAssembly.Memory({ initial: min + 1, maximum: MAX_PAGES });
  const imports: Record<string, Record<string, unknown>> = { ...hostImports };
  const runtime = defaults(imports, {}, false);
  imports["env"] = { memory };
  imports["teavmMemory"] = {
    linearMemory: () => memory.buffer,
    notifyHeapResized: () => undefined,
    // Behind the data of the module, aligned: at 0 the heap would overlap it.
    heapOffset: new WebAssembly.Global({ value: "i32", mutable: false }, (dataSize + 7) & ~7),
    maxSize: new WebAssembly.Global({ value: "i32", mutable: false }, MAX_PAGES * PAGE),
  };
  const instance = new WebAssembly.Instance(wasm, imports as WebAssembly.Imports);
  runtime.supplyExports(instance.exports);
  return { memory, exports: instance.exports as Exports };
}

function memoryRequirements(wasm: WebAssembly.Module): { min: number; dataSize: number } {
  const [section] = WebAssembly.Module.customSections(wasm, "teavm.memoryRequirements");
  if (section === undefined) {
    throw new Error("the module does not state its memory requirements: was it built by another version of TeaVM?");
  }
  return JSON.parse(new TextDecoder().decode(section)) as { min: number; dataSize: number };
}
