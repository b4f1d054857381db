import type { Control } from '../math/control.ts';
import { Cancelled } from '../math/control.ts';
import { createRng } from '../math/rng.ts';
import type { Spread, TextAt, TextDetail } from './column-detail.ts';
import type { LevelCount } from './profile.ts';

const sampled = 8;
const mostCommonWords = 20;
const mostRepeated = 12;
const mostVocabulary = 500_000;
const slice = 4096;
/** Characters of a text that are handed on. */
const longestCut = 400;

const word = /[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu;

/** The number of code points; a lone surrogate counts as one. */
export function countCharacters(text: string): number {
  let pairs = 0;
  for (let i = 0; i < text.length - 1; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0xd800 && unit < 0xdc00) {
      const next = text.charCodeAt(i + 1);
      if (next >= 0xdc00 && next < 0xe000) {
        pairs++;
        i++;
      }
    }
  }
  return text.length - pairs;
}

class Running {
  #min = Infinity;
  #max = -Infinity;
  #sum = 0;
  #count = 0;
  add(value: number): void {
    this.#sum += value;
    this.#count++;
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
  }
  get spread(): Spread {
    return { min: this.#min, mean: this.#sum / this.#count, max: this.#max };
  }
}

function cut(text: string): string {
  return text.length > longestCut ? `${text.slice(0, longestCut - 1)}…` : text;
}

/** Rows drawn at random without repeats out of those given, ascending; always the same. */
function sampleRows(rows: Uint32Array): number[] {
  if (rows.length <= sampled) return [...rows];
  const rng = createRng(0).fork('text samples');
  const drawn = new Set<number>();
  while (drawn.size < sampled) drawn.add(rows[rng.int(rows.length)]);
  return [...drawn].sort((a, b) => a - b);
}

/**
 * The detail of a column of text, given all values that occur with their counts, most frequent first; null where all are
 * missing. Texts are shown up to 400 characters. Throws Cancelled.
 */
export async function detailText(values: readonly (string | null)[], levels: readonly LevelCount[], control: Control): Promise<TextDetail | null> {
  const characters = new Running();
  const words = new Running();
  const rowsOf = new Map<string, number>();
  const present = new Uint32Array(values.length);
  let nPresent = 0;
  let shortest: TextAt | null = null;
  let longest: TextAt | null = null;
  for (let row = 0; row < values.length; row++) {
    if (row % slice === slice - 1) {
      if (control.cancelled()) throw new Cancelled();
      await control.breathe();
    }
    const text = values[row];
    if (text === null) continue;
    present[nPresent++] = row;
    characters.add(countCharacters(text));
    const found = text.match(word) ?? [];
    words.add(found.length);
    for (const one of new Set(found.map((part) => part.toLowerCase()))) {
      const known = rowsOf.get(one);
      if (known !== undefined || rowsOf.size < mostVocabulary) rowsOf.set(one, (known ?? 0) + 1);
    }
    if (!shortest || text.length < shortest.text.length) shortest = { text, row };
    if (!longest || text.length > longest.text.length) longest = { text, row };
  }
  if (!shortest || !longest) return null;
  const commonWords = Array.from(rowsOf, ([one, rows]) => ({ word: one, rows }))
    .sort((a, b) => b.rows - a.rows || (a.word < b.word ? -1 : 1))
    .slice(0, mostCommonWords);
  return {
    characters: characters.spread,
    words: words.spread,
    vocabulary: rowsOf.size < mostVocabulary ? rowsOf.size : null,
    commonWords,
    shortest: { ...shortest, text: cut(shortest.text) },
    longest: { ...longest, text: cut(longest.text) },
    samples: sampleRows(present.subarray(0, nPresent)).map((row) => ({ text: cut(values[row] ?? ''), row })),
    levels: levels.slice(0, mostRepeated),
  };
}
