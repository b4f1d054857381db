import type { RecipeStep } from './steps.ts';
import type { StepKind, StepOf } from './transformer.ts';

type Complaint = string | null;

/** The complaint where `value` is no whole number from `least` on. */
function wholeFrom(least: number, value: number, what: string): Complaint {
  return Number.isInteger(value) && value >= least ? null : `The number of ${what} is ${value}; give a whole number from ${least} on`;
}

function checkOrder({ columns, order = {} }: StepOf<'ordinal'>): Complaint {
  const empty = columns.find((name) => Object.hasOwn(order, name) && order[name].length === 0);
  return empty === undefined ? null : `The order of ${empty} names no value; name its values from lowest to highest`;
}

function checkTfidf({ ngramRange: [shortest, longest], maxFeatures, minFrequency }: StepOf<'tfidf'>): Complaint {
  if (!(Number.isInteger(shortest) && Number.isInteger(longest) && shortest >= 1 && longest >= shortest)) {
    return `Runs of ${shortest} to ${longest} are none; give whole numbers from 1 on, the smaller first`;
  }
  return wholeFrom(1, maxFeatures, 'terms') ?? wholeFrom(1, minFrequency, 'rows that a term must be in');
}

function checkSelect(step: StepOf<'select'>): Complaint {
  if (step.by === 'association') return wholeFrom(1, step.keep, 'features to keep');
  if (step.by === 'variance') return step.threshold >= 0 ? null : `No variance is below ${step.threshold}; give a threshold from 0 on`;
  return step.threshold >= 0 && step.threshold <= 1 ? null : `No correlation exceeds ${step.threshold} in size; give a threshold from 0 to 1`;
}

const fine = (): Complaint => null;

const checks: { readonly [K in StepKind]: (step: StepOf<K>) => Complaint } = {
  'mark-missing': ({ values }) => (values.length > 0 ? null : 'No value is named that counts as missing; name one, or remove the step'),
  'unify-labels': fine,
  drop: fine,
  impute: fine,
  'impute-knn': ({ nNeighbors }) => wholeFrom(1, nNeighbors, 'neighbours'),
  indicator: fine,
  scale: fine,
  log1p: fine,
  clip: ({ lower, upper }) =>
    lower >= 0 && upper <= 1 && lower < upper ? null : `Quantiles ${lower} and ${upper} hold nothing between them; give two from 0 to 1, the smaller first`,
  bin: ({ nBins }) => wholeFrom(2, nBins, 'bins'),
  onehot: ({ maxLevels, minFrequency }) =>
    minFrequency >= 0 ? wholeFrom(1, maxLevels, 'values with a feature of their own') : `Values cannot be rarer than ${minFrequency}; give a count or a share from 0 on`,
  ordinal: (step) => checkOrder(step) ?? wholeFrom(1, step.maxLevels, 'values with a code'),
  frequency: fine,
  'target-encode': ({ nFolds, smoothing }) =>
    smoothing === 'auto' || smoothing >= 0 ? wholeFrom(2, nFolds, 'folds') : `A smoothing of ${smoothing} is not one; give a number from 0 on, or auto`,
  hash: ({ nFeatures }) => wholeFrom(1, nFeatures, 'numbers a column'),
  dateparts: fine,
  elapsed: fine,
  tfidf: checkTfidf,
  interact: ({ columns }) => (columns.length > 1 ? null : 'A product needs two columns; add one, or remove the step'),
  pca: ({ nComponents }) => wholeFrom(1, nComponents, 'components'),
  select: checkSelect,
};

/** What is wrong with the settings of a step, in a sentence with the way out; null where they make sense. */
export function checkParameters(step: RecipeStep): string | null {
  return (checks[step.kind] as (step: RecipeStep) => Complaint)(step);
}
