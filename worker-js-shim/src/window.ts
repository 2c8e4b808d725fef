/** As in `Window.java`. */
export const WINDOW_SIZE = 1 << 16;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * The fixed piece of linear memory through which all bytes pass between Java's heap and JavaScript. Its content is only valid until Wasm runs
 * again, so it is filled and emptied without an `await` in between.
 */
export class Window {
  readonly #memory: WebAssembly.Memory;
  readonly #address: number;
  #bytes: Uint8Array;

  constructor(memory: WebAssembly.Memory, address: number) {
    this.#memory = memory;
    this.#address = address;
    this.#bytes = this.#view();
  }

  /** Copies `source[offset, offset + length)` to the start of the window. */
  put(source: Uint8Array, offset: number, length: number): void {
    this.#current().set(source.subarray(offset, offset + length));
  }

  /** Copies the first `length` bytes of the window to `target[offset, ...)`. */
  take(target: Uint8Array, offset: number, length: number): void {
    target.set(this.#current().subarray(0, length), offset);
  }

  /** The text in the first `length` bytes. */
  text(length: number): string {
    return decoder.decode(this.#current().subarray(0, length));
  }

  /** Puts as much of a text as fits at the start of the window, never half a character, and tells how many bytes it takes. */
  putText(text: string): number {
    return encoder.encodeInto(text, this.#current()).written;
  }

  /** Growing the memory detaches its buffer. */
  #current(): Uint8Array {
    if (this.#bytes.byteLength === 0) {
      this.#bytes = this.#view();
    }
    return this.#bytes;
  }

  #view(): Uint8Array {
    return new Uint8Array(this.#memory.buffer, this.#address, WINDOW_SIZE);
  }
}
