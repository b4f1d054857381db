import type { ChartAxis } from './evaluation-chart-view.ts';
import { formatCompact, formatInteger, formatNumber } from './format.ts';

/** "2e-5": short enough for an axis. */
function shortPower(value: number): string {
  const [mantissa, exponent] = value.toExponential(1).split('e');
  return `${mantissa.replace(/\.0$/, '')}e${exponent}`.replace('-', value < 0 ? '−' : '-');
}

/** How `value` is written on `axis`; empty between the categories of a category axis. */
export function formatAxis(value: number, axis: ChartAxis): string {
  switch (axis.format) {
    case 'share':
      return formatNumber(value, 3);
    case 'count':
      return Number.isInteger(value) ? (Math.abs(value) >= 10_000 ? formatCompact(value) : formatInteger(value)) : '';
    case 'category':
      return Number.isInteger(value) ? (axis.categories?.[value] ?? '') : '';
    case 'number':
      if (value !== 0 && Math.abs(value) < 1e-3) return shortPower(value);
      return Math.abs(value) >= 10_000 ? formatCompact(value) : formatNumber(value, 3);
  }
}
