/** So many levels are known by their bytes; a column with more is hardly one of categories. */
const maxLevels = 1 << 16;

/** A level that is not known. */
export const unknownLevel = -2;

/** Codes of levels by the bytes they are written in, so that a known one is found without making a string. */
export class LevelTable {
  /** Just behind the last field that was looked up. */
  end = 0;
  #slots = new Int32Array(256).fill(-1);
  #hashes = new Int32Array(128);
  #codes = new Int32Array(128);
  #starts = new Int32Array(129);
  #pool = new Uint8Array(2048);
  #size = 0;

  get full(): boolean {
    return this.#size >= maxLevels;
  }

  /** The code of the field from `at` up to the first byte marked in `stops`, or `unknownLevel`. */
  find(bytes: Uint8Array, at: number, stops: Uint8Array): number {
    let hash = 0x811c9dc5 | 0;
    let end = at;
    for (let byte = bytes[end]; stops[byte] === 0; byte = bytes[++end]) hash = Math.imul(hash ^ byte, 0x01000193);
    this.end = end;
    return this.#lookUp(bytes, at, end, hash);
  }

  #lookUp(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    const length = end - start;
    for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const entry = slots[slot];
      if (entry < 0) return unknownLevel;
      if (this.#hashes[entry] !== hash) continue;
      const at = this.#starts[entry];
      if (this.#starts[entry + 1] - at !== length) continue;
      const pool = this.#pool;
      let same = 0;
      while (same < length && pool[at + same] === bytes[start + same]) same++;
      if (same === length) return this.#codes[entry];
    }
  }

  /** Remembers the code of the field from `start` up to `end`, where it is not known and there is room. */
  learn(bytes: Uint8Array, start: number, end: number, code: number): void {
    if (this.full) return;
    let hash = 0x811c9dc5 | 0;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at], 0x01000193);
    if (this.#lookUp(bytes, start, end, hash) !== unknownLevel) return;
    if (this.#size === this.#codes.length) this.#grow();
    const entry = this.#size++;
    const at = this.#starts[entry];
    const after = at + end - start;
    if (after > this.#pool.length) {
      const pool = new Uint8Array(Math.max(after, this.#pool.length * 2));
      pool.set(this.#pool);
      this.#pool = pool;
    }
    this.#pool.set(bytes.subarray(start, end), at);
    this.#starts[entry + 1] = after;
    this.#hashes[entry] = hash;
    this.#codes[entry] = code;
    this.#place(entry);
  }

  #place(entry: number): void {
    const slots = this.#slots;
    const hash = this.#hashes[entry];
    let slot = (hash ^ (hash >>> 15)) & (slots.length - 1);
    while (slots[slot] >= 0) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = entry;
  }

  #grow(): void {
    const larger = (cells: Int32Array, length: number) => {
      const grown = new Int32Array(length);
      grown.set(cells);
      return grown;
    };
    const capacity = this.#codes.length * 2;
    this.#codes = larger(this.#codes, capacity);
    this.#hashes = larger(this.#hashes, capacity);
    this.#starts = larger(this.#starts, capacity + 1);
    this.#slots = new Int32Array(capacity * 2).fill(-1);
    for (let entry = 0; entry < this.#size; entry++) this.#place(entry);
  }
}
