import type { ProblemDefinition } from '../../problem/problem.ts';
import { adviseMetric, type TargetShape } from '../../problem/advise-metric.ts';
import { metricOf } from '../../metrics/registry.ts';
import type { TargetValues } from '../../metrics/predictions.ts';
import { suggestBands } from '../../problem/reframing.ts';
import { counted, inDigits, percent, quoted } from '../findings/wording.ts';
import type { Fix } from '../profile.ts';
import { figure, type SupportNote } from './support.ts';

/** Fewer rows of a class than this cannot be learned, or its score told. */
const fewestOfClass = 10;
/** Under this many rows of the rarest class, differences between models are mostly chance. */
const comfortableRows = 100;
/** From this share of one value on, the target is nearly constant. */
const nearlyConstant = 0.95;

const restate = (target: string, label: string, change: Partial<ProblemDefinition>): Fix => ({ action: 'restate', column: target, change, label });

/** Joining the rarest classes under one label, where at least two classes are left besides. */
function mergeRare(problem: ProblemDefinition, classRows: readonly number[], fewest: number): Fix[] {
  const rare = problem.classes.filter((_, c) => classRows[c] < fewest);
  if (rare.length < 2 || problem.classes.length - rare.length < 1 || problem.reframing) return [];
  const into = ['other', 'rare', 'all others'].find((label) => !problem.classes.includes(label)) ?? `other than ${problem.classes.length - rare.length}`;
  const left = problem.classes.length - rare.length + 1;
  const task = left === 2 ? 'binary' : 'multiclass';
  const metric = metricOf(problem.metric).tasks.includes(task) ? {} : { metric: task === 'binary' ? ('roc_auc' as const) : ('log_loss' as const), criterion: null };
  return [restate(problem.target, `Join them as ${quoted(into)}`, { task, reframing: { kind: 'merge-classes', merged: rare, into }, classOrder: null, ...metric })];
}

/** A choice between two that has more to choose from, and the questions that it could be instead. */
function moreThanTwo(problem: ProblemDefinition, y: Extract<TargetValues, { kind: 'classes' }>): SupportNote[] {
  const numbers = problem.classes.map((label) => (label.trim() === '' ? NaN : Number(label)));
  const bands = numbers.every(Number.isFinite) ? suggestBands(Float64Array.from(y.codes, (code) => numbers[code]), 2) : null;
  return [
    {
      id: 'not-binary',
      severity: 'bad',
      title: `${problem.target} holds ${inDigits(problem.classes.length)} different values, not two`,
      detail: bands ? 'A choice between two classes needs two: ask whether the amount lies above a bound, or estimate it.' : 'A choice between two classes needs two: predict one of several, or a column that says yes or no.',
      fixes: bands ? [inBands(problem, bands, `Ask whether it is ${bands.labels[1]}`), restate(problem.target, 'Estimate the number', { task: 'regression' })] : [restate(problem.target, 'Predict one of several classes', { task: 'multiclass' })],
    },
  ];
}

function rareClassNotes(problem: ProblemDefinition, { classRows }: TargetShape): SupportNote[] {
  const fewest = Math.min(...classRows);
  const rarest = problem.classes[classRows.indexOf(fewest)];
  const tooFew = problem.classes.filter((_, c) => classRows[c] < fewestOfClass);
  if (tooFew.length > 0) {
    const [what, verb] = tooFew.length === 1 ? [quoted(tooFew[0]), 'has'] : [`${tooFew.length} of ${problem.classes.length} classes`, 'have'];
    return [
      {
        id: 'rare-classes',
        severity: problem.task === 'binary' || fewest < 2 ? 'bad' : 'warn',
        title: `${what} ${verb} fewer than ${fewestOfClass} rows`,
        detail: `The rarest, ${quoted(rarest)}, has ${counted(fewest, 'row')}: too few to learn it, or to tell how well it is found. Gather more of them${problem.task === 'multiclass' ? ', or join classes that call for the same decision' : ''}.`,
        fixes: problem.task === 'multiclass' ? mergeRare(problem, classRows, fewestOfClass) : [],
      },
    ];
  }
  const enough = fewest >= comfortableRows;
  return [
    {
      id: 'ground',
      severity: enough ? 'good' : 'warn',
      title: enough ? 'Enough to learn from' : 'Little to learn from',
      detail: `${counted(fewest, 'row')} of the rarest class, ${quoted(rarest)}.${enough ? '' : ' Differences between models will be mostly chance; read the intervals.'}`,
      fixes: enough ? [] : mergeRare(problem, classRows, comfortableRows / 2),
    },
  ];
}

