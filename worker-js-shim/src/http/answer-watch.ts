import { timeLimits, within } from "../time-limit.ts";

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 3_000;

/** Gives an object its message, once. */
export type Tell = () => Promise<unknown>;

/**
 * Sees whether the client of a request gets an answer. If it hangs up before, if Java breaks down, or if Java says that its answer will not tell
 * what became of the request, a durable object is told so: it can then know the same request when it comes again. Java is not entered for that.
 *
 * The message must be on its way before the client can send its request again, which takes exporters a second or more; and it must not be sent
 * for a request whose answer the client may have seen, or the next request of the same content would be taken for a repeat and be lost. So the
 * watch ends when the answer is given to the platform.
 */
export class AnswerWatch {
  readonly #signal: AbortSignal;
  readonly #background: (work: Promise<void>) => void;
  #told: { readonly object: string; readonly tell: Tell } | undefined;
  #over = false;

  /**
   * @param signal fires when the client hangs up
   * @param background keeps work alive when the request is over
   */
  constructor(signal: AbortSignal, background: (work: Promise<void>) => void) {
    this.#signal = signal;
    this.#background = background;
    signal.addEventListener("abort", () => this.unanswered(), { once: true });
  }

  /** What to do if the request ends without an answer. The client may be gone already. */
  ifUnanswered(object: string, tell: Tell): void {
    this.#told = { object, tell };
    if (this.#signal.aborted) {
      this.unanswered();
    }
  }

  /** The request ends without an answer that says what became of it. */
  unanswered(): void {
    if (this.#told === undefined || this.#over) {
      return;
    }
    this.#over = true;
    this.#background(repeatedly(this.#told.object, this.#told.tell));
  }

  /** The answer is on its way. */
  answered(): void {
    this.#over = true;
  }
}

/** Until it has succeeded, or the platform would end it anyway. An object that is told twice knows. */
async function repeatedly(object: string, tell: Tell): Promise<void> {
  const deadline = Date.now() + timeLimits.backgroundMillis;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    try {
      const left = Math.max(1, deadline - Date.now());
      await within(
        Math.min(timeLimits.silenceMillis, left),
        tell(),
        (millis) => new Error(`no answer in ${millis} ms`),
      );
      return;
    } catch (error) {
      if (Date.now() + pause >= deadline) {
        const line = { level: "warn", message: "an attempt without an answer could not be reported", object };
        console.warn(JSON.stringify({ ...line, error: String(error) }));
        return;
      }
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
