import type { ModelPicture } from '../core/estimators/model-picture.ts';
import type { ProblemDefinition } from '../core/problem/problem.ts';
import type { ChartTable } from './evaluation-chart-view.ts';
import { className, formatCount, formatDecimals, formatInteger, formatNumber, scoreDecimals } from './format.ts';

type CoefficientPicture = Extract<ModelPicture, { readonly kind: 'coefficients' }>;

/** A value to either side of zero; places in [0, 1] along a scale that all bars share. */
export interface SignedBar {
  readonly key: string;
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly sign: 'up' | 'down' | 'none';
  /** "+0.42", "−1.3". */
  readonly text: string;
  readonly note: string;
}

export interface SignedBarsView {
  readonly title: string;
  readonly reading: string;
  readonly fileName: string;
  /** What is measured along the bars, with its unit. */
  readonly axis: string;
  readonly zeroAt: number;
  readonly bars: readonly SignedBar[];
  readonly table: ChartTable;
}

/** A number with its sign, with as many decimals as suit the largest beside it. */
export function signed(value: number, largest: number): string {
  if (Math.abs(value) >= 1e9) return formatNumber(value, 4);
  const text = formatDecimals(value, Math.max(0, scoreDecimals(largest) - (largest >= 0.1 ? 1 : 0)));
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** Bars to either side of zero, on the least scale that holds them all; `[low, high]` widens it. */
export function signedBars(items: readonly { readonly label: string; readonly value: number; readonly note: string }[], [low, high] = [0, 0]): { readonly zeroAt: number; readonly bars: SignedBar[] } {
  const values = items.map(({ value }) => value);
  const least = Math.min(0, low, ...values);
  const range = Math.max(0, high, ...values) - least || 1;
  const largest = Math.max(0, ...values.map(Math.abs));
  const place = (value: number) => (value - least) / range;
  const bars = items.map(({ label, value, note }, at): SignedBar => ({
    key: `${at} ${label}`,
    label,
    from: place(Math.min(0, value)),
    to: place(Math.max(0, value)),
    sign: value > 0 ? 'up' : value < 0 ? 'down' : 'none',
    text: signed(value, largest),
    note,
  }));
  return { zeroAt: place(0), bars };
}

/** What the score of an output is measured in: "log-odds of yes", or the target itself. */
export function scoreUnit(output: string, { target }: Pick<ProblemDefinition, 'target'>): string {
  return output === '' ? target : `log-odds of ${className(output)}`;
}

/** The coefficients of one output, strongest first. */
export function coefficientsView({ outputs, intercepts, features }: CoefficientPicture, output: number, problem: Pick<ProblemDefinition, 'target'>): SignedBarsView {
  const unit = scoreUnit(outputs[output] ?? '', problem);
  const sorted = [...features].sort((a, b) => Math.abs(b.coefficients[output] ?? 0) - Math.abs(a.coefficients[output] ?? 0));
  const largest = Math.abs(sorted[0]?.coefficients[output] ?? 0);
  const items = sorted.map(({ feature, coefficients }) => ({
    label: feature,
    value: coefficients[output] ?? 0,
    note: `One more of ${feature}: ${signed(coefficients[output] ?? 0, largest)} in ${unit}`,
  }));
  const idle = items.filter(({ value }) => value === 0).length;
  const [first] = items;
  const strongest = first && first.value !== 0 ? `${first.label} pushes most, ${first.value > 0 ? 'up' : 'down'}` : 'no feature pushes';
  return {
    title: 'Which way does each feature push?',
    reading: `Change in ${unit} for one unit of what the recipe makes of a column (scaled numbers; 1 for a level); ${strongest}${idle > 0 && idle < items.length ? `, ${formatCount(idle, 'feature')} not at all` : ''}. It starts from ${formatNumber(intercepts[output], 3)}.`,
    fileName: 'coefficients',
    axis: `change in ${unit}`,
    ...signedBars(items),
    table: {
      columns: ['feature', ...outputs.map((label) => `coefficient${label ? `, ${label}` : ''}`)],
      rows: [['(start)', ...intercepts.map((value) => formatNumber(value, 8))], ...features.map(({ feature, coefficients }) => [feature, ...coefficients.map((value) => formatNumber(value, 8))])],
    },
  };
}

/** "Show all 42", or "Show the first 8 alone". */
export function moreLabel(open: boolean, total: number, first: number): string {
  return open ? `Show the first ${formatInteger(first)} alone` : `Show all ${formatInteger(total)}`;
}