function mostlyOneClass(problem: ProblemDefinition, { classRows }: TargetShape): SupportNote[] {
  const rows = classRows.reduce((sum, count) => sum + count, 0);
  const most = Math.max(...classRows);
  if (most / rows < nearlyConstant) return [];
  const label = quoted(problem.classes[classRows.indexOf(most)]);
  return [
    {
      id: 'nearly-constant',
      severity: most === rows ? 'bad' : most / rows >= 0.99 ? 'warn' : 'info',
      title: most === rows ? `Every row is ${label}` : `${percent(most / rows)} of the rows are ${label}`,
      detail: most === rows ? `There is nothing to tell apart. Choose another column, or gather rows that are something else.` : `${inDigits(rows - most)} of ${counted(rows, 'row')} ${rows - most === 1 ? 'is' : 'are'} anything else. Always saying the same would be right that often, so judge by what is found among the rest, and keep enough of it for testing.`,
      fixes: [],
    },
  ];
}

/** The value that most rows share, and its share. */
function commonest(values: Float64Array): { value: number; share: number } {
  const sorted = values.slice().sort();
  let best = { value: NaN, share: 0 };
  for (let start = 0, end = 0; start < sorted.length; start = end) {
    while (end < sorted.length && sorted[end] === sorted[start]) end++;
    if ((end - start) / sorted.length > best.share) best = { value: sorted[start], share: (end - start) / sorted.length };
  }
  return best;
}

const inBands = (problem: ProblemDefinition, reframing: NonNullable<ReturnType<typeof suggestBands>>, label: string): Fix => {
  const binary = reframing.labels.length === 2;
  return restate(problem.target, label, {
    task: binary ? 'binary' : 'multiclass',
    reframing,
    metric: binary ? 'roc_auc' : 'log_loss',
    criterion: null,
    positiveClass: binary ? reframing.labels[1] : null,
    classOrder: binary ? null : reframing.labels,
  });
};

function numberNotes(problem: ProblemDefinition, values: Float64Array, { tailWeight }: TargetShape): SupportNote[] {
  const notes: SupportNote[] = [];
  const enough = values.length >= comfortableRows;
  const bands = suggestBands(values, 3);
  const asBands = bands ? [inBands(problem, bands, `Predict one of ${bands.labels.length} bands instead`)] : [];
  notes.push({
    id: 'ground',
    severity: enough ? 'good' : 'warn',
    title: enough ? 'Enough to learn from' : 'Little to learn from',
    detail: `${counted(values.length, 'row')} with a value of ${problem.target}.${enough ? '' : ' Differences between models will be mostly chance; read the intervals.'}`,
    fixes: [],
  });
  const { value, share } = commonest(values);
  if (share > 0.5 && share < 1) {
    const above = values.filter((other) => other > value).length;
    const below = values.length - above - Math.round(share * values.length);
    // The least number above the common one, so that nothing later falls between them.
    const edge = value === 0 ? Number.MIN_VALUE : value + Math.abs(value) * Number.EPSILON;
    const question = above > 0 && below === 0 ? [inBands(problem, { kind: 'bands', edges: [edge], labels: [figure(value), `above ${figure(value)}`] }, `Ask first whether it is above ${figure(value)}`)] : [];
    notes.push({
      id: 'nearly-constant',
      severity: share >= nearlyConstant ? 'bad' : 'warn',
      title: `${problem.target} is ${figure(value)} in ${percent(share)} of the rows`,
      detail: `A model of the amount will mostly learn that one value; what moves the other ${counted(values.length - Math.round(share * values.length), 'row')} is hardly seen. Whether it differs at all is often the better question.`,
      fixes: question.length > 0 ? question : asBands,
    });
  }
  if (tailWeight !== null && tailWeight > 6 && share <= 0.5) {
    notes.push({
      id: 'heavy-tail',
      severity: 'info',
      title: `${problem.target} has a long tail`,
      detail: 'A few rows lie so far from the rest that they decide the error of any model. If the decision only needs the range, predict bands.',
      fixes: asBands,
    });
  }
  if (notes.every(({ fixes }) => fixes.length === 0) && asBands.length > 0) {
    notes.push({ id: 'bands', severity: 'info', title: 'Must it be the exact amount?', detail: 'Where the decision only needs a range, bands are easier to learn and to explain.', fixes: asBands });
  }
  return notes;
}

/** What the target itself says: whether there is enough of it, whether it varies, and which metric fits it. */
export function targetNotes(problem: ProblemDefinition, y: TargetValues, shape: TargetShape): SupportNote[] {
  if (y.kind === 'classes' && problem.task === 'binary' && problem.classes.length > 2) return moreThanTwo(problem, y);
  // One class makes all else that could be said of it idle.
  if (y.kind === 'classes' && shape.classRows.length < 2) return mostlyOneClass(problem, shape);
  const notes = y.kind === 'number' ? numberNotes(problem, y.values, shape) : [...rareClassNotes(problem, shape), ...mostlyOneClass(problem, shape)];
  const advice = adviseMetric(problem, shape);
  if (!advice) return notes;
  const { label } = metricOf(advice.metric);
  return [
    ...notes,
    {
      id: 'metric',
      severity: 'warn',
      title: `${label} would judge this better`,
      detail: advice.reason,
      fixes: [restate(problem.target, `Judge by ${label}`, { metric: advice.metric, criterion: null })],
    },
  ];
}
