const pageBytes = 65_536;
/** Below are the module's own globals. */
const firstFree = 4096;

/** Hands out the memory of one instance, from the front; what is handed out is zeros. */
export class Arena {
  #next = firstFree;
  readonly #memory: WebAssembly.Memory;
  constructor(memory: WebAssembly.Memory) {
    this.#memory = memory;
  }
  /** Throws a RangeError where the engine gives no more. */
  take(bytes: number): number {
    const at = this.#next;
    this.#next = Math.ceil((at + bytes) / 16) * 16;
    const missing = this.#next - this.#memory.buffer.byteLength;
    if (missing > 0) this.#memory.grow(Math.ceil(missing / pageBytes));
    return at;
  }
}
