import wasm from "../../generated/worker.wasm";
import { FailureKind, HostFailure } from "../host-failure.ts";
import { Window } from "../window.ts";
import type { Guest } from "./guest.ts";
import type { HostRequest } from "./host-request.ts";
import type { HttpExchange } from "./http-exchange.ts";
import { instantiate } from "./instantiate.ts";
import type { JavaExports, JavaObject } from "./java-exports.ts";
import type { ObjectEntry } from "./object-entry.ts";

/** Deep enough to reach from a failing encoder to the entry point. */
Error.stackTraceLimit = 40;

/** Another request's trap ended the instance on which this one was suspended. */
export class InstanceLost extends Error {
  constructor() {
    super("the Wasm instance was dropped because another request broke it");
    this.name = "InstanceLost";
  }
}

/** One instance of the compiled Java: its heap is shared by all requests of the isolate. */
export class Instance implements Guest {
  readonly window: Window;
  readonly #exports: JavaExports;
  readonly #serve: (application: JavaObject, request: HttpExchange) => Promise<void>;
  readonly #callObject: (object: JavaObject, entry: ObjectEntry, length: number) => Promise<void>;
  readonly #alarmOf: (object: JavaObject, entry: ObjectEntry) => Promise<void>;
  readonly #fault: (kind: number) => Promise<number>;
  #application: JavaObject | undefined;
  #lost = false;

  /** @param host the host functions, by their names in `Host.java` */
  constructor(host: Record<string, unknown>) {
    const { memory, exports } = instantiate<JavaExports>(wasm, { host });
    this.#exports = exports;
    this.window = new Window(memory, exports.windowAddress());
    this.#serve = WebAssembly.promising(exports.serve);
    this.#callObject = WebAssembly.promising(exports.callObject);
    this.#alarmOf = WebAssembly.promising(exports.alarmOf);
    this.#fault = WebAssembly.promising(exports.fault);
  }

  /** Lets Java answer a request. Rejects with a trap, an uncaught Java exception, or {@link InstanceLost}. */
  serve(request: HttpExchange): Promise<void> {
    return this.#serve(this.#configured(request), request);
  }

  /** Lets Java answer a request whose first instance broke down. */
  unavailable(request: HttpExchange): void {
    this.#exports.unavailable(this.#configured(request), request);
  }

  /** The Java object behind a durable object; see `ObjectKind`. It is of this instance and lives no longer. */
  openObject(entry: ObjectEntry, kind: number): JavaObject {
    return this.#exports.openObject(this.#configured(entry), kind);
  }

  /** Lets a Java object answer a message. Rejects as {@link serve} does. */
  callObject(object: JavaObject, entry: ObjectEntry, message: Uint8Array): Promise<void> {
    return this.#callObject(object, entry, entry.deliver(message));
  }

  /** Lets a Java object do what its alarm is for. Rejects as {@link serve} does. */
  alarmOf(object: JavaObject, entry: ObjectEntry): Promise<void> {
    return this.#alarmOf(object, entry);
  }

  /** Breaks Java on purpose, as `Fault.java` says. For tests: nothing in the Worker calls it. */
  async fault(kind: number): Promise<void> {
    await this.#fault(kind);
  }

  get lost(): boolean {
    return this.#lost;
  }

  /** After a trap the heap may be inconsistent: no request may go on with it. */
  drop(): void {
    this.#lost = true;
  }

  /** @throws InstanceLost so that a request which was suspended on a lost instance ends here */
  assertUsable(): void {
    if (this.#lost) {
      throw new InstanceLost();
    }
  }

  /** What Java threw, or undefined if this is anything else. */
  javaThrowable(error: unknown): JavaObject | undefined {
    const tag = this.#exports["teavm.javaException"];
    if (error instanceof WebAssembly.Exception && error.is(tag)) {
      return error.getArg(tag, 0) as JavaObject;
    }
    return undefined;
  }

  /** What a Java throwable says. */
  messageOf(throwable: JavaObject): string {
    return this.#exports["teavm.getJsException"](throwable)?.message ?? "";
  }

  /** Where a Java throwable was made: frames of Wasm only, which `scripts/symbolize` can read. */
  stackOf(throwable: JavaObject): string {
    const stack = this.#exports["teavm.getJsException"](throwable)?.stack ?? "";
    return stack
      .split("\n")
      .filter((line) => line.includes("wasm-function["))
      .join("\n");
  }

  /** Throws into Java, out of the host function that calls this. */
  throwIntoJava(error: unknown): never {
    const failure = error instanceof HostFailure ? error : new HostFailure(FailureKind.OTHER, String(error));
    this.#exports.throwHostFailure(failure.kind, this.window.putText(failure.message));
    throw new Error("throwHostFailure returned");
  }

  /** The configuration is read with the first request, because only that has the variables. */
  #configured(request: HostRequest): JavaObject {
    this.#application ??= this.#exports.configure(request);
    return this.#application;
  }
}
