/** The object with some members replaced; all others are its own. */
export function overriding<T extends object>(target: T, members: Record<string, unknown>): T {
  return new Proxy(target, {
    get(original, name) {
      if (typeof name === "string" && name in members) return members[name];
      const value: unknown = Reflect.get(original, name);
      return typeof value === "function" ? value.bind(original) : value;
    },
  });
}
