import { NotInEncoding } from '../text-chunks.ts';
import type { PlainLayout } from './layout.ts';

/** Numbers that a leftover is noted by. */
const stride = 6;

/** Takes a cell's field as a string; `start` and `end` are its bytes, `doubled` says that quotes stand twice in it. */
export type TakeCell = (column: number, row: number, line: number, field: string, start: number, end: number, doubled: boolean) => void;

/** The places of cells that only a string settles, noted while the rest is read from bytes, in the order of the rows. */
export class Leftovers {
  count = 0;
  #places = new Int32Array(stride * 1024);

  note(column: number, row: number, line: number, start: number, end: number, doubled: boolean): void {
    const at = this.count * stride;
    if (at + stride > this.#places.length) {
      const grown = new Int32Array(this.#places.length * 2);
      grown.set(this.#places);
      this.#places = grown;
    }
    const places = this.#places;
    places[at] = column;
    places[at + 1] = row;
    places[at + 2] = start;
    places[at + 3] = end;
    places[at + 4] = line;
    places[at + 5] = doubled ? 1 : 0;
    this.count++;
  }

  /**
   * Gives each cell as a string, in order. All are decoded at once, with a line end behind each that no character can reach
   * across. Throws NotInEncoding where bytes are no text.
   */
  settle(bytes: Uint8Array, layout: PlainLayout, take: TakeCell): void {
    if (this.count === 0) return;
    const places = this.#places;
    const last = this.count * stride;
    let size = 0;
    for (let at = 0; at < last; at += stride) size += places[at + 3] - places[at + 2] + 1;
    const joined = new Uint8Array(size);
    const lengths = new Int32Array(this.count);
    let filled = 0;
    for (let at = 0, index = 0; at < last; at += stride, index++) {
      const end = places[at + 3];
      let characters = end - places[at + 2];
      for (let from = places[at + 2]; from < end; from++) {
        const byte = bytes[from];
        joined[filled++] = byte;
        // Bytes that go on with a character count nothing in UTF-16, and the lead of one of four bytes counts two.
        if (byte >= 0x80 && !layout.singleByte) characters += byte < 0xc0 ? -1 : byte >= 0xf0 ? 1 : 0;
      }
      joined[filled++] = 10;
      lengths[index] = characters;
    }
    const text = decoded(joined, layout);
    let from = 0;
    for (let at = 0, index = 0; at < last; at += stride, index++) {
      const field = text.substring(from, from + lengths[index]);
      from += lengths[index] + 1;
      take(places[at], places[at + 1], places[at + 4], field, places[at + 2], places[at + 3], places[at + 5] === 1);
    }
    this.count = 0;
  }
}

function decoded(bytes: Uint8Array<ArrayBuffer>, { singleByte }: PlainLayout): string {
  if (singleByte) return new TextDecoder('windows-1252').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new NotInEncoding('utf-8');
  }
}
