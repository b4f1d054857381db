import type { TargetValues } from '../../src/core/metrics/predictions.ts';
import type { RecipeStep } from '../../src/core/recipe/recipe.ts';
import type { Column } from '../../src/core/table/table.ts';
import { categoryColumn, datetimeColumn, numberColumn, textColumn } from '../support/column-builders.ts';

/** One column called x, or several of equal length with the same names and kinds in every sample of a case. */
export type Sample = Column | readonly Column[];

/** Columns of each sort, as one kind of step needs them. */
export interface Samples {
  /** Some missing cells among the usual ones. */
  readonly usual: Sample;
  readonly other: Sample;
  readonly constant: Sample;
  readonly allMissing: Sample;
  /** Values that do not stand in `usual`. */
  readonly unseen: Sample;
  /** The first column is of a kind that the recipe was not fitted on. */
  readonly wrongKind: Sample;
}

/** What the suite needs to know of a step: steps that make it a whole recipe, and columns of each sort. */
export interface TransformerCase extends Samples {
  readonly name: string;
  /** Steps on the columns of the samples. */
  readonly steps: readonly RecipeStep[];
  /** Whether NaN may come out. */
  readonly keepsMissing: boolean;
  /** The answers of so many rows, where a step learns from them. */
  readonly target?: (nRows: number) => TargetValues;
  /** False where nothing is learned of the rows, so that every fit is the same. */
  readonly learns?: false;
  /** True where what training rows become is worked out otherwise than for other rows. */
  readonly outOfFold?: true;
}

export const numbers: Samples = {
  usual: numberColumn('x', [3, null, 1.5, -7, 3, 1e6]),
  other: numberColumn('x', [8, 8.5, null, 100]),
  constant: numberColumn('x', [0.1, 0.1, 0.1]),
  allMissing: numberColumn('x', [null, null]),
  unseen: numberColumn('x', [Infinity, -1e300, 1e300, 5e-324, -Infinity]),
  wrongKind: categoryColumn('x', ['a']),
};

/** Three columns of numbers with missing cells in two of them. */
export const severalNumbers: Samples = {
  usual: [
    numberColumn('x', [3, null, 1.5, -7, 3, 1e3, 2, 8]),
    numberColumn('y', [0, 1, 0, 0, 1, 1, 1, 0]),
    numberColumn('z', [2.5, 2, null, 9, 7, -40, 1, null]),
  ],
  other: [numberColumn('x', [8, 8.5, null, 100]), numberColumn('y', [5, 6, 9, 6]), numberColumn('z', [4, 4, 1, 2])],
  constant: [numberColumn('x', [0.1, 0.1, 0.1]), numberColumn('y', [7, 7, 7]), numberColumn('z', [-3, -3, -3])],
  allMissing: [numberColumn('x', [null, null]), numberColumn('y', [null, null]), numberColumn('z', [null, null])],
  unseen: [numberColumn('x', [Infinity, -1e300, 1e300]), numberColumn('y', [-1, 5e-324, 1e300]), numberColumn('z', [null, -Infinity, 1e-300])],
  wrongKind: [categoryColumn('x', ['a']), numberColumn('y', [1]), numberColumn('z', [1])],
};

export const labels: Samples = {
  usual: categoryColumn('x', ['b', 'a', null, 'b', 'c', 'b', 'a']),
  other: categoryColumn('x', ['q', 'r', 'q', null]),
  constant: categoryColumn('x', ['only', 'only', 'only']),
  allMissing: categoryColumn('x', [null, null]),
  unseen: categoryColumn('x', ['new', 'b', '__proto__', '', 'constructor']),
  wrongKind: numberColumn('x', [1]),
};

export const texts: Samples = {
  ...labels,
  usual: textColumn('x', ['b', 'a', null, 'b', 'c', 'b', 'a']),
  unseen: textColumn('x', ['new', 'b', '__proto__', null]),
};

export const instants: Samples = {
  usual: datetimeColumn('x', ['2024-02-29T23:59:59', null, '2021-12-31T00:00:00', '2024-03-01T05:30:00']),
  other: datetimeColumn('x', ['2024-02-29T00:00:00', '2024-02-28T00:00:00', null]),
  constant: datetimeColumn('x', ['2024-02-29T00:00:00', '2024-02-29T00:00:00']),
  allMissing: datetimeColumn('x', [null, null]),
  unseen: datetimeColumn('x', ['1901-01-01T12:00:00', '2199-06-30T01:02:03']),
  wrongKind: categoryColumn('x', ['2024-02-29']),
};

/** Two classes in turns. */
export const twoClasses = (nRows: number): TargetValues => ({
  kind: 'classes',
  classes: ['no', 'yes'],
  codes: Int32Array.from({ length: nRows }, (_, row) => row % 2),
});

/** Numbers that rise with the row. */
export const risingNumbers = (nRows: number): TargetValues => ({
  kind: 'number',
  values: Float64Array.from({ length: nRows }, (_, row) => row * row - 3),
});
