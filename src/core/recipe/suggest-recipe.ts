import { isFeature } from '../problem/features.ts';
import type { ProblemDefinition } from '../problem/problem.ts';
import type { Column, Table } from '../table/table.ts';
import { countLabels, labelsOf } from './labels.ts';
import type { RecipeInput, RecipeParams, RecipeStep } from './recipe.ts';

/** Levels of one column that become 0/1 features at most; the rest share one. */
const onehotLevels = 60;
/** Codes of one column at most, so that they fit a histogram of 255 bins beside the bin for missing. */
const ordinalLevels = 254;
/** Where the levels that have a place of their own hold fewer of the rows, labels are encoded by the target instead. */
const leastHeld = 0.6;
/** More classes than this would make too many features of one label column. */
const mostEncodedClasses = 10;
/** Words of one column at most. */
const mostTerms = { dense: 100, native: 50 } as const;
/** Cells of all text features together, so that their matrix stays within some 80 MB. */
const mostTextCells = 20_000_000;

/** Whether most rows would lose their label: the `nLevels` most frequent that are not rare hold too few of them. */
function losesMost(column: Column, nLevels: number, minFrequency: number): boolean {
  const counted = countLabels(labelsOf(column));
  if (counted.length <= nLevels) return false;
  const sum = (counts: typeof counted) => counts.reduce((total, { count }) => total + count, 0);
  return sum(counted.slice(0, nLevels).filter(({ count }) => count >= minFrequency)) < leastHeld * sum(counted);
}

/**
 * The recipe suggested for learners of this input, over the columns that are features. 'dense': parts of dates, missing numbers
 * by their median with an indicator, standardised numbers, one 0/1 feature per label (rare ones together, missing as its
 * own). 'native': parts of dates and codes for labels; missing stays missing. Both: words of free text by TF-IDF, the 100
 * (dense) or 50 most frequent, fewer where rows are many; and labels of which hardly any repeats, such as postcodes, by the
 * target, out of fold. Steps without columns are left out.
 */
export function suggestRecipe(table: Table, problem: ProblemDefinition, input: RecipeInput): RecipeParams {
  const features = table.columns.filter(({ name }) => isFeature(problem, name));
  const namesOf = (columns: readonly Column[]) => columns.map(({ name }) => name);
  const named = (kind: Column['kind']) => namesOf(features.filter((column) => column.kind === kind));
  const [numbers, dates, texts] = [named('number'), named('datetime'), named('text')];
  const minFrequency = Math.max(2, Math.min(10, Math.ceil(table.nRows / 500)));
  const mayEncode = problem.classes.length <= mostEncodedClasses;
  const [nLevels, fewest] = input === 'dense' ? [onehotLevels, minFrequency] : [ordinalLevels, 1];
  const categories = features.filter(({ kind }) => kind === 'category');
  const scattered = namesOf(categories.filter((column) => mayEncode && losesMost(column, nLevels, fewest)));
  const labels = namesOf(categories).filter((name) => !scattered.includes(name));
  const room = Math.floor(mostTextCells / Math.max(1, table.nRows * texts.length));
  const encode: RecipeStep = { kind: 'target-encode', columns: scattered, smoothing: 'auto', nFolds: 5 };
  const words: RecipeStep = {
    kind: 'tfidf',
    columns: texts,
    analyzer: 'word',
    ngramRange: [1, 1],
    maxFeatures: Math.max(10, Math.min(mostTerms[input], room)),
    minFrequency,
  };
  const dense: RecipeStep[] = [
    { kind: 'dateparts', columns: dates, cyclic: true, addIndicator: true },
    { kind: 'impute', columns: numbers, strategy: 'median', addIndicator: true },
    { kind: 'impute', columns: dates, strategy: 'median', addIndicator: false },
    encode,
    { kind: 'scale', columns: [...numbers, ...dates, ...scattered], method: 'standard' },
    { kind: 'onehot', columns: labels, minFrequency, maxLevels: onehotLevels },
    words,
  ];
  const native: RecipeStep[] = [
    { kind: 'dateparts', columns: dates },
    encode,
    { kind: 'ordinal', columns: labels, maxLevels: ordinalLevels },
    words,
  ];
  const steps = (input === 'dense' ? dense : native).filter(({ columns }) => columns.length > 0);
  return { input, columns: namesOf(features), steps };
}
