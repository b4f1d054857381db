import { median } from '../../stats/median.ts';
import { columnByName } from '../../table/table.ts';
import type { ColumnProfile, Finding, NumericSummary } from '../profile.ts';
import { addStep } from './disguised.ts';
import { finding, inputColumns, setRole, type Scene } from './scene.ts';
import { counted, inDigits, percent, named } from './wording.ts';

type Numbers = ColumnProfile & { readonly numeric: NumericSummary };

const skewedFrom = 2;
/** Numbers with fewer values are codes or counts of little, whose shape says nothing. */
const fewestValues = 10;
const zerosFrom = 0.5;
const nearlyAll = 0.99;
/** Beyond so many median absolute deviations a value is an error of unit or typing, in whatever distribution. */
const farMads = 1e6;
/** Where more values than this share lie so far out, the column spans many powers of ten and nothing in it is a slip. */
const mostFar = 0.05;
/** More columns than this share one finding. */
const mostEach = 3;

function numbersOf(scene: Scene, skip: ReadonlySet<string>): Numbers[] {
  return inputColumns(scene).filter((column): column is Numbers => column.kind === 'number' && column.numeric !== null && !skip.has(column.name));
}

const mostlyZeros = ({ numeric, count, distinct }: Numbers) => distinct >= fewestValues && numeric.zeros >= zerosFrom * count;

function skewed(scene: Scene, skip: ReadonlySet<string>): Finding[] {
  const columns = numbersOf(scene, skip).filter((column) => column.distinct >= fewestValues && Math.abs(column.numeric.skewness) > skewedFrom && !mostlyZeros(column));
  const why = 'Linear models and nets then spend themselves on the few extreme rows; trees do not mind. A logarithm brings them in.';
  const fixesFor = (names: readonly string[]) => [
    addStep({ kind: 'log1p', columns: names }, 'Take the logarithm', ['dense']),
    addStep({ kind: 'scale', columns: names, method: 'yeo-johnson' }, 'Straighten by Yeo-Johnson', ['dense']),
  ];
  if (columns.length > mostEach) {
    const names = columns.map(({ name }) => name);
    return [
      finding('skewed', null, {
        severity: 'info',
        title: `${counted(names.length, 'column')} are far from symmetrical`,
        detail: `${named(names)} have a skewness beyond ${skewedFrom}. ${why}`,
        fixes: fixesFor(names),
      }),
    ];
  }
  return columns.map(({ name, numeric }) =>
    finding('skewed', name, {
      severity: 'info',
      title: `${name} has a long ${numeric.skewness > 0 ? 'upper' : 'lower'} tail`,
      detail: `Its skewness is ${numeric.skewness.toFixed(1)}: half of the values lie ${numeric.skewness > 0 ? 'below' : 'above'} ${inDigits(Number(numeric.median.toPrecision(4)))}, the furthest is ${inDigits(Number((numeric.skewness > 0 ? numeric.max : numeric.min).toPrecision(4)))}. ${why}`,
      fixes: fixesFor([name]),
    }),
  );
}

function manyZeros(scene: Scene, skip: ReadonlySet<string>): Finding[] {
  const columns = numbersOf(scene, skip).filter((column) => mostlyZeros(column) && column.numeric.zeros < nearlyAll * column.count);
  const why = 'Whether there is an amount at all may tell more than how much; trees find that by themselves, linear models and nets see mostly the amount.';
  const fixesFor = (names: readonly string[]) => [addStep({ kind: 'log1p', columns: names }, 'Take the logarithm', ['dense'])];
  if (columns.length > mostEach) {
    const names = columns.map(({ name }) => name);
    return [
      finding('zeros', null, {
        severity: 'info',
        title: `${counted(names.length, 'column')} are mostly zeros`,
        detail: `${named(names)} are zero in at least half of their rows. ${why}`,
        fixes: fixesFor(names),
      }),
    ];
  }
  return columns.map(({ name, numeric, count }) =>
    finding('zeros', name, {
      severity: 'info',
      title: `${name} is ${percent(numeric.zeros / count)} zeros`,
      detail: `${counted(count - numeric.zeros, 'row has', 'rows have')} an amount. ${why}`,
      fixes: fixesFor([name]),
    }),
  );
}

function infinite(scene: Scene, skip: ReadonlySet<string>): Finding[] {
  return numbersOf(scene, skip)
    .filter(({ numeric }) => numeric.infinite > 0)
    .map(({ name, numeric }) =>
      finding('infinite', name, {
        severity: 'warn',
        title: `${counted(numeric.infinite, 'value', 'values')} of ${name} ${numeric.infinite === 1 ? 'is' : 'are'} infinite`,
        detail: 'They often come from a division by zero. No learner can count with them, so they are taken as missing; correct them where they came from if they mean something else.',
        fixes: [setRole(name, 'ignored', 'Leave it out')],
      }),
    );
}

