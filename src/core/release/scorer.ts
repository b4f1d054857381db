import { Cancelled, type Control } from '../math/control.ts';
import { predictPipelines } from '../estimators/pipeline.ts';
import type { Predictions } from '../metrics/predictions.ts';
import { positiveIndexOf } from '../problem/positive-class.ts';
import type { Table } from '../table/table.ts';
import { normalised, predictionTexts, type LabelRule } from './labels.ts';
import type { RawRows, Release, ScoredRows } from './release.ts';
import { typeRows } from './type-rows.ts';

/** Turns rows into predictions; the one way in which the studio, monitoring and the exports do it. */
export interface Scorer {
  /** Scores raw fields by column name, as they stand in a file. Throws PredictionNotFinite. */
  score(rows: RawRows): ScoredRows;
  /** As `score`, with a turn for others after each block of rows; throws Cancelled as well. */
  scoreInTurns(rows: RawRows, control: Control): Promise<ScoredRows>;
}

/** Rows that are typed and transformed at once, so that wide one-hot matrices of long files stay small. */
const blockRows = 8192;

/** How the release turns probabilities into labels. */
export function labelRuleOf({ problem, threshold }: Pick<Release, 'problem' | 'threshold'>): LabelRule {
  return { positiveIndex: problem.task === 'binary' ? positiveIndexOf(problem) : null, threshold: threshold ?? 0.5 };
}

/** The release's predictions for typed rows; probabilities of a row sum to 1 in double precision. */
export function predictTable(release: Pick<Release, 'members'>, table: Table): Predictions {
  const predictions = predictPipelines(release.members, table);
  if (predictions.kind === 'number') return predictions;
  return { ...predictions, probabilities: normalised(predictions.probabilities, predictions.classes.length) };
}

/** The predictions that scored rows hold, as numbers again. */
export function predictionsOf(scored: ScoredRows): Predictions {
  if (scored.probabilities) return { kind: 'classes', classes: scored.classes, probabilities: scored.probabilities };
  return { kind: 'number', values: Float64Array.from(scored.prediction, Number) };
}

/** The scores of `rows` as they come, block after block. */
function scoring(release: Release, rows: RawRows) {
  const rule = labelRuleOf(release);
  const k = release.classes.length;
  const prediction: string[] = [];
  const probabilities = k > 0 ? new Float64Array(rows.nRows * k) : null;
  const contradictions = new Map<string, number>();
  let absentColumns: readonly string[] = [];
  return {
    block(from: number): void {
      const typed = typeRows(release, rows, from, Math.min(rows.nRows, from + blockRows));
      absentColumns = typed.absentColumns;
      for (const [name, count] of Object.entries(typed.contradictions)) {
        contradictions.set(name, (contradictions.get(name) ?? 0) + count);
      }
      if (typed.table.nRows === 0) return;
      const predictions = predictTable(release, typed.table);
      for (const text of predictionTexts(predictions, rule)) prediction.push(text);
      if (predictions.kind === 'classes') probabilities?.set(predictions.probabilities, from * k);
    },
    scored: (): ScoredRows => ({
      prediction,
      probabilities,
      classes: release.classes,
      contradictions: Object.fromEntries(contradictions),
      absentColumns,
    }),
  };
}

/** The scorer of a release: types the fields by the contract, applies the fitted recipes, and predicts. */
export function createScorer(release: Release): Scorer {
  return {
    score(rows) {
      const { block, scored } = scoring(release, rows);
      for (let from = 0; from < Math.max(1, rows.nRows); from += blockRows) block(from);
      return scored();
    },
    async scoreInTurns(rows, control) {
      const { block, scored } = scoring(release, rows);
      for (let from = 0; from < Math.max(1, rows.nRows); from += blockRows) {
        if (control.cancelled()) throw new Cancelled();
        block(from);
        control.progress(Math.min(1, (from + blockRows) / Math.max(1, rows.nRows)));
        await control.breathe();
      }
      if (control.cancelled()) throw new Cancelled();
      return scored();
    },
  };
}
