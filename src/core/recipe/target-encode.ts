import type { TargetValues } from '../metrics/predictions.ts';
import { dealFolds } from '../split/stratify.ts';
import { encodingsOf, targetViews, type CodedTarget } from './encodings.ts';
import { labelsOf, positionsIn, type CodedLabels } from './labels.ts';
import { TargetNeeded } from './recipe-errors.ts';
import type { ColumnTransformer, FitContext, Produced, StepOf } from './transformer.ts';

/** What stands for each label: one list of numbers for the target, or one for each class that has its own. */
export interface TargetEncodeState {
  readonly labels: readonly string[];
  readonly outputs: readonly {
    /** The class whose share it is; null for a target of numbers. */
    readonly of: string | null;
    /** What missing and unseen labels become. */
    readonly overall: number;
    /** By position in `labels`. */
    readonly values: readonly number[];
  }[];
}

function named(column: string, of: string | null, values: Float64Array): Produced {
  const name = of === null ? `${column}: mean of the target` : `${column}: share of ${of}`;
  return { column: { kind: 'number', name, values }, final: false };
}

function requireTarget({ target }: FitContext): TargetValues {
  if (target === null) throw new TargetNeeded('target-encode');
  return target;
}

/** Each row by the encodings that rows of the other folds give. */
function outOfFold(coded: CodedLabels, view: CodedTarget, folds: Uint32Array, nFolds: number, smoothing: number | 'auto'): Float64Array {
  const values = new Float64Array(coded.codes.length);
  for (let fold = 0; fold < nFolds; fold++) {
    const { overall, values: encodings } = encodingsOf(coded, view, smoothing, (row) => folds[row] !== fold);
    folds.forEach((own, row) => {
      if (own === fold) values[row] = coded.codes[row] < 0 ? overall : encodings[coded.codes[row]];
    });
  }
  return values;
}

/** A fold for each row, drawn so that each has its share of the classes; null for fewer than two rows. */
function drawFolds(target: TargetValues, nRows: number, { nFolds }: StepOf<'target-encode'>, { rng }: FitContext) {
  const count = Math.min(nRows, Math.max(2, Math.floor(nFolds)));
  if (count < 2) return null;
  const strata = target.kind === 'classes' ? target.codes : new Int32Array(nRows);
  const nStrata = target.kind === 'classes' ? target.classes.length : 1;
  return { folds: dealFolds(strata, nStrata, count, rng.fork('folds')), count };
}

/**
 * One number instead of each label: the mean target of its training rows, shrunk to the mean of all. Two classes give the
 * share of the second; more give one share a class. A number `smoothing` counts as so many rows of the mean (the
 * m-estimate); 'auto' shrinks by the variance within the label against that of the whole (empirical Bayes, as
 * scikit-learn's TargetEncoder; Micci-Barreca 2001). Missing and unseen labels become the mean of all.
 * Training rows are encoded out of fold, each from the rows of the `nFolds` - 1 other folds (seeded, stratified by class): what
 * a learner sees then never holds the row's own answer. Throws TargetNeeded where there is no target.
 */
export const targetEncode: ColumnTransformer<'target-encode', TargetEncodeState> = {
  scope: 'column',
  kind: 'target-encode',
  accepts: ['category', 'text'],
  fit(column, { smoothing }, context) {
    const coded = labelsOf(column);
    const seen = new Uint8Array(coded.labels.length);
    for (const code of coded.codes) if (code >= 0) seen[code] = 1;
    const outputs = targetViews(requireTarget(context)).map((view) => {
      const { overall, values } = encodingsOf(coded, view, smoothing, () => true);
      return { of: view.of, overall, values: Array.from(values).filter((_, code) => seen[code]) };
    });
    return { labels: coded.labels.filter((_, code) => seen[code]), outputs };
  },
  transform(column, { labels, outputs }) {
    const coded = labelsOf(column);
    const positions = positionsIn(labels, coded.labels, -1);
    return outputs.map(({ of, overall, values }) => {
      const value = (code: number) => (code < 0 || positions[code] < 0 ? overall : values[positions[code]]);
      return named(column.name, of, Float64Array.from(coded.codes, value));
    });
  },
  transformTraining(column, state, step, context) {
    const coded = labelsOf(column);
    const target = requireTarget(context);
    const drawn = drawFolds(target, coded.codes.length, step, context);
    if (!drawn) return targetEncode.transform(column, state);
    return targetViews(target).map((view) =>
      named(column.name, view.of, outOfFold(coded, view, drawn.folds, drawn.count, step.smoothing)),
    );
  },
};
