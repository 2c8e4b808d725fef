/**
 * The string expressions of a Java source: literals joined by `+`, each as its parts in their order, with `undefined` for what is not a literal.
 * Enough of the language for sources that a compiler has read.
 */
export function javaStrings(source: string): (string | undefined)[][] {
  const tokens = [...source.matchAll(TOKEN)].filter(([text]) => !/^(\s|\/[/*])/.test(text)).map(([text]) => text);
  const expressions: (string | undefined)[][] = [];
  for (let i = 0; i < tokens.length; i++) {
    if (!tokens[i]?.startsWith('"')) continue;
    const parts: (string | undefined)[] = [content(tokens[i] as string)];
    while (tokens[i + 1] === "+") {
      i += 2;
      if (tokens[i]?.startsWith('"')) {
        parts.push(content(tokens[i] as string));
        continue;
      }
      if (parts.at(-1) !== undefined) parts.push(undefined);
      i = endOfOperand(tokens, i);
    }
    expressions.push(parts);
  }
  return expressions;
}

/** Comments, literals, names and numbers, space, and all else one by one. */
const TOKEN = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[\w$]+|\s+|[\s\S]/g;

function content(literal: string): string {
  return literal.slice(1, -1).replace(/\\(["\\])/g, "$1");
}

/** The index of the last token of the operand that begins at `start`. */
function endOfOperand(tokens: readonly string[], start: number): number {
  let depth = 0;
  for (let i = start; i < tokens.length; i++) {
    const token = tokens[i] as string;
    if (token === "(" || token === "[") depth++;
    if (token === ")" || token === "]") depth--;
    if (depth < 0 || (depth === 0 && (token === "+" || token === "," || token === ";"))) return i - 1;
  }
  return tokens.length - 1;
}
