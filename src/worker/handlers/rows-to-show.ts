import { matricesFor, type FittedPipeline } from '../../core/estimators/pipeline.ts';
import type { LabelledSet } from '../../core/matrix/matrix.ts';
import { mostProjectedRows } from '../../core/nets/projection.ts';
import { targetOf } from '../../core/problem/target.ts';
import { selectRows } from '../../core/table/table.ts';
import type { RunInput } from '../../core/training/run-portfolio.ts';

/** Validation rows of the first fold, evenly taken, as the model of that fold takes them: rows that it was not fitted on. */
export function rowsToShow({ table, problem, split }: Pick<RunInput, 'table' | 'problem' | 'split'>, fitted: FittedPipeline): LabelledSet {
  const { validation } = split.folds[0];
  const every = Math.max(1, validation.length / mostProjectedRows);
  const rows = Uint32Array.from({ length: Math.min(validation.length, mostProjectedRows) }, (_, i) => validation[Math.floor(i * every)]);
  const shown = selectRows(table, rows);
  return { X: matricesFor([fitted], shown)[0], y: targetOf(shown, problem) };
}
