import type { ModelPicture, PicturedPair, PicturedShape } from '../core/estimators/model-picture.ts';
import type { ProblemDefinition } from '../core/problem/problem.ts';
import type { ChartTable } from './evaluation-chart-view.ts';
import { className, formatCount, formatNumber, formatPercent } from './format.ts';
import { scoreUnit, signed, signedBars, type SignedBarsView } from './inside-bars.ts';
import { scaleFrom, scaleOver, type Scale } from './model-scale.ts';

type ShapesPicture = Extract<ModelPicture, { readonly kind: 'shapes' }>;

/** One piece of a step line; places in [0, 1], y upwards. */
export interface ShapeStep {
  readonly from: number;
  readonly to: number;
  readonly y: number;
  /** Height of the bar of rows beneath, in [0, 1]. */
  readonly rows: number;
  readonly note: string;
}

/** How one numeric feature moves the score. */
export interface CurveView {
  readonly draw: 'curve';
  readonly key: string;
  readonly title: string;
  readonly reading: string;
  readonly fileName: string;
  readonly x: Scale;
  readonly y: Scale;
  readonly xLabel: string;
  readonly yLabel: string;
  /** Where nothing is added, on y. */
  readonly zeroAt: number;
  readonly steps: readonly ShapeStep[];
  /** What is added where the value is missing; null where no training row had none. */
  readonly missing: { readonly y: number; readonly text: string } | null;
  readonly table: ChartTable;
}

/** How one feature of levels moves the score. */
export type LevelsView = SignedBarsView & { readonly draw: 'levels'; readonly key: string };
export type ShapeView = CurveView | LevelsView;

export interface PairCell {
  readonly text: string;
  /** In [-1, 1], for its colour. */
  readonly share: number;
  readonly note: string;
}

/** How two features move the score together. */
export interface PairMapView {
  readonly key: string;
  readonly title: string;
  readonly reading: string;
  readonly fileName: string;
  readonly first: string;
  readonly second: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly label: string; readonly cells: readonly PairCell[] }[];
  readonly table: ChartTable;
}

/** Rows beyond this share at either end do not stretch the axis. */
const tailShare = 0.005;

/** The ends of the axis: all of it, unless a few rows at an end would take more than half. */
function axisOf(x: readonly number[], rows: readonly number[]): readonly [low: number, high: number] {
  const total = rows.reduce((sum, count) => sum + count, 0);
  let first = 0;
  let last = rows.length - 1;
  for (let below = rows[first]; first < last && below <= tailShare * total; below += rows[first]) first++;
  for (let above = rows[last]; last > first && above <= tailShare * total; above += rows[last]) last--;
  const [full, core] = [x[x.length - 1] - x[0], x[last + 1] - x[first]];
  return core < full / 2 ? [x[first], x[last + 1]] : [x[0], x[x.length - 1]];
}

const fileNameOf = (feature: string) => `shape-${feature.replace(/[^\p{L}\p{N}_-]+/gu, '-')}`;
const titleOf = (feature: string, unit: string) => `How does ${feature} move ${unit.startsWith('log-odds of ') ? `the ${unit}` : unit}?`;

/** Ends of a common scale for what every feature of an output adds. */
function heights({ shapes }: ShapesPicture, output: number): Scale {
  return scaleOver([0, ...shapes.flatMap(({ y, missing }) => [...y[output], ...(missing ? [missing[output]] : [])])]);
}

function curveView(shape: PicturedShape, edges: readonly number[], output: number, unit: string, y: Scale): CurveView {
  const values = shape.y[output];
  const [low, high] = axisOf(edges, shape.rows);
  const largest = Math.max(Math.abs(y.min), Math.abs(y.max));
  const x = scaleFrom(low, high > low ? high : low + 1);
  const atX = (value: number) => Math.min(1, Math.max(0, (value - x.min) / (x.max - x.min)));
  const atY = (value: number) => (value - y.min) / (y.max - y.min);
  const range = (at: number) => `${formatNumber(edges[at])} to ${formatNumber(edges[at + 1])}`;
  const mostRows = Math.max(1, ...shape.rows.filter((_, at) => edges[at + 1] > low && edges[at] < high));
  const added = (value: number) => `${signed(value, largest)} in ${unit}`;
  const [most, least] = [values.indexOf(Math.max(...values)), values.indexOf(Math.min(...values))];
  const cut = low > edges[0] || high < edges[edges.length - 1];
  const missing = shape.missing?.[output];
  return {
    draw: 'curve',
    key: shape.feature,
    title: titleOf(shape.feature, unit),
    reading: `${signed(values[least], largest)} at ${range(least)}, ${signed(values[most], largest)} at ${range(most)}.${cut ? ` Few rows lie beyond ${formatNumber(low)} to ${formatNumber(high)}; they are in the table.` : ''}`,
    fileName: fileNameOf(shape.feature),
    x,
    y,
    xLabel: `${shape.feature}, with how many rows below`,
    yLabel: `added to ${unit}`,
    zeroAt: atY(0),
    steps: values.flatMap((value, at) => {
      const [from, to] = [atX(edges[at]), atX(edges[at + 1])];
      if (to <= from) return [];
      return [{ from, to, y: atY(value), rows: shape.rows[at] / mostRows, note: `${shape.feature} ${range(at)}: ${added(value)}, ${formatCount(Math.round(shape.rows[at]), 'row')}` }];
    }),
    missing: missing === undefined ? null : { y: atY(missing), text: `missing ${signed(missing, largest)}` },
    table: {
      columns: ['from', 'to', `added to ${unit}`, 'rows'],
      rows: [
        ...values.map((value, at) => [formatNumber(edges[at], 8), formatNumber(edges[at + 1], 8), formatNumber(value, 6), formatNumber(shape.rows[at], 8)]),
        ...(missing === undefined ? [] : [['missing', '', formatNumber(missing, 6), '']]),
      ],
    },
  };
}

