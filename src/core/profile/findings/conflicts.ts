import type { TargetValues } from '../../metrics/predictions.ts';
import { variance } from '../../stats/variance.ts';
import { firstOfEqualRows } from '../../table/equal-rows.ts';
import { columnByName } from '../../table/table.ts';
import { groupsOfNumbers } from '../column-groups.ts';
import type { Finding } from '../profile.ts';
import { finding, inputColumns, type Scene } from './scene.ts';
import { counted, inDigits, percent } from './wording.ts';

/** With fewer conflicting rows, or a ceiling closer to perfect, it is not worth a word. */
const leastConflicts = 0.03;
const nearlyPerfect = 0.98;
/** Where most rows share their features with others the features are coarse, and differing answers are what to expect. */
const mostRepeated = 0.5;
/** A ceiling this low is one that a goal may run into. */
const lowCeiling = 0.9;
const fewestRows = 50;

interface Conflicts {
  /** Labelled rows that share all features with another one, and those of them where the answers differ. */
  readonly repeated: number;
  readonly conflicting: number;
  /** The best accuracy, or R², that any model of the features can have on these rows. */
  readonly ceiling: number;
}

/** The rows of each group of equal ones that has at least two, from `first` of each; rows marked 0 in `counts` are left out. */
function groupsOfSeveral(first: Uint32Array, counts: Uint8Array): Map<number, number[]> {
  const sizes = new Uint32Array(first.length);
  for (let row = 0; row < first.length; row++) if (counts[row] === 1) sizes[first[row]]++;
  const groups = new Map<number, number[]>();
  for (let row = 0; row < first.length; row++) {
    if (counts[row] === 0 || sizes[first[row]] < 2) continue;
    const known = groups.get(first[row]);
    if (known) known.push(row);
    else groups.set(first[row], [row]);
  }
  return groups;
}

function conflictsOf(cells: TargetValues, first: Uint32Array, labelled: number): Conflicts {
  const answers: ArrayLike<number> = cells.kind === 'classes' ? cells.codes : cells.values;
  const counts = Uint8Array.from(answers, (answer) => (cells.kind === 'classes' ? Number(answer >= 0) : Number(!Number.isNaN(answer))));
  let repeated = 0;
  let conflicting = 0;
  let wrong = 0;
  let within = 0;
  for (const rows of groupsOfSeveral(first, counts).values()) {
    repeated += rows.length;
    if (rows.every((row) => answers[row] === answers[rows[0]])) continue;
    conflicting += rows.length;
    const held = rows.map((row) => answers[row]);
    if (cells.kind === 'number') {
      within += variance(held, 0) * held.length;
      continue;
    }
    const perClass = new Map<number, number>();
    for (const answer of held) perClass.set(answer, (perClass.get(answer) ?? 0) + 1);
    wrong += rows.length - Math.max(...perClass.values());
  }
  if (cells.kind === 'classes') return { repeated, conflicting, ceiling: 1 - wrong / labelled };
  const total = variance(cells.values.filter((value) => !Number.isNaN(value)), 0) * labelled;
  return { repeated, conflicting, ceiling: total > 0 ? 1 - within / total : 1 };
}

/** Rows that are equal in every feature and differ in the target; `skip` names columns that are no feature. */
export function findConflicts(scene: Scene, skip: ReadonlySet<string>): Finding[] {
  const { problem, view, table, nRows } = scene;
  if (!problem || !view || view.labelledRows < fewestRows) return [];
  const features = inputColumns(scene).filter(({ name, kind }) => kind !== 'text' && !skip.has(name));
  // Where one column alone tells nearly all rows apart there is no need to compare them.
  const mostDistinct = features.reduce((most, { distinct }) => Math.max(most, distinct), 0);
  if (features.length === 0 || nRows - mostDistinct < leastConflicts * view.labelledRows) return [];
  const first = firstOfEqualRows(features.map(({ name }) => columnByName(table, name)));
  const { repeated, conflicting, ceiling } = conflictsOf(view.cells, first, view.labelledRows);
  if (ceiling > nearlyPerfect || conflicting < leastConflicts * view.labelledRows || repeated > mostRepeated * view.labelledRows) return [];
  const limit =
    problem.task === 'regression'
      ? `no model of these columns can explain more than ${percent(ceiling)} of the variation (R² ${ceiling.toFixed(3)})`
      : `no model of these columns can be right in more than ${percent(ceiling)} of these rows`;
  return [
    finding('conflicting-labels', problem.target, {
      severity: ceiling < lowCeiling ? 'warn' : 'info',
      title: `${counted(conflicting, 'row')} with equal features differ in ${problem.target}`,
      detail: `That is ${percent(conflicting / view.labelledRows)} of the rows, so ${limit}. Something that decides ${problem.target} is not among the columns, or it was written down wrongly. Measure a goal against that ceiling, not against perfection.`,
    }),
  ];
}

/** A place in the file that tells so much of the target is no accident; from the second on the file is sorted by it. */
const orderFrom = 0.25;
const sortedFrom = 0.9;

/** Whether where a row stands in the file tells its target. */
export function findRowOrder({ view, problem, nRows, table }: Scene): Finding[] {
  if (!view || !problem || view.labelledRows < fewestRows * 2) return [];
  const target = columnByName(table, problem.target);
  const places = Float64Array.from({ length: nRows }, (_, row) => row);
  const association = view.associationOf(groupsOfNumbers(places, places), places);
  if (!(association >= orderFrom)) return [];
  const measure = problem.task === 'regression' ? `R² ${association.toFixed(2)}` : `Gini ${association.toFixed(2)}`;
  const sorted = association >= sortedFrom;
  return [
    finding('row-order', target.name, {
      severity: 'info',
      title: sorted ? `The file is sorted by ${target.name}` : `Where a row stands in the file tells something of ${target.name}`,
      detail: `Its row number alone predicts ${target.name} with ${measure} over ${inDigits(view.labelledRows)} rows. ${sorted ? 'A random split does away with that' : 'If the order is that of time, let a column of dates order the rows; else a random split does away with it'}; a column that counts the rows, or was filled in along the file, would carry it into the model and must be left out.`,
    }),
  ];
}
