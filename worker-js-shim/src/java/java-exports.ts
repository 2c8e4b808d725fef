import type { HostRequest } from "./host-request.ts";
import type { HttpExchange } from "./http-exchange.ts";
import type { ObjectEntry } from "./object-entry.ts";

declare const opaque: unique symbol;

/** A Java object: JavaScript only passes it on. */
export interface JavaObject {
  readonly [opaque]: true;
}

/** `dev.otlp2parquet.worker.Worker`, and what TeaVM adds. */
export interface JavaExports {
  windowAddress(): number;
  configure(request: HostRequest): JavaObject;
  serve(application: JavaObject, request: HttpExchange): void;
  unavailable(application: JavaObject, request: HttpExchange): void;
  openObject(application: JavaObject, kind: number): JavaObject;
  callObject(object: JavaObject, entry: ObjectEntry, length: number): void;
  alarmOf(object: JavaObject, entry: ObjectEntry): void;
  fault(kind: number): number;
  /** Always throws: a `WebAssembly.Exception` that carries a Java `HostFailure`. */
  throwHostFailure(kind: number, messageLength: number): void;

  /** The tag of every Java exception. */
  readonly "teavm.javaException": WebAssembly.Tag;
  /** The error that the runtime made when the throwable was: its stack is the throwable's, and so is its message. */
  "teavm.getJsException"(throwable: JavaObject): Error | undefined;
}
