import type { Rng } from '../math/rng.ts';
import type { FittedRecipe, FittedStep } from '../recipe/fitted-recipe.ts';

/** Words that stand in where a recipe knows none, and between those that it knows; some with accents, signs or another script. */
const someWords = ['some', 'text', 'of', 'Several', 'WORDS', 'größer', "isn't", 'naïve', '東京', '12', 'a', '—', 'text.'];

/** More words than this are not drawn from. */
const mostWords = 500;

function knownTo(step: FittedStep): (readonly [string, readonly string[]])[] {
  const known = (texts: (state: never) => readonly string[]) =>
    (step.fitted ?? []).map(({ source, state }) => [source, texts(state as never)] as const);
  if (step.kind === 'tfidf') return known(({ terms }: { terms: readonly string[] }) => terms);
  if (step.kind === 'ordinal' || step.kind === 'onehot') return known(({ levels }: { levels: readonly string[] }) => levels);
  if (step.kind === 'target-encode') return known(({ labels }: { labels: readonly string[] }) => labels);
  return [];
}

/** What the steps of fitted recipes look for in each source column: terms and labels that they carry with them anyway. */
export function wordsKnown(recipes: readonly FittedRecipe[]): ReadonlyMap<string, readonly string[]> {
  const words = new Map<string, string[]>();
  for (const [source, texts] of recipes.flatMap(({ steps }) => steps).flatMap(knownTo)) {
    words.set(source, [...(words.get(source) ?? []), ...texts].slice(0, mostWords));
  }
  return words;
}

/** `n` words, about two in three from `known`, the others made up; one alone is a known one as it stands. */
export function drawText(known: readonly string[], n: number, rng: Rng): string {
  const pick = (words: readonly string[]) => words[rng.int(words.length)];
  if (n === 1) return pick(known.length > 0 ? known : someWords);
  return Array.from({ length: n }, () => (known.length > 0 && rng.uniform() < 0.66 ? pick(known) : pick(someWords))).join(' ');
}
