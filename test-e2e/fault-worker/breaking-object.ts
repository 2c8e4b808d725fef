import type { Instance } from "../../worker-js-shim/src/java/instance.ts";
import { JavaDurableObject, type ObjectWork } from "../../worker-js-shim/src/java-durable-object.ts";
import { ObjectKind } from "../../worker-js-shim/src/object-kind.ts";

/** A durable object in which Java breaks down on request, between statements of SQL. */
export class BreakingObject extends JavaDurableObject {
  protected readonly kind = ObjectKind.BUFFER;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.storage.sql.exec("CREATE TABLE IF NOT EXISTS row (text TEXT)");
  }

  /** Breaks down in one of the ways of `Fault.java`. */
  async breakDown(fault: number): Promise<void> {
    await this.enter(async (instance) => {
      await this.#writeAndBreak(instance, fault);
    });
  }

  /** Sets an alarm that breaks down as often as said, and then does its work. */
  armed(breakdowns: number): void {
    for (let i = 0; i < breakdowns; i++) this.#write("breakdown to come");
    void this.storage.setAlarm(Date.now());
  }

  override async alarm(invocation?: AlarmInvocationInfo): Promise<void> {
    this.#write(`alarm, retry ${invocation?.retryCount}`);
    await this.storage.sync();
    await super.alarm(invocation);
  }

  protected override enter(work: ObjectWork): ReturnType<JavaDurableObject["enter"]> {
    const isAlarm = this.rows().at(-1)?.startsWith("alarm") ?? false;
    return super.enter(isAlarm ? (instance) => this.#alarmWork(instance) : work);
  }

  async #alarmWork(instance: Instance): Promise<void> {
    const [left] = this.storage.sql.exec("SELECT rowid FROM row WHERE text = 'breakdown to come'").toArray();
    if (left !== undefined) {
      this.storage.sql.exec("UPDATE row SET text = 'breakdown' WHERE rowid = ?", left["rowid"]);
      await this.storage.sync();
      await this.#writeAndBreak(instance, 0);
    }
    this.#write("work of the alarm done");
    await this.storage.deleteAlarm();
  }

  rows(): string[] {
    return this.storage.sql
      .exec("SELECT text FROM row ORDER BY rowid")
      .toArray()
      .map((row) => String(row["text"]));
  }

  isArmed(): Promise<boolean> {
    return this.storage.getAlarm().then((due) => due !== null);
  }

  async #writeAndBreak(instance: Instance, fault: number): Promise<void> {
    this.#write("before what belongs together");
    await scheduler.wait(1);
    this.#write("half of what belongs together");
    await instance.fault(fault);
  }

  #write(text: string): void {
    this.storage.sql.exec("INSERT INTO row VALUES (?)", text);
  }
}

type Env = ConstructorParameters<typeof JavaDurableObject>[1];

/** `/breaking/{name}/{method}?argument`: the result as JSON, or the error and what the platform says of it. */
export async function callBreaking(
  request: Request,
  pathname: string,
  env: { readonly BREAKING: DurableObjectNamespace<BreakingObject> },
): Promise<Response> {
  const [, , name = "", method = ""] = pathname.split("/");
  const argument = Number(new URL(request.url).search.slice(1));
  const object = env.BREAKING.getByName(name);
  try {
    if (method === "breakDown") await object.breakDown(argument);
    if (method === "armed") await object.armed(argument);
    return Response.json({ rows: await object.rows(), isArmed: await object.isArmed() });
  } catch (error) {
    const { message, durableObjectReset } = error as Error & { durableObjectReset?: boolean };
    return Response.json({ message, durableObjectReset });
  }
}
