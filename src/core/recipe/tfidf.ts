import { log } from '../math/log.ts';
import type { Column } from '../table/table.ts';
import { compareLabels } from './labels.ts';
import { createTermFinder, type Tokens } from './tokens.ts';
import { finished, type ColumnTransformer } from './transformer.ts';

export interface TfidfState extends Tokens {
  /** The terms that have a feature each, in code-unit order. */
  readonly terms: readonly string[];
  /** ln((1 + n) / (1 + df)) + 1 of each term. */
  readonly idf: readonly number[];
}

interface TermCount {
  /** Occurrences in all rows. */
  total: number;
  /** Rows in which it stands. */
  rows: number;
  /** The text in which it was last found. */
  last: number;
}

/** The texts of a column, how many rows have each, and which one each row has (-1: missing). */
function documentsOf(column: Column): { texts: readonly string[]; textOf: (row: number) => number; nRows: number } {
  if (column.kind === 'category') return { texts: column.levels, textOf: (row) => column.codes[row], nRows: column.codes.length };
  const values = column.kind === 'text' ? column.values : [];
  return { texts: values.map((value) => value ?? ''), textOf: (row) => row, nRows: values.length };
}

function countTerms(column: Column, tokens: Tokens): { counts: Map<string, TermCount>; nRows: number } {
  const termsOf = createTermFinder(tokens);
  const { texts, textOf, nRows } = documentsOf(column);
  const rowsOf = new Uint32Array(texts.length);
  for (let row = 0; row < nRows; row++) if (textOf(row) >= 0) rowsOf[textOf(row)]++;
  const counts = new Map<string, TermCount>();
  texts.forEach((text, at) => {
    const rows = rowsOf[at];
    if (rows === 0) return;
    for (const term of termsOf(text)) {
      let count = counts.get(term);
      if (!count) counts.set(term, (count = { total: 0, rows: 0, last: -1 }));
      count.total += rows;
      if (count.last !== at) count.rows += rows;
      count.last = at;
    }
  });
  return { counts, nRows };
}

/** Weights of one text's terms by their place in the vocabulary, the row's length 1. */
function weigh(terms: readonly string[], idf: readonly number[], placeOf: ReadonlyMap<string, number>): Map<number, number> {
  const weights = new Map<number, number>();
  for (const term of terms) {
    const place = placeOf.get(term);
    if (place !== undefined) weights.set(place, (weights.get(place) ?? 0) + 1);
  }
  let squares = 0;
  for (const [place, count] of weights) {
    const weight = count * idf[place];
    weights.set(place, weight);
    squares += weight * weight;
  }
  const length = Math.sqrt(squares);
  for (const [place, weight] of weights) weights.set(place, weight / length);
  return weights;
}

/**
 * One number for each of the `maxFeatures` most frequent terms that stand in at least `minFrequency` training rows: how
 * often it stands in the text times its idf, ln((1 + n) / (1 + df)) + 1, each row scaled to length 1. As scikit-learn's
 * TfidfVectorizer (smooth idf, L2 rows, no stop words), with ties for the last places by code-unit order. Missing counts as
 * an empty text, whose row is 0 throughout, as that of a text of unknown terms. Without any such term there is no feature.
 * Costs 8 bytes a row and term while it runs: keep rows times `maxFeatures` to some tens of millions.
 */
export const tfidf: ColumnTransformer<'tfidf', TfidfState> = {
  scope: 'column',
  kind: 'tfidf',
  accepts: ['text', 'category'],
  fit(column, { analyzer, ngramRange, maxFeatures, minFrequency }) {
    const { counts, nRows } = countTerms(column, { analyzer, ngramRange });
    const kept = Array.from(counts, ([term, count]) => ({ term, ...count }))
      .filter(({ rows }) => rows >= minFrequency)
      .sort((a, b) => b.total - a.total || compareLabels(a.term, b.term))
      .slice(0, maxFeatures)
      .sort((a, b) => compareLabels(a.term, b.term));
    return {
      analyzer,
      ngramRange,
      terms: kept.map(({ term }) => term),
      idf: kept.map(({ rows }) => log((1 + nRows) / (1 + rows)) + 1),
    };
  },
  transform(column, state) {
    const { texts, textOf, nRows } = documentsOf(column);
    const placeOf = new Map(state.terms.map((term, place) => [term, place]));
    const termsOf = createTermFinder(state);
    const weightsOf = (text: string) => weigh(termsOf(text), state.idf, placeOf);
    const columns = state.terms.map(() => new Float64Array(nRows));
    // A text that many rows share is taken apart once.
    const weighed = column.kind === 'category' ? texts.map(weightsOf) : null;
    for (let row = 0; row < nRows; row++) {
      const at = textOf(row);
      if (at < 0) continue;
      const weights = weighed ? weighed[at] : weightsOf(texts[at]);
      for (const [place, weight] of weights) columns[place][row] = weight;
    }
    return columns.map((values, place) => finished(`${column.name}: ${state.terms[place]}`, values));
  },
};
