/** `generated/runtime.js`: TeaVM's runtime, rewritten by `build/runtime-patch.ts`. */
declare module "*/generated/runtime.js" {
  /** Adds TeaVM's own imports to `imports`. */
  export function defaults(
    imports: Record<string, Record<string, unknown>>,
    userExports: Record<string, unknown>,
    stringBuiltins: boolean,
  ): { supplyExports(exports: unknown): void };
}
