import { NotInEncoding } from '../text-chunks.ts';
import type { PlainLayout } from './layout.ts';

/** Numbers that a leftover is noted by. */
const stride = 6;

/** A cell that only a string settles: its field's bytes, without the quotes around them. */
export interface Leftover {
  readonly column: number;
  readonly row: number;
  readonly line: number;
  readonly start: number;
  readonly end: number;
  /** Quotes stand twice inside. */
  readonly doubled: boolean;
}

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
  settle(bytes: Uint8Array, layout: PlainLayout, cell: (leftover: Leftover, field: string) => void): void {
    if (this.count === 0) return;
    const places = this.#places;
    const last = this.count * stride;
    let size = 0;
    for (let at = 0; at < last; at += stride) size += places[at + 3] - places[at + 2] + 1;
    const joined = new Uint8Array(size);
    const lengths = new Int32Array(this.count);
    let filled = 0;
    for (let at = 0, index = 0; at < last; at += stride, index++) {
      let characters = 0;
      for (let from = places[at + 2]; from < places[at + 3]; from++) {
        const byte = bytes[from];
        joined[filled++] = byte;
        // UTF-16 counts one for a lead byte and two for one of four bytes.
        if (byte < 0x80 || byte >= 0xc0 || layout.singleByte) characters += byte >= 0xf0 && !layout.singleByte ? 2 : 1;
      }
      joined[filled++] = 10;
      lengths[index] = characters;
    }
    const text = decoded(joined, layout);
    let from = 0;
    for (let at = 0, index = 0; at < last; at += stride, index++) {
      const field = text.substring(from, from + lengths[index]);
      from += lengths[index] + 1;
      const [column, row, start, end, line, doubled] = places.subarray(at, at + stride);
      cell({ column, row, line, start, end, doubled: doubled === 1 }, field);
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
