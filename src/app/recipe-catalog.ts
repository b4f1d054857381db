import type { RecipeStep } from '../core/recipe/steps.ts';
import type { ColumnKind } from '../core/table/table.ts';
import { choice, field, flag, listed, number, where, type StepField } from './recipe-fields.ts';

type StepKind = RecipeStep['kind'];
type StepOf<K extends StepKind> = Extract<RecipeStep, { readonly kind: K }>;

export const stepGroups = ['Clean', 'Fill', 'Scale', 'Encode', 'Dates', 'Text', 'Combine', 'Select'] as const;
export type StepGroup = (typeof stepGroups)[number];

/** A kind of step as it is offered and edited. */
export interface StepType<Step = RecipeStep> {
  readonly kind: StepKind;
  readonly group: StepGroup;
  readonly name: string;
  readonly help: string;
  /** Kinds of columns that it applies to. */
  readonly accepts: readonly ColumnKind[];
  /** Where it belongs among other steps: those of a lower rank come before it. */
  readonly rank: number;
  readonly fewestColumns: number;
  readonly make: (columns: readonly string[]) => Step;
  readonly fields: readonly StepField<Step>[];
}

const everything: readonly ColumnKind[] = ['number', 'category', 'text', 'datetime'];
const labels: readonly ColumnKind[] = ['category', 'text'];
const numbers: readonly ColumnKind[] = ['number'];

type Stated<K extends StepKind> = Omit<StepType<StepOf<K>>, 'kind' | 'fewestColumns' | 'fields'> & Partial<Pick<StepType<StepOf<K>>, 'fewestColumns' | 'fields'>>;

const missingMark = <Step extends { readonly addIndicator?: boolean }>() => flag<Step>('addIndicator', 'Mark where they were missing', 'Adds a yes/no feature, so that a model can learn from the gap itself.');

