import type { ChartAxis } from './evaluation-chart-view.ts';
import { formatCompact, formatInteger, formatNumber } from './format.ts';

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
      return Math.abs(value) >= 10_000 ? formatCompact(value) : formatNumber(value, 3);
  }
}
