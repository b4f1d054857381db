import type { NetProjection } from '../core/math/control.ts';
import type { ProblemDefinition } from '../core/problem/problem.ts';
import type { ChartSeries, ChartView, PointShape } from './evaluation-chart-view.ts';
import { formatInteger, formatNumber, formatPercent } from './format.ts';

/** Classes with a colour and a shape of their own; the rarest of more share the last. */
const mostClasses = 8;
const shapes: readonly PointShape[] = ['circle', 'triangle', 'rect', 'rectRot', 'star', 'crossRot', 'rectRounded', 'cross'];
/** Into how many equally large groups rows are put by the value of a numeric target. */
const nGroups = 5;

type Asked = Pick<ProblemDefinition, 'task' | 'target' | 'classes'>;

interface Group {
  readonly label: string;
  readonly rows: readonly number[];
}

/** The rows by class, in the order of the classes; of more than there are colours for, the rarest together at the end. */
function byClass({ targets }: NetProjection, classes: readonly string[]): Group[] {
  const groups = classes.map((label, code) => ({ label, rows: [...targets.keys()].filter((row) => targets[row] === code) })).filter(({ rows }) => rows.length > 0);
  if (groups.length <= mostClasses) return groups;
  const common = new Set([...groups].sort((a, b) => b.rows.length - a.rows.length).slice(0, mostClasses - 1));
  const others = groups.filter((group) => !common.has(group));
  return [...groups.filter((group) => common.has(group)), { label: `${formatInteger(others.length)} other classes`, rows: others.flatMap(({ rows }) => rows) }];
}

/** The rows in fifths by the target's value, lowest first; equal values stay together. */
function byValue({ targets }: NetProjection): Group[] {
  const order = [...targets.keys()].sort((a, b) => targets[a] - targets[b]);
  const cuts = Array.from({ length: nGroups - 1 }, (_, at) => targets[order[Math.floor(((at + 1) * order.length) / nGroups)]]);
  const groups = Array.from({ length: nGroups }, () => [] as number[]);
  for (const row of order) groups[cuts.filter((cut) => targets[row] >= cut).length].push(row);
  return groups
    .filter((rows) => rows.length > 0)
    .map((rows) => {
      const [low, high] = [targets[rows[0]], targets[rows[rows.length - 1]]];
      return { rows, label: low === high ? formatNumber(low, 3) : `${formatNumber(low, 3)} to ${formatNumber(high, 3)}` };
    });
}

/** Share of the rows that lie nearest to the middle of their own group. */
function nearestOwn({ x, y }: NetProjection, groups: readonly Group[]): number {
  const mean = (values: Float32Array, rows: readonly number[]) => rows.reduce((sum, row) => sum + values[row], 0) / rows.length;
  const middles = groups.map(({ rows }) => ({ x: mean(x, rows), y: mean(y, rows) }));
  const distance = (row: number, middle: { readonly x: number; readonly y: number }) => (x[row] - middle.x) ** 2 + (y[row] - middle.y) ** 2;
  const own = groups.flatMap(({ rows }, g) => rows.filter((row) => middles.every((middle, other) => other === g || distance(row, middles[g]) <= distance(row, middle))));
  return own.length / Math.max(1, groups.reduce((sum, { rows }) => sum + rows.length, 0));
}

/** R² of the plane of least squares over the two components; NaN where the target does not vary. */
function planeFit({ x, y, targets }: NetProjection): number {
  const n = targets.length;
  const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / n;
  const [meanX, meanY, meanT] = [mean(x), mean(y), mean(targets)];
  const sums = { xx: 0, yy: 0, tt: 0, xt: 0, yt: 0, xy: 0 };
  for (let row = 0; row < n; row++) {
    const [dx, dy, dt] = [x[row] - meanX, y[row] - meanY, targets[row] - meanT];
    sums.xx += dx * dx;
    sums.yy += dy * dy;
    sums.tt += dt * dt;
    sums.xy += dx * dy;
    sums.xt += dx * dt;
    sums.yt += dy * dt;
  }
  const { xx, yy, tt, xt, yt, xy } = sums;
  const determinant = xx * yy - xy * xy;
  // All on one line: the first component says it all.
  if (determinant <= 1e-12 * xx * yy) return xx > 0 ? (xt * xt) / xx / tt : tt > 0 ? 0 : NaN;
  return (xt * (yy * xt - xy * yt) + yt * (xx * yt - xy * xt)) / determinant / tt;
}

function seriesOf({ x, y, targets }: NetProjection, groups: readonly Group[], { task, target }: Asked): ChartSeries[] {
  const numbers = task === 'regression';
  return groups.map(({ label, rows }, at): ChartSeries => ({
    label,
    draw: 'points',
    tone: 'main',
    colour: numbers ? { shade: groups.length > 1 ? at / (groups.length - 1) : 1 } : { hue: at + 1 },
    shape: numbers ? 'circle' : shapes[at],
    points: rows.map((row) => ({
      x: x[row],
      y: y[row],
      size: numbers ? 2.4 + 0.4 * at : at === 0 ? 3 : 4,
      note: [numbers ? `${target} ${formatNumber(targets[row], 4)}` : `${target} ${label}`, `first ${formatNumber(x[row], 3)}, second ${formatNumber(y[row], 3)}`],
    })),
  }));
}

/**
 * Some rows as the last hidden layer sees them, coloured by class or by the target's value; null where fewer than three rows or no finite
 * place is known.
 */
export function projectionView(projection: NetProjection | null, problem: Asked): ChartView | null {
  if (!projection || projection.targets.length < 3 || ![...projection.x, ...projection.y].every(Number.isFinite)) return null;
  const numbers = problem.task === 'regression';
  const groups = numbers ? byValue(projection) : byClass(projection, problem.classes);
  if (groups.length === 0) return null;
  const { targets, x, y, explained } = projection;
  const fit = numbers ? planeFit(projection) : nearestOwn(projection, groups);
  const apart = numbers
    ? Number.isFinite(fit) ? ` A plane over them follows ${problem.target} with R² ${formatNumber(fit, 2)}.` : ''
    : groups.length > 1 ? ` ${formatPercent(fit)} of the rows lie nearest to the middle of their own class.` : '';
  const valueOf = (row: number) => (numbers ? formatNumber(targets[row], 6) : (problem.classes[targets[row]] ?? ''));
  return {
    title: numbers ? 'Has it put the rows in order?' : 'Does it tell the classes apart?',
    reading: `The last hidden layer on its first two principal components, which hold ${formatPercent(explained)} of its variance.${apart}`,
    fileName: 'last-hidden-layer',
    x: { label: 'first principal component', format: 'number' },
    y: { label: 'second principal component', format: 'number' },
    series: seriesOf(projection, groups, problem),
    key: numbers ? problem.target : `${problem.target}, class`,
    table: {
      columns: ['first principal component', 'second principal component', problem.target],
      rows: [...targets.keys()].map((row) => [formatNumber(x[row], 5), formatNumber(y[row], 5), valueOf(row)]),
    },
  };
}
