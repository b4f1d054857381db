import type { Estimate } from '../core/metrics/metric.ts';
import { formatDecimals, formatNumber } from './format.ts';

/** A value with its interval on an axis: places in [0, 1], or the side on which it lies beyond the axis. */
export type Mark =
  | { readonly kind: 'on'; readonly at: number; readonly lower: number; readonly upper: number }
  | { readonly kind: 'off'; readonly side: 'left' | 'right' };

export interface Scale {
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
}

const widest = 1e15;

function niceStep(span: number, count: number): number {
  const rough = span / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((step) => step * power >= rough) ?? 10;
  return factor * power;
}

/** The least span of round steps, at most five or so, that holds the finite values; [0, 1] where there are none. */
export function niceBounds(values: readonly number[]): { readonly min: number; readonly max: number } {
  let min = Infinity;
  let max = -Infinity;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (min > max) return { min: 0, max: 1 };
  const step = niceStep(max - min || Math.abs(max) * 0.1 || 1, 4);
  return { min: Math.floor(min / step + 1e-9) * step, max: Math.ceil(max / step - 1e-9) * step };
}

/** The largest round step that puts at least three ticks between `min` and `max`. */
function tickStep(min: number, max: number): number {
  const steps = [4, 6, 8, 10].map((count) => niceStep(max - min, count));
  return steps.find((step) => Math.floor(max / step) - Math.ceil(min / step) >= 2) ?? steps[steps.length - 1];
}

/** An axis over the given values with three to six round ticks; [0, 1] where there are none. */
export function scaleOver(values: readonly number[]): Scale {
  const finite = values.filter((value) => Number.isFinite(value) && Math.abs(value) < widest);
  let min = Math.min(...finite);
  let max = Math.max(...finite);
  if (finite.length === 0) [min, max] = [0, 1];
  const pad = max > min ? (max - min) * 0.06 : Math.max(Math.abs(max) * 0.05, 1e-6);
  min -= pad;
  max += pad;
  return scaleFrom(min, max);
}

/** An axis from `min` to `max`, which are its ends, with three to six round ticks. */
export function scaleFrom(min: number, max: number): Scale {
  const step = tickStep(min, max);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const ticks = [];
  for (let value = Math.ceil(min / step) * step; value <= max; value += step) {
    const label = Math.abs(value) >= 10_000 ? formatNumber(value, 3) : formatDecimals(value, Math.min(decimals, 6));
    ticks.push({ at: (value - min) / (max - min), label });
  }
  return { min, max, ticks };
}

/** The place of `value` on `scale`, in [0, 1], or null where it lies beyond it. */
export function placeOn(scale: Scale, value: number): number | null {
  const at = (value - scale.min) / (scale.max - scale.min);
  return at >= 0 && at <= 1 ? at : null;
}

/** The estimate's dot and whisker on `scale`; whiskers end at the axis' ends; null where the value is not a number. */
export function markOn(scale: Scale, estimate: Estimate): Mark | null {
  if (Number.isNaN(estimate.value)) return null;
  const at = placeOn(scale, estimate.value);
  if (at === null) return { kind: 'off', side: estimate.value < scale.min ? 'left' : 'right' };
  const end = (value: number) => (Number.isNaN(value) ? at : Math.min(1, Math.max(0, (value - scale.min) / (scale.max - scale.min))));
  return { kind: 'on', at, lower: end(estimate.lower), upper: end(estimate.upper) };
}
