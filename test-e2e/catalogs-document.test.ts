/** docs/catalogs.md: the variables that it tells to set make a Worker that commits. */

import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { parse as parseToml } from "smol-toml";
import { BUCKET_NAME, CATALOG_TOKEN, CatalogProcess, WAREHOUSE } from "./harness/catalog.ts";
import { COMMITTED } from "./harness/lake.ts";
import { logsRequest } from "./harness/otlp.ts";
import { snippets, under } from "./harness/snippets.ts";
import { startWorker } from "./harness/worker.ts";

const BODY = JSON.stringify(logsRequest({ service: "documented", records: 1 }));

describe("docs/catalogs.md", () => {
  let documented: (heading: string) => Record<string, string>;

  before(async () => {
    const all = await snippets("docs/catalogs.md");
    documented = (heading) =>
      (parseToml(under(all, heading, "toml")[0] as string) as { vars: Record<string, string> }).vars;
  });

  test("any REST catalog", async (t) => {
    const catalog = await CatalogProcess.reserve();
    t.after(() => catalog.close());
    const vars = documented("Any REST catalog");
    for (const name of ["OTLP2PARQUET_CATALOG_URI", "OTLP2PARQUET_CATALOG_WAREHOUSE"]) assert.ok(name in vars, name);
    const worker = await startWorker(t, {
      vars: {
        ...vars,
        OTLP2PARQUET_CATALOG_URI: catalog.uri,
        OTLP2PARQUET_CATALOG_WAREHOUSE: WAREHOUSE,
        OTLP2PARQUET_R2_BUCKET_NAME: BUCKET_NAME,
        OTLP2PARQUET_BATCHING_ENABLED: "false",
      },
      secrets: { OTLP2PARQUET_CATALOG_TOKEN: CATALOG_TOKEN },
    });
    await catalog.start(worker.url);
    const answer = await worker.post("logs", BODY);
    assert.equal(answer.status, 200, await answer.clone().text());
    assert.equal(answer.headers.get(COMMITTED), "true");
  });

  test("R2 Data Catalog: the configuration is accepted, and the catalog of that account is asked for", async (t) => {
    const worker = await startWorker(t, {
      vars: { ...documented("R2 Data Catalog"), OTLP2PARQUET_BATCHING_ENABLED: "false" },
      secrets: { OTLP2PARQUET_R2_API_TOKEN: "an-api-token-that-must-not-be-seen" },
    });
    // No account's catalog answers a test: the request fails, and not for its configuration.
    const answer = await worker.post("logs", BODY);
    assert.equal(answer.status, 503);
    assert.equal(answer.headers.get(COMMITTED), "false");
    const text = await answer.text();
    assert.match(text, /Iceberg catalog did not return the table/);
    const logs = worker.logs().map(({ message }) => message);
    assert.match(logs.join("\n"), /catalog\.cloudflarestorage\.com|the catalog/i);
    assert.doesNotMatch(text + logs.join(), /must-not-be-seen/);
  });
});
