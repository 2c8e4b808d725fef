import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

const root = join(import.meta.dirname, "../../..");

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
}

test("every package of the lock file has a hash, also those of other platforms than the one it was made on", async () => {
  const lock = JSON.parse(await readFile(join(root, "package-lock.json"), "utf8")) as {
    packages: Record<string, Locked>;
  };
  const packages = Object.entries(lock.packages).filter(([path, { link }]) => path !== "" && link !== true);
  assert.ok(packages.length > 100, `${packages.length} packages`);
  for (const [path, { integrity, resolved }] of packages) {
    assert.match(integrity ?? "none", /^sha512-[A-Za-z0-9+/]{86}==$/, path);
    // Absent, or the public registry: a mirror that somebody installed from is nobody else's.
    assert.match(resolved ?? "https://registry.npmjs.org/", /^https:\/\/registry\.npmjs\.org\//, path);
  }
});

test("every action of a workflow is pinned by its commit, with the version beside it", async () => {
  const folder = join(root, ".github/workflows");
  let pinned = 0;
  for (const name of await readdir(folder)) {
    for (const line of (await readFile(join(folder, name), "utf8")).split("\n")) {
      const uses = /^\s*(?:-\s+)?uses:\s*(.*)$/.exec(line)?.[1];
      // An action of this repository is of the commit that is checked out.
      if (uses !== undefined && !uses.startsWith("./")) {
        assert.match(uses, /^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/, `${name}: ${uses}`);
        pinned++;
      }
    }
  }
  assert.ok(pinned > 0, "no workflow uses an action");
});