interface FarValues {
  readonly count: number;
  readonly furthest: number;
  /** The range of the other values. */
  readonly least: number;
  readonly most: number;
}

function farValues({ table }: Scene, { name, numeric }: Numbers): FarValues | null {
  const column = columnByName(table, name);
  if (column.kind !== 'number') return null;
  const far = Math.max(numeric.max - numeric.median, numeric.median - numeric.min);
  // The deviation is at least the narrower quartile's: most columns are done with here, without being sorted again.
  const narrowest = Math.min(numeric.quantile75 - numeric.median, numeric.median - numeric.quantile25);
  if (far <= farMads * narrowest) return null;
  const finite = column.values.filter(Number.isFinite);
  const reach = farMads * median(finite.map((value) => Math.abs(value - numeric.median)));
  const beyond = finite.filter((value) => Math.abs(value - numeric.median) > reach);
  if (!(reach > 0) || beyond.length === 0 || beyond.length > mostFar * finite.length) return null;
  const rest = finite.filter((value) => Math.abs(value - numeric.median) <= reach);
  const ends = (least: number, value: number) => Math.min(least, value);
  const furthest = beyond.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most));
  return { count: beyond.length, furthest, least: rest.reduce(ends, Infinity), most: rest.reduce((most, value) => Math.max(most, value), -Infinity) };
}

function outliers(scene: Scene, skip: ReadonlySet<string>): Finding[] {
  const isTarget = (name: string) => scene.problem?.task === 'regression' && name === scene.problem.target;
  const columns = scene.columns.filter((column): column is Numbers => column.kind === 'number' && column.numeric !== null && !skip.has(column.name));
  return columns.flatMap((column) => {
    if (column.name === scene.problem?.target && !isTarget(column.name)) return [];
    const far = farValues(scene, column);
    if (!far) return [];
    const { name } = column;
    const range = `from ${inDigits(far.least)} to ${inDigits(far.most)}`;
    const target = isTarget(name);
    return [
      finding('outliers', name, {
        severity: target ? 'bad' : 'warn',
        title: `${counted(far.count, 'value', 'values')} of ${name} ${far.count === 1 ? 'lies' : 'lie'} beyond all others`,
        detail: `The furthest is ${inDigits(far.furthest)}, where the other values run ${range}: over a million times their usual distance from the middle, so most likely a slip or another unit. ${target ? `As the target it decides every squared error, and with it ${scene.problem?.metric === 'r2' ? 'R²' : 'what is learned'}.` : 'Scaled by it, all other rows look alike to linear models and nets.'}`,
        fixes: [
          target
            ? { action: 'add-row-filter', column: name, filter: { kind: 'number', column: name, atLeast: far.least, atMost: far.most }, label: `Learn from rows ${range} alone` }
            : addStep({ kind: 'clip', columns: [name], lower: 0.01, upper: 0.99 }, 'Bring them in to the 1% and 99% marks', ['dense']),
        ],
      }),
    ];
  });
}

function nearlyConstant(scene: Scene, skip: ReadonlySet<string>): Finding[] {
  return inputColumns(scene).flatMap((column) => {
    const { name, count, distinct, levels, numeric, association } = column;
    if (skip.has(name) || distinct < 2) return [];
    const most = levels?.[0]?.count ?? (numeric && column.kind === 'number' ? countOf(scene, name, numeric.median) : 0);
    // A rare value that tells the target is worth keeping.
    if (most < nearlyAll * count || (association ?? 0) >= 0.05) return [];
    return [
      finding('near-constant', name, {
        severity: 'info',
        title: `${name} is the same in ${percent(most / count)} of the rows`,
        detail: `Only ${counted(count - most, 'row differs', 'rows differ')}. That is little to learn from, and folds may hold none of them; it does no harm unless it is kept for a reason.`,
        fixes: [setRole(name, 'ignored', 'Leave it out')],
      }),
    ];
  });
}

function countOf({ table }: Scene, name: string, wanted: number): number {
  const column = columnByName(table, name);
  let count = 0;
  if (column.kind === 'number') for (const value of column.values) if (value === wanted) count++;
  return count;
}

/**
 * Columns of numbers whose shape matters to some learners, and columns that hardly vary; `skip` names those set aside,
 * `coded` those whose shape is that of a code among the numbers.
 */
export function findInDistributions(scene: Scene, skip: ReadonlySet<string>, coded: ReadonlySet<string>): Finding[] {
  const far = outliers(scene, new Set([...skip, ...coded]));
  const bent = new Set([...skip, ...coded, ...far.flatMap(({ column }) => column ?? [])]);
  return [...far, ...infinite(scene, skip), ...skewed(scene, bent), ...manyZeros(scene, skip), ...nearlyConstant(scene, skip)];
}
