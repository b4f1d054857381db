/** How a text is taken apart: n-grams of its words, or of the characters of each word with a space on both sides. */
export interface Tokens {
  readonly analyzer: 'word' | 'char_wb';
  /** Shortest and longest n-gram. */
  readonly ngramRange: readonly [number, number];
}

/** Runs of two and more letters, digits and underscores, as Python's (?u)\b\w\w+\b finds them: \w knows no combining marks. */
const words = /[\p{L}\p{N}_]{2,}/gu;
/** What Python's str.split() takes for space. */
const separators = '\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000';
const spaces = new RegExp(`[\\t-\\r ${separators}\\u2000-\\u200a]+`, 'u');

function wordGrams(text: string, least: number, most: number): string[] {
  const tokens: string[] = text.match(words) ?? [];
  const grams = least <= 1 ? tokens.slice() : [];
  for (let n = Math.max(2, least); n <= Math.min(most, tokens.length); n++) {
    for (let at = 0; at + n <= tokens.length; at++) grams.push(tokens.slice(at, at + n).join(' '));
  }
  return grams;
}

/** The n-grams of a word with its spaces; a word that is shorter than n counts once, as a whole. */
function gramsOfWord(word: string, least: number, most: number): string[] {
  const padded = ` ${word} `;
  const pairs = /[\ud800-\udfff]/.test(padded) ? Array.from(padded) : null;
  const length = pairs ? pairs.length : padded.length;
  const cut = (from: number, to: number) => (pairs ? pairs.slice(from, to).join('') : padded.slice(from, to));
  const grams: string[] = [];
  for (let n = least; n <= most; n++) {
    if (n >= length) {
      grams.push(padded);
      break;
    }
    for (let at = 0; at + n <= length; at++) grams.push(cut(at, at + n));
  }
  return grams;
}

/** Words whose n-grams are kept at hand: most words of a column are few words again and again. */
const mostWordsKept = 20_000;

function characterGrams(text: string, least: number, most: number, kept: Map<string, readonly string[]>): string[] {
  const grams: string[] = [];
  for (const word of text.split(spaces)) {
    if (word === '') continue;
    let own = kept.get(word);
    if (!own) {
      own = gramsOfWord(word, least, most);
      if (kept.size < mostWordsKept) kept.set(word, own);
    }
    for (const gram of own) grams.push(gram);
  }
  return grams;
}

/**
 * Finds the terms of texts in lower case, repeats included, as scikit-learn's TfidfVectorizer finds them with its default token
 * pattern. Words are two and more letters or digits of any script; characters count as code points.
 */
export function createTermFinder({ analyzer, ngramRange: [least, most] }: Tokens): (text: string) => string[] {
  if (analyzer === 'word') return (text) => wordGrams(text.toLowerCase(), least, most);
  const kept = new Map<string, readonly string[]>();
  return (text) => characterGrams(text.toLowerCase(), least, most, kept);
}
