/** Java that breaks down in a durable object: what belongs together is durable together or not at all, and the object goes on. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout as later } from "node:timers/promises";
import { logsRequest } from "./harness/otlp.ts";
import { suiteWorker } from "./harness/worker.ts";

/** Kinds of `Fault.java`. */
const FAULTS = { trap: 0, "java-exception": 1, "stack-overflow": 2 };

interface Outcome {
  readonly rows?: string[];
  readonly isArmed?: boolean;
  readonly message?: string;
  readonly durableObjectReset?: boolean;
}

describe("a breakdown in a durable object", () => {
  const worker = suiteWorker({ bundle: "faultWorker" });

  const call = async (name: string, method: string, argument = 0): Promise<Outcome> =>
    (await fetch(new URL(`/breaking/${name}/${method}?${argument}`, worker.url))).json() as Promise<Outcome>;

  for (const [fault, number] of Object.entries(FAULTS)) {
    test(`(${fault}) undoes what was written since the last blocking call, and the next call works`, async () => {
      const broken = await call(fault, "breakDown", number);
      assert.equal(broken.durableObjectReset, true);
      assert.match(broken.message ?? "", new RegExp(`BreakingObject ${fault} broke down and restarts: .`));
      assert.deepEqual((await call(fault, "rows")).rows, ["before what belongs together"]);
    });
  }

  test("leaves a log line that names the object, with the stack", () => {
    const lines = worker.logs().map((each) => JSON.parse(each.message) as Record<string, string>);
    const line = lines.find((each) => each["object"] === "BreakingObject java-exception");
    assert.equal(line?.["level"], "error");
    assert.equal(line?.["error"], "a fault on request");
    assert.match(line?.["stack"] ?? "", /wasm-function\[\d+\]:0x[0-9a-f]+/);
  });

  test("does not concern the Worker, which shares the isolate", async () => {
    await call("shared", "breakDown", FAULTS.trap);
    await worker.accept("logs", JSON.stringify(logsRequest({ service: "shared", records: 1 })));
  });

  /** Asks until the rows are as said. */
  async function rowsBecome(name: string, expected: readonly string[]): Promise<Outcome> {
    let outcome = await call(name, "rows");
    for (let tries = 0; tries < 200 && (outcome.rows?.length ?? 0) < expected.length; tries++) {
      await later(100);
      outcome = await call(name, "rows");
    }
    assert.deepEqual(outcome.rows, expected);
    return outcome;
  }

  test("at an alarm is tried again", async () => {
    await call("alarm", "armed", 1);
    const runs = ["alarm, retry 0", "before what belongs together", "alarm, retry 1", "work of the alarm done"];
    await rowsBecome("alarm", ["breakdown", ...runs]);
  });

  test("at an alarm, and again: the next one is set, so that it does not depend on how often the platform tries", async () => {
    await call("alarms", "armed", 2);
    const run = (retry: number): string[] => [`alarm, retry ${retry}`, "before what belongs together"];
    const outcome = await rowsBecome("alarms", ["breakdown", "breakdown", ...run(0), ...run(1)]);
    assert.equal(outcome.isArmed, true);
  });
});
