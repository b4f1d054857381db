import { sortNumbers } from '../stats/sort-numbers.ts';

/** Two 32-bit hashes a row, into which columns are mixed one after another. */
export interface RowHashes {
  readonly high: Uint32Array;
  readonly low: Uint32Array;
}

export function createRowHashes(nRows: number): RowHashes {
  return { high: new Uint32Array(nRows).fill(0x9e3779b9), low: new Uint32Array(nRows).fill(0x85ebca6b) };
}

function mixed(hash: number, word: number, multiplier: number): number {
  let next = Math.imul(hash ^ word, multiplier);
  next ^= next >>> 15;
  return Math.imul(next, 0x2c1b3c6d) ^ (next >>> 13);
}

function mixRow({ high, low }: RowHashes, row: number, word: number): void {
  high[row] = mixed(high[row], word, 0x9e3779b1);
  low[row] = mixed(low[row] + 0x7f4a7c15, word, 0x85ebca77);
}

/** Mixes a column of codes into the hashes. */
export function mixCodes(hashes: RowHashes, codes: Int32Array): void {
  for (let row = 0; row < codes.length; row++) mixRow(hashes, row, codes[row]);
}

/** Mixes a column of numbers into the hashes, by their bits; -0 is taken as 0 and every NaN as one. */
export function mixNumbers(hashes: RowHashes, values: Float64Array): void {
  const cell = new Float64Array(1);
  const words = new Uint32Array(cell.buffer);
  for (let row = 0; row < values.length; row++) {
    cell[0] = Number.isNaN(values[row]) ? NaN : values[row] + 0;
    mixRow(hashes, row, words[0]);
    mixRow(hashes, row, words[1]);
  }
}

/**
 * Rows that equal an earlier row in every column mixed in: the count of rows less that of distinct ones. Rows are told
 * apart by 53 bits of hash, so two different rows among a million are taken as equal with a chance of 1 in 10,000.
 */
export function countRepeats({ high, low }: RowHashes): number {
  const keys = new Float64Array(high.length);
  for (let row = 0; row < keys.length; row++) keys[row] = (high[row] >>> 11) * 0x100000000 + low[row];
  sortNumbers(keys);
  let repeats = 0;
  for (let i = 1; i < keys.length; i++) if (keys[i] === keys[i - 1]) repeats++;
  return repeats;
}
