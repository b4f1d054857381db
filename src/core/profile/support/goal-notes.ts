import { metricOf } from '../../metrics/registry.ts';
import type { TargetValues } from '../../metrics/predictions.ts';
import { guessingScore } from '../../problem/guessing.ts';
import type { LabelCeiling } from '../../problem/label-ceiling.ts';
import { positiveIndexOf } from '../../problem/positive-class.ts';
import type { ProblemDefinition } from '../../problem/problem.ts';
import { counted } from '../findings/wording.ts';
import { targetShape } from './target-shape.ts';
import { figure, type SupportNote } from './support.ts';

/** A ceiling that leaves more of the way than this from guessing to perfect is no news. */
const worthSaying = 0.95;

/** Best and worst value that a metric can take; infinite where there is no bound. */
function rangeOf(problem: ProblemDefinition): readonly [worst: number, best: number] {
  const { metric } = problem;
  if (!metricOf(metric).greaterIsBetter) return [Infinity, 0];
  if (metric === 'r2') return [-Infinity, 1];
  return metric === 'mcc' || metric === 'quadratic_kappa' ? [-1, 1] : [0, 1];
}

/**
 * Half the width of the 95% interval that test rows will leave around a score at the goal: Hanley and McNeil (1982) for ROC AUC,
 * the binomial for shares of rows. NaN for other metrics.
 */
export function expectedMargin(problem: ProblemDefinition, classRows: readonly number[], testShare: number, goal: number): number {
  const z = 1.96;
  const rows = classRows.reduce((sum, count) => sum + count, 0) * testShare;
  if (problem.metric === 'accuracy') return z * Math.sqrt(Math.max(0, goal * (1 - goal)) / rows);
  if (problem.task !== 'binary' || problem.metric !== 'roc_auc') return NaN;
  const positives = classRows[positiveIndexOf(problem)] * testShare;
  const negatives = rows - positives;
  const q1 = goal / (2 - goal);
  const q2 = (2 * goal * goal) / (1 + goal);
  const variance = (goal * (1 - goal) + (positives - 1) * (q1 - goal * goal) + (negatives - 1) * (q2 - goal * goal)) / (positives * negatives);
  return z * Math.sqrt(Math.max(0, variance));
}

/** How the goal stands to what guessing gives, to what the labels allow, and to what the test rows can tell. */
export function goalNotes(problem: ProblemDefinition, y: TargetValues, ceiling: LabelCeiling | null, testShare: number): SupportNote[] {
  const { criterion: goal, metric } = problem;
  const { label, greaterIsBetter } = metricOf(metric);
  const better = (a: number, b: number) => (greaterIsBetter ? a > b : a < b);
  const [worst, best] = rangeOf(problem);
  const notes: SupportNote[] = [];
  const says = ceiling !== null && ceiling.conflictingRows > 0;
  const guessing = guessingScore(y, metric, positiveIndexOf(problem));
  if (goal === null) {
    // The share of the way from guessing to perfect that the labels leave open.
    if (says && (ceiling.value - guessing) / (best - guessing) < worthSaying) {
      notes.push({ id: 'ceiling', severity: 'info', title: `No model can do better than ${label} ${figure(ceiling.value)} here`, detail: conflictText(ceiling), fixes: [] });
    }
    return notes;
  }
  if (better(goal, best) || !better(goal, worst)) {
    return [{ id: 'goal', severity: 'bad', title: `${label} cannot be ${figure(goal)}`, detail: `It lies between ${figure(worst)} and ${figure(best)}. Set a goal within.`.replace('Infinity', 'any size'), fixes: [] }];
  }
  if (!Number.isNaN(guessing) && !better(goal, guessing)) {
    notes.push({ id: 'goal', severity: 'warn', title: `Guessing already reaches the goal of ${figure(goal)}`, detail: `Saying the same for every row gives ${label} ${figure(guessing)}. A goal worth having lies beyond it.`, fixes: [] });
  } else if (says && better(goal, ceiling.value)) {
    const change = { criterion: Number(ceiling.value.toPrecision(2)) };
    const reachable = better(ceiling.value, change.criterion) || change.criterion === ceiling.value;
    notes.push({
      id: 'ceiling',
      severity: 'bad',
      title: `The goal of ${figure(goal)} is beyond what these columns allow`,
      detail: `${conflictText(ceiling)} The best that any model of them could reach on these rows is ${label} ${figure(ceiling.value)}.`,
      fixes: reachable ? [{ action: 'restate', column: problem.target, change, label: `Set the goal to ${figure(change.criterion)}` }] : [],
    });
  }
  const margin = expectedMargin(problem, targetShape(y).classRows, testShare, goal);
  if (margin > 0.02) {
    notes.push({ id: 'margin', severity: margin > 0.05 ? 'warn' : 'info', title: `The test rows will tell ${label} to about ±${margin.toFixed(2)}`, detail: `With so few of them, a model at the goal would be measured anywhere from ${Math.max(0, goal - margin).toFixed(2)} to ${Math.min(1, goal + margin).toFixed(2)}. More rows, or a goal with room, make the answer sure.`, fixes: [] });
  }
  return notes;
}

function conflictText({ conflictingRows }: LabelCeiling): string {
  return `${counted(conflictingRows, 'row has', 'rows have')} the same features as another and a different answer, so some must be wrong.`;
}
