import { isFeature } from '../problem/features.ts';
import type { ProblemDefinition } from '../problem/problem.ts';
import type { Table } from '../table/table.ts';
import type { RecipeInput, RecipeParams, RecipeStep } from './recipe.ts';

/** Levels of one column that become 0/1 features at most; the rest share one. */
const onehotLevels = 60;
/** Codes of one column at most, so that they fit a histogram of 255 bins beside the bin for missing. */
const ordinalLevels = 254;

/**
 * The recipe suggested for learners of this input, over the columns that are features. 'dense': parts of dates, missing numbers
 * by their median with an indicator, standardised numbers, one 0/1 feature per label (rare ones together, missing as its
 * own). 'native': parts of dates and codes for labels; missing stays missing. Steps without columns are left out.
 */
export function suggestRecipe(table: Table, problem: ProblemDefinition, input: RecipeInput): RecipeParams {
  const features = table.columns.filter(({ name }) => isFeature(problem, name));
  const named = (...kinds: string[]) => features.filter(({ kind }) => kinds.includes(kind)).map(({ name }) => name);
  const numbers = named('number');
  const dates = named('datetime');
  const labels = named('category', 'text');
  const minFrequency = Math.max(2, Math.min(10, Math.ceil(table.nRows / 500)));
  const dense: RecipeStep[] = [
    { kind: 'dateparts', columns: dates, cyclic: true, addIndicator: true },
    { kind: 'impute', columns: numbers, strategy: 'median', addIndicator: true },
    { kind: 'impute', columns: dates, strategy: 'median', addIndicator: false },
    { kind: 'scale', columns: [...numbers, ...dates], method: 'standard' },
    { kind: 'onehot', columns: labels, minFrequency, maxLevels: onehotLevels },
  ];
  const native: RecipeStep[] = [
    { kind: 'dateparts', columns: dates },
    { kind: 'ordinal', columns: labels, maxLevels: ordinalLevels },
  ];
  const steps = (input === 'dense' ? dense : native).filter(({ columns }) => columns.length > 0);
  return { input, columns: features.map(({ name }) => name), steps };
}
