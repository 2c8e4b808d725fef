import { DurableObject } from "cloudflare:workers";
import type { Env } from "./env.ts";
import { usableInstance } from "./instances.ts";
import { breakdown } from "./java/breakdown.ts";
import type { Instance } from "./java/instance.ts";
import type { JavaObject } from "./java/java-exports.ts";
import { ObjectEntry } from "./java/object-entry.ts";
import type { ObjectKind } from "./object-kind.ts";

/** When an object whose alarm has broken down is woken again, at the latest. */
const ALARM_AFTER_BREAKDOWN_MS = 30_000;

/** What is to be done in Java. */
export type ObjectWork = (instance: Instance, object: JavaObject, entry: ObjectEntry) => Promise<void>;

/**
 * A durable object of which Java does all the work: `dev.otlp2parquet.batching`. What must last is in its SQLite; the Java object behind
 * it is made with the first call or alarm, and again after its instance was lost.
 *
 * When Java breaks down, the object is aborted. That throws away what Java wrote since its last blocking call, so that no half of what belongs
 * together becomes durable, and ends the other calls, whose Java object is of no use any more. Callers see an error that says so
 * (`durableObjectReset`), and the next call starts from what SQLite has.
 */
export abstract class JavaDurableObject extends DurableObject<Env> {
  protected abstract readonly kind: ObjectKind;
  #java: { readonly instance: Instance; readonly object: JavaObject } | undefined;

  /** What Java may use; apart from the platform's own fields so that tests can put faults in between. */
  protected get storage(): DurableObjectStorage {
    return this.ctx.storage;
  }

  protected get bindings(): Env {
    return this.env;
  }

  async call(message: Uint8Array): Promise<Uint8Array> {
    const entry = await this.enter((instance, object, entry) => instance.callObject(object, entry, message));
    return entry.answer;
  }

  override async alarm(invocation?: AlarmInvocationInfo): Promise<void> {
    if ((invocation?.retryCount ?? 0) > 0) {
      // The last run broke down, and so could not set its next alarm. The platform tries six times and then never again; an alarm that is set
      // and durable starts a new count.
      void this.storage.setAlarm(Date.now() + ALARM_AFTER_BREAKDOWN_MS);
      await this.storage.sync();
    }
    await this.enter((instance, object, entry) => instance.alarmOf(object, entry));
  }

  /** Enters Java. Overridden by tests, which let Java break down. */
  protected async enter(work: ObjectWork): Promise<ObjectEntry> {
    const instance = usableInstance();
    try {
      const entry = new ObjectEntry(instance, this.bindings, this.storage);
      if (this.#java?.instance !== instance) {
        this.#java = { instance, object: instance.openObject(entry, this.kind) };
      }
      await work(instance, this.#java.object, entry);
      return entry;
    } catch (error) {
      // No await before the abort: writes become durable when this turn of the event loop ends.
      const { error: reason, stack } = breakdown(instance, error);
      const line = { level: "error", message: "durable object broke down", object: this.#name(), error: reason, stack };
      console.error(JSON.stringify(line));
      this.ctx.abort(`${this.#name()} broke down and restarts: ${reason}`);
      throw error;
    }
  }

  #name(): string {
    return `${this.constructor.name} ${this.ctx.id.name ?? this.ctx.id}`;
  }
}
