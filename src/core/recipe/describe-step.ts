import type { RecipeStep } from './recipe.ts';
import type { StepKind, StepOf } from './transformer.ts';

function list(names: readonly string[]): string {
  if (names.length === 0) return 'no column';
  if (names.length <= 3) return names.join(', ');
  return `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;
}

const percent = (share: number) => `${Number((share * 100).toPrecision(6))}%`;
const counted = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;
const marked = ({ addIndicator = false }: { readonly addIndicator?: boolean }) => (addIndicator ? ', and mark where they were missing' : '');

const fills = { median: 'the median', mean: 'the mean', most_frequent: 'the most frequent value' } as const;

function filledBy({ strategy, fill }: StepOf<'impute'>): string {
  if (strategy !== 'constant') return fills[strategy];
  if (fill === undefined) return '0, labels with "missing"';
  return typeof fill === 'string' ? `"${fill}"` : String(fill);
}

const scales = {
  standard: 'to mean 0 and standard deviation 1',
  robust: 'by median and middle range, which outliers hardly move',
  minmax: 'to the range from 0 to 1',
  'quantile-uniform': 'by rank, so that values spread evenly from 0 to 1',
  'quantile-normal': 'by rank, so that values follow a normal distribution',
  'yeo-johnson': 'by a power transform (Yeo-Johnson) that makes them as normal as it can, to mean 0 and standard deviation 1',
} as const satisfies Record<StepOf<'scale'>['method'], string>;

/** Where rare levels begin: under 1 a share of the rows, otherwise a count. */
function rareUnder(minFrequency: number): string {
  return minFrequency < 1 ? `under ${percent(minFrequency)} of rows` : `seen fewer than ${counted(minFrequency, 'time', 'times')}`;
}

function describeOrdinal({ columns, maxLevels, order = {} }: StepOf<'ordinal'>): string {
  const ordered = columns.filter((name) => Object.hasOwn(order, name));
  if (ordered.length === 0) return `Number the values of ${list(columns)}, the ${maxLevels} most frequent at most; missing stays missing`;
  const rest = ordered.length < columns.length ? `, those of the other columns as codes, the ${maxLevels} most frequent at most` : '';
  return `Number the values of ${list(ordered)} in their order, from ${order[ordered[0]][0] ?? 'lowest'} up${rest}; missing stays missing`;
}

function describeTfidf({ columns, analyzer, ngramRange: [shortest, longest], maxFeatures, minFrequency }: StepOf<'tfidf'>): string {
  const span = shortest === longest ? `${longest}` : `${shortest} to ${longest}`;
  const runs = longest === 1 ? 'words' : `runs of ${span} words`;
  const terms = analyzer === 'word' ? runs : `runs of ${span} characters within words`;
  const rare = minFrequency > 1 ? ` found in at least ${minFrequency} rows` : '';
  return `Weigh the ${terms} in ${list(columns)} by how telling they are (TF-IDF): the ${maxFeatures} most frequent${rare}`;
}

function describeSelect(step: StepOf<'select'>): string {
  const among = `Of the features from ${list(step.columns)}, keep`;
  if (step.by === 'association') return `${among} the ${step.keep} that differ most with the target (F value)`;
  if (step.by === 'variance') return step.threshold === 0 ? `${among} those that vary` : `${among} those with a variance over ${step.threshold}`;
  return `${among} the first of any two that correlate beyond ${step.threshold}`;
}

const sentences: { readonly [K in StepKind]: (step: StepOf<K>) => string } = {
  'mark-missing': ({ columns, values }) => `Take ${list(values.map((value) => (value === '' ? 'an empty cell' : `"${value}"`)))} in ${list(columns)} as missing`,
  'unify-labels': ({ columns }) => `Join values of ${list(columns)} that differ only in case, spaces or accents`,
  drop: ({ columns }) => `Leave out ${list(columns)}`,
  impute: (step) =>
    `Fill missing values of ${list(step.columns)} with ${filledBy(step)}${marked(step)}`,
  'impute-knn': (step) =>
    `Fill missing values of ${list(step.columns)} with the mean of the ${counted(step.nNeighbors, 'most similar training row', 'most similar training rows')}${marked(step)}`,
  indicator: ({ columns }) => `Mark where ${list(columns)} ${columns.length === 1 ? 'is' : 'are'} missing`,
  scale: ({ columns, method }) => `Scale ${list(columns)} ${scales[method]}`,
  log1p: ({ columns }) => `Take the logarithm of ${list(columns)}, log(1 + |x|) with the sign of x, which draws in large values`,
  clip: ({ columns, lower, upper }) => `Set values of ${list(columns)} beyond the ${percent(lower)} and ${percent(upper)} quantiles to these`,
  bin: ({ columns, strategy, nBins, encode }) =>
    `Cut ${list(columns)} into ${nBins} bins ${strategy === 'quantile' ? 'of equally many rows' : 'of equal width'}, ${encode === 'code' ? 'numbered from 0' : 'one yes/no feature each'}`,
  onehot: ({ columns, minFrequency, maxLevels }) =>
    `Turn ${list(columns)} into one yes/no feature per value; values ${rareUnder(minFrequency)}, or beyond the ${maxLevels} most frequent, share one`,
  ordinal: describeOrdinal,
  frequency: ({ columns }) => `Replace each value of ${list(columns)} by its share of the training rows`,
  'target-encode': ({ columns, nFolds, smoothing }) =>
    `Replace each value of ${list(columns)} by the mean target of its rows, drawn towards the overall mean${smoothing === 'auto' ? '' : ` as by ${counted(smoothing, 'more row', 'more rows')}`}; training rows out of ${nFolds} folds`,
  hash: ({ columns, nFeatures }) => `Hash the values of ${list(columns)} into ${counted(nFeatures, 'number', 'numbers')} each`,
  dateparts: ({ columns, cyclic = false, addIndicator = false }) =>
    `Split ${list(columns)} into year, month, day, weekday, hour and minute, where they vary, and days elapsed${cyclic ? '; with daily, weekly and yearly cycles' : ''}${addIndicator ? '; mark where they were missing' : ''}`,
  elapsed: ({ columns, since }) => `Count the days from ${since} to ${list(columns)}`,
  tfidf: describeTfidf,
  interact: ({ columns }) => `Multiply each two of ${list(columns)}, as features besides them`,
  pca: ({ columns, nComponents }) => `Replace ${list(columns)} by ${counted(nComponents, 'principal component', 'principal components')}`,
  select: describeSelect,
};

/** One sentence that says what a step does, to which columns, without a full stop. */
export function describeStep(step: RecipeStep): string {
  return (sentences[step.kind] as (step: RecipeStep) => string)(step);
}