const catalog: { readonly [K in StepKind]: Stated<K> } = {
  'mark-missing': {
    group: 'Clean', name: 'Values that mean missing', accepts: everything, rank: 0,
    help: 'Takes cells that hold one of these values as missing.',
    make: (columns) => ({ kind: 'mark-missing', columns, values: ['-1'] }),
    fields: [field({
      key: 'values', label: 'Values', help: 'Parted by commas, as they stand in the file.', control: 'text',
      read: ({ values }) => values.join(', '),
      write: (step, text) => (listed(text).length > 0 ? { ...step, values: listed(text) } : { error: 'name at least one value' }),
    })],
  },
  'unify-labels': {
    group: 'Clean', name: 'One spelling', accepts: labels, rank: 0,
    help: 'Joins labels that differ only in case, spaces or accents.',
    make: (columns) => ({ kind: 'unify-labels', columns }),
  },
  drop: { group: 'Clean', name: 'Leave columns out', accepts: everything, rank: 0, help: 'Takes columns out of this recipe alone; their role stays.', make: (columns) => ({ kind: 'drop', columns }) },
  clip: {
    group: 'Clean', name: 'Clip extremes', accepts: numbers, rank: 3,
    help: 'Sets values beyond two quantiles of the training rows to them.',
    make: (columns) => ({ kind: 'clip', columns, lower: 0.01, upper: 0.99 }),
    fields: [
      number('lower', 'Lower quantile', 'Values below it are set to it.', [0, 0.5], true),
      number('upper', 'Upper quantile', 'Values above it are set to it.', [0.5, 1], true),
    ],
  },
  impute: {
    group: 'Fill', name: 'Fill missing values', accepts: everything, rank: 2,
    help: 'Puts one value in place of every missing cell of a column.',
    make: (columns) => ({ kind: 'impute', columns, strategy: 'median', addIndicator: true }),
    fields: [
      choice('strategy', 'Fill with', 'Learned from the training rows; labels take the most frequent.', [['median', 'the median'], ['mean', 'the mean'], ['most_frequent', 'the most frequent value'], ['constant', 'a constant']]),
      where(({ strategy }) => strategy === 'constant', field({
        key: 'fill', label: 'Constant', help: 'A number, or a label for columns of labels.', control: 'text',
        read: ({ fill = 0 }) => String(fill),
        write: (step, text) => ({ ...step, fill: text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text.trim() }),
      })),
      missingMark(),
    ],
  },
  'impute-knn': {
    group: 'Fill', name: 'Fill from similar rows', accepts: numbers, rank: 2, fewestColumns: 2,
    help: 'Fills a cell with the mean of the training rows that are nearest by the other chosen columns.',
    make: (columns) => ({ kind: 'impute-knn', columns, nNeighbors: 5, addIndicator: true }),
    fields: [number('nNeighbors', 'Rows to look at', 'More of them make a smoother guess.', [1, 100]), missingMark()],
  },
  indicator: { group: 'Fill', name: 'Mark missing cells', accepts: everything, rank: 2, help: 'Adds a yes/no feature that says where a cell is missing.', make: (columns) => ({ kind: 'indicator', columns }) },
  scale: {
    group: 'Scale', name: 'Scale', accepts: numbers, rank: 4,
    help: 'Brings numbers to one scale; linear models and nets need it, trees do not.',
    make: (columns) => ({ kind: 'scale', columns, method: 'standard' }),
    fields: [choice('method', 'Method', 'How the scale is learned from the training rows.', [
      ['standard', 'mean 0, deviation 1'], ['robust', 'median and middle range'], ['minmax', 'from 0 to 1'],
      ['quantile-uniform', 'by rank, evenly'], ['quantile-normal', 'by rank, to a normal shape'], ['yeo-johnson', 'power transform (Yeo-Johnson)'],
    ])],
  },
  log1p: { group: 'Scale', name: 'Logarithm', accepts: numbers, rank: 3, help: 'log(1 + |x|) with the sign of x: draws in a long tail, such as amounts have.', make: (columns) => ({ kind: 'log1p', columns }) },
  bin: {
    group: 'Scale', name: 'Cut into bins', accepts: numbers, rank: 4,
    help: 'Turns a number into the bin that it falls in.',
    make: (columns) => ({ kind: 'bin', columns, strategy: 'quantile', nBins: 5, encode: 'onehot' }),
    fields: [
      choice('strategy', 'Bins of', 'Equally many training rows each, or equal width.', [['quantile', 'equally many rows'], ['uniform', 'equal width']]),
      number('nBins', 'Bins', 'Few bins lose detail, many learn noise.', [2, 100]),
      choice('encode', 'As', 'A number that counts the bins, or one yes/no feature each.', [['onehot', 'one feature each'], ['code', 'a number']]),
    ],
  },
  onehot: {
    group: 'Encode', name: 'One feature per value', accepts: ['category', 'text', 'number'], rank: 5,
    help: 'One yes/no feature for each value (one-hot); rare values share one.',
    make: (columns) => ({ kind: 'onehot', columns, minFrequency: 2, maxLevels: 60 }),
    fields: [
      number('minFrequency', 'Rare below', 'A count of training rows, or a share of them below 1.', [0, 1_000_000], true),
      number('maxLevels', 'Values at most', 'The most frequent have a feature of their own.', [1, 1000]),
    ],
  },
  ordinal: {
    group: 'Encode', name: 'Number the values', accepts: labels, rank: 5,
    help: 'Codes for trees; with an order of your own, numbers from lowest to highest.',
    make: (columns) => ({ kind: 'ordinal', columns, maxLevels: 254 }),
    fields: [
      number('maxLevels', 'Values at most', 'The most frequent have a code of their own.', [2, 100_000]),
      where(({ columns }) => columns.length === 1, field({
        key: 'order', label: 'Order, lowest first', help: 'Parted by commas; empty for no order.', control: 'text',
        read: ({ columns, order }) => (order && Object.hasOwn(order, columns[0]) ? order[columns[0]].join(', ') : ''),
        write: ({ order: _former, ...step }, text) => (listed(text).length === 0 ? step : { ...step, order: { [step.columns[0]]: listed(text) } }),
      })),
    ],
  },
  frequency: { group: 'Encode', name: 'How frequent a value is', accepts: labels, rank: 3, help: 'Each value by its share of the training rows.', make: (columns) => ({ kind: 'frequency', columns }) },
  'target-encode': {
    group: 'Encode', name: 'Mean target of a value', accepts: labels, rank: 3,
    help: 'Each value by the mean target of its rows, worked out from other folds for the training rows themselves.',
    make: (columns) => ({ kind: 'target-encode', columns, smoothing: 'auto', nFolds: 5 }),
    fields: [
      field({
        key: 'smoothing', label: 'Drawn to the mean', help: 'As by so many rows; “auto” works it out from the data.', control: 'text',
        read: ({ smoothing }) => String(smoothing),
        write: (step, text) => {
          if (text.trim().toLowerCase() === 'auto') return { ...step, smoothing: 'auto' };
          const rows = Number(text);
          return text.trim() !== '' && rows >= 0 && Number.isFinite(rows) ? { ...step, smoothing: rows } : { error: 'give a count of rows, or auto' };
        },
      }),
      number('nFolds', 'Folds', 'In how many parts the training rows are encoded by one another.', [2, 20]),
    ],
  },
  hash: {
    group: 'Encode', name: 'Hash into numbers', accepts: labels, rank: 5,
    help: 'For very many values: each adds or takes one in some of a fixed number of features.',
    make: (columns) => ({ kind: 'hash', columns, nFeatures: 16 }),
    fields: [number('nFeatures', 'Features', 'Fewer of them mix more values up.', [1, 1024])],
  },
  dateparts: {
    group: 'Dates', name: 'Parts of a date', accepts: ['datetime'], rank: 1,
    help: 'Year, month, day, weekday, hour and minute, where they vary, and days elapsed.',
    make: (columns) => ({ kind: 'dateparts', columns, cyclic: false, addIndicator: false }),
    fields: [flag('cyclic', 'With cycles', 'Sine and cosine of the day, week and year, so that December is near January.'), missingMark()],
  },
  elapsed: {
    group: 'Dates', name: 'Days between two dates', accepts: ['datetime'], rank: 0, fewestColumns: 2,
    help: 'Counts the days from one date to others, as a feature besides them.',
    make: (columns) => ({ kind: 'elapsed', columns: columns.length > 1 ? columns.slice(1) : columns, since: columns[0] ?? '' }),
    fields: [field({ key: 'since', label: 'Counted from', help: 'The date at which the count begins.', control: 'column', read: ({ since }) => since, write: (step, since) => ({ ...step, since }) })],
  },
  tfidf: {
    group: 'Text', name: 'Telling words', accepts: ['text', 'category'], rank: 5,
    help: 'One feature for each of the most frequent words, weighed by how telling it is (TF-IDF).',
    make: (columns) => ({ kind: 'tfidf', columns, analyzer: 'word', ngramRange: [1, 1], maxFeatures: 100, minFrequency: 2 }),
    fields: [
      choice('analyzer', 'Terms are', 'Characters within words forgive spelling mistakes.', [['word', 'words'], ['char_wb', 'characters within words']]),
      field({
        key: 'ngramRange', label: 'In runs of', help: 'Shortest and longest: 1-2 takes words and pairs of words.', control: 'text',
        read: ({ ngramRange: [shortest, longest] }) => (shortest === longest ? String(shortest) : `${shortest}-${longest}`),
        write: (step, text) => {
          const [shortest, longest = shortest] = text.split(/[-–]/).map(Number);
          const fits = Number.isInteger(shortest) && Number.isInteger(longest) && shortest >= 1 && longest >= shortest && longest <= 8;
          return fits ? { ...step, ngramRange: [shortest, longest] } : { error: 'give a length from 1 to 8, or two such as 1-2' };
        },
      }),
      number('maxFeatures', 'Terms at most', 'The most frequent are kept.', [1, 2000]),
      number('minFrequency', 'In rows at least', 'Rarer terms are left out.', [1, 100_000]),
    ],
  },
  interact: { group: 'Combine', name: 'Products of pairs', accepts: numbers, rank: 3, fewestColumns: 2, help: 'The product of each two of the columns, as features besides them.', make: (columns) => ({ kind: 'interact', columns }) },
  pca: {
    group: 'Combine', name: 'Principal components', accepts: numbers, rank: 6, fewestColumns: 2,
    help: 'Replaces columns by the few directions in which they vary most.',
    make: (columns) => ({ kind: 'pca', columns, nComponents: Math.max(1, Math.min(10, columns.length)) }),
    fields: [
      number('nComponents', 'Components', 'How many directions are kept.', [1, 500]),
      flag('finished', 'Features that are finished, too', 'Takes yes/no features and codes of these columns along.'),
    ],
  },
  select: {
    group: 'Select', name: 'Select features', accepts: everything, rank: 7,
    help: 'Lets only some features go on, finished ones among them.',
    make: (columns) => ({ kind: 'select', columns, by: 'variance', threshold: 0 }),
    fields: [
      field({
        key: 'by', label: 'Keep', help: 'What decides whether a feature goes on.', control: 'choice',
        options: [{ value: 'variance', label: 'those that vary' }, { value: 'redundancy', label: 'one of any two alike' }, { value: 'association', label: 'the most telling of the target' }],
        read: ({ by }) => by,
        write: ({ kind, columns }, by) =>
          by === 'association' ? { kind, columns, by, keep: 20 } : { kind, columns, by: by === 'redundancy' ? by : 'variance', threshold: by === 'redundancy' ? 0.95 : 0 },
      }),
      where(({ by }) => by !== 'association', field({
        key: 'threshold', label: 'Threshold', help: 'Variance above it, or correlation beyond it.', control: 'number', min: 0, max: 1e9,
        read: (step) => ('threshold' in step ? String(step.threshold) : ''),
        write: (step, text) => (step.by !== 'association' && text.trim() !== '' && Number(text) >= 0 ? { ...step, threshold: Number(text) } : { error: 'give a number of at least 0' }),
      })),
      where(({ by }) => by === 'association', field({
        key: 'keep', label: 'Features', help: 'How many are kept.', control: 'number', min: 1, max: 10_000,
        read: (step) => ('keep' in step ? String(step.keep) : ''),
        write: (step, text) => (step.by === 'association' && Number.isInteger(Number(text)) && Number(text) >= 1 ? { ...step, keep: Number(text) } : { error: 'give a whole number of at least 1' }),
      })),
    ],
  },
};

/** Every kind of step that can be added, in the order of the groups. */
export const stepTypes: readonly StepType[] = stepGroups.flatMap((group) =>
  (Object.keys(catalog) as StepKind[])
    .filter((kind) => catalog[kind].group === group)
    .map((kind) => ({ fewestColumns: 1, fields: [], ...catalog[kind], kind }) as unknown as StepType),
);

/** The kind of step as it is offered and edited. */
export function stepType(kind: StepKind): StepType {
  return stepTypes.find((type) => type.kind === kind) ?? stepTypes[0];
}
