import type { CurvePoint } from '../core/math/control.ts';
import type { ChartView } from './evaluation-chart-view.ts';
import { formatInteger, formatNumber } from './format.ts';

type RatedPoint = CurvePoint & { readonly rate: number };

const mostDrawn = 300;

function rated(points: readonly CurvePoint[]): RatedPoint[] {
  return points.filter((point): point is RatedPoint => point.rate !== undefined && Number.isFinite(point.rate));
}

/** "Learning rate 0.002 throughout."; empty where it is not known or changes. */
export function constantRate(points: readonly CurvePoint[]): string {
  const [first, ...others] = rated(points);
  return first !== undefined && others.length > 0 && others.every(({ rate }) => rate === first.rate) ? `Learning rate ${formatNumber(first.rate, 3)} throughout.` : '';
}

/** The learning rate by step, on the steps of the learning curve; null where it is not known or stays the same. */
export function learningRateView(points: readonly CurvePoint[]): ChartView | null {
  const known = rated(points);
  if (known.length < 2 || constantRate(points) !== '') return null;
  const every = Math.ceil(known.length / mostDrawn);
  const drawn = known.filter((_, at) => at % every === 0 || at === known.length - 1);
  const last = known[known.length - 1];
  const most = Math.max(...known.map(({ rate }) => rate));
  return {
    title: 'How far does each step go?',
    reading: `Learning rate ${formatNumber(last.rate, 2)} at step ${formatInteger(last.step)}; ${formatNumber(most, 2)} at most.`,
    fileName: 'learning-rate',
    x: { label: 'step', format: 'count', min: points[0].step, max: points[points.length - 1].step },
    y: { label: 'learning rate', format: 'number', min: 0 },
    series: [{ label: 'learning rate', draw: 'line', tone: 'second', points: drawn.map(({ step, rate }) => ({ x: step, y: rate, note: [`Step ${formatInteger(step)}`, `learning rate ${formatNumber(rate, 3)}`] })), directLabel: 'rate' }],
    table: { columns: ['step', 'learning rate'], rows: drawn.map(({ step, rate }) => [formatInteger(step), formatNumber(rate, 6)]) },
  };
}
