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

function characterGrams(text: string, least: number, most: number): string[] {
  const grams: string[] = [];
  for (const word of text.split(spaces)) {
    if (word === '') continue;
    const characters = [' ', ...word, ' '];
    for (let n = least; n <= most; n++) {
      // A word that is shorter than n counts once, as a whole.
      if (n >= characters.length) {
        grams.push(characters.join(''));
        break;
      }
      for (let at = 0; at + n <= characters.length; at++) grams.push(characters.slice(at, at + n).join(''));
    }
  }
  return grams;
}

/**
 * The terms of a text in lower case, repeats included, as scikit-learn's TfidfVectorizer finds them with its default token
 * pattern. Words are two and more letters or digits of any script; characters count as code points.
 */
export function termsOf(text: string, { analyzer, ngramRange: [least, most] }: Tokens): string[] {
  const lower = text.toLowerCase();
  return analyzer === 'word' ? wordGrams(lower, least, most) : characterGrams(lower, least, most);
}
