/** The examples of a document, so that tests run what readers are told to run. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "./bundles.ts";

export interface Snippet {
  /** The heading that it is under. */
  readonly heading: string;
  /** The word behind the fence. */
  readonly language: string;
  readonly text: string;
}

/** The fenced blocks of a Markdown file, in their order. `values` replaces the words that stand for a reader's own. */
export async function snippets(document: string, values: Readonly<Record<string, string>> = {}): Promise<Snippet[]> {
  const found: Snippet[] = [];
  let heading = "";
  let open: { indent: number; language: string; lines: string[] } | undefined;
  for (const line of (await readFile(join(ROOT, document), "utf8")).split("\n")) {
    const fence = /^( *)```(\w*)$/.exec(line);
    if (open !== undefined && fence !== null) {
      let text = open.lines.join("\n");
      for (const [word, value] of Object.entries(values)) text = text.replaceAll(word, value);
      found.push({ heading, language: open.language, text });
      open = undefined;
    } else if (open !== undefined) {
      open.lines.push(line.slice(open.indent));
    } else if (fence !== null) {
      open = { indent: fence[1]?.length ?? 0, language: fence[2] ?? "", lines: [] };
    } else {
      heading = /^#+ (.*)$/.exec(line)?.[1] ?? heading;
    }
  }
  assert.equal(open, undefined, `${document}: a block is not closed`);
  return found;
}

/** Those under a heading in a language; at least one. */
export function under(all: readonly Snippet[], heading: string, language: string): string[] {
  const found = all.filter((each) => each.heading === heading && each.language === language).map(({ text }) => text);
  assert.ok(found.length > 0, `no ${language} under "${heading}"`);
  return found;
}