function levelsView(shape: PicturedShape, levels: readonly string[], output: number, unit: string, y: Scale): LevelsView {
  const missing = shape.missing?.[output];
  const largest = Math.max(Math.abs(y.min), Math.abs(y.max));
  const items = [
    ...levels.map((level, at) => ({ label: level, value: shape.y[output][at], rows: formatCount(Math.round(shape.rows[at]), 'row') })),
    ...(missing === undefined ? [] : [{ label: 'missing', value: missing, rows: '' }]),
  ].sort((a, b) => b.value - a.value);
  const [top, bottom] = [items[0], items[items.length - 1]];
  return {
    draw: 'levels',
    key: shape.feature,
    title: titleOf(shape.feature, unit),
    reading: top ? `${signed(bottom.value, largest)} for ${className(bottom.label)}, ${signed(top.value, largest)} for ${className(top.label)}.` : 'No level was seen.',
    fileName: fileNameOf(shape.feature),
    axis: `added to ${unit}`,
    ...signedBars(
      items.map(({ label, value, rows }) => ({ label, value, note: `${label}: ${signed(value, largest)} in ${unit}${rows && `, ${rows}`}` })),
      [y.min, y.max],
    ),
    table: { columns: [shape.feature, `added to ${unit}`, 'rows'], rows: items.map(({ label, value, rows }) => [label, formatNumber(value, 6), rows.replace(/ .*/, '')]) },
  };
}

/** What each feature adds to one output's score, the most important first, all on one scale. */
export function shapeViews(picture: ShapesPicture, output: number, problem: Pick<ProblemDefinition, 'target'>): ShapeView[] {
  const unit = scoreUnit(picture.outputs[output] ?? '', problem);
  const y = heights(picture, output);
  return [...picture.shapes]
    .sort((a, b) => b.importance - a.importance)
    .map((shape) => (shape.curve.kind === 'numeric' ? curveView(shape, shape.curve.x, output, unit, y) : levelsView(shape, shape.curve.levels, output, unit, y)));
}

/** "All starts from −1.2; age matters most. 14 features and 3 pairs are added up." */
export function shapesReading(picture: ShapesPicture, output: number, problem: Pick<ProblemDefinition, 'target'>): string {
  const { shapes, pairs, base, outputs } = picture;
  const sorted = [...shapes].sort((a, b) => b.importance - a.importance);
  const total = [...shapes, ...pairs].reduce((sum, { importance }) => sum + importance, 0);
  const share = sorted[0] && total > 0 ? ` ${sorted[0].feature} makes up ${formatPercent(sorted[0].importance / total)} of what moves it.` : '';
  const together = pairs.length > 0 ? ` and what ${formatCount(pairs.length, 'pair')} of them ${pairs.length === 1 ? 'adds' : 'add'} together` : '';
  return `The answer is a sum: ${formatNumber(base[output], 3)} in ${scoreUnit(outputs[output] ?? '', problem)}, and what each of ${formatCount(shapes.length, 'feature')} adds${together}.${share}`;
}

function pairView({ first, second, firstPieces, secondPieces, grid }: PicturedPair, output: number, unit: string): PairMapView {
  const values = grid[output];
  const largest = Math.max(1e-12, ...values.flat().map(Math.abs));
  let strongest: readonly [row: number, column: number] = [0, 0];
  values.forEach((row, i) => row.forEach((value, j) => void (Math.abs(value) > Math.abs(values[strongest[0]][strongest[1]]) && (strongest = [i, j]))));
  const [row, column] = strongest;
  return {
    key: `${first} ${second}`,
    title: `What do ${first} and ${second} do together?`,
    reading: `Beside what each adds alone: most, ${signed(values[row]?.[column] ?? 0, largest)} in ${unit}, where ${first} is ${firstPieces[row]} and ${second} is ${secondPieces[column]}.`,
    fileName: `pair-${fileNameOf(first)}-${fileNameOf(second)}`,
    first,
    second,
    columns: secondPieces,
    rows: firstPieces.map((label, i) => ({
      label,
      cells: secondPieces.map((other, j) => ({
        text: signed(values[i][j], largest),
        share: values[i][j] / largest,
        note: `${first} ${label}, ${second} ${other}: ${signed(values[i][j], largest)} in ${unit}`,
      })),
    })),
    table: { columns: [first, ...secondPieces], rows: firstPieces.map((label, i) => [label, ...values[i].map((value) => formatNumber(value, 6))]) },
  };
}

/** What pairs of features add to one output's score, the most important first. */
export function pairViews({ pairs, outputs }: ShapesPicture, output: number, problem: Pick<ProblemDefinition, 'target'>): PairMapView[] {
  const unit = scoreUnit(outputs[output] ?? '', problem);
  return [...pairs].sort((a, b) => b.importance - a.importance).map((pair) => pairView(pair, output, unit));
}

/** How many shapes are drawn until all are asked for. */
export const firstShapes = 8;

/** The outputs by name, for a picker; empty where there is one. */
export function outputChoices(outputs: readonly string[]): { readonly value: string; readonly label: string }[] {
  return outputs.length < 2 ? [] : outputs.map((label, at) => ({ value: String(at), label }));
}
