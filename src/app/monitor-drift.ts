import type { BatchCheck, ColumnDrift, ContractViolation } from '../core/monitoring/monitoring.ts';
import { formatDecimals, formatPercent } from './format.ts';

export interface DriftRow {
  readonly column: string;
  readonly status: 'drifted' | 'steady';
  readonly statusLabel: string;
  readonly effect: string;
  /** Length of the bar and place of the null band's end on it, in [0, 1]. */
  readonly effectAt: number;
  readonly bandAt: number;
  readonly bandLabel: string;
  readonly measure: string;
  readonly missing: string;
}

const measures: Readonly<Record<ColumnDrift['measure'], string>> = {
  wasserstein: 'Wasserstein distance, in reference deviations',
  'jensen-shannon': 'Jensen-Shannon distance, 0 to 1',
};
const leastEffect = 0.1;

function missingNote({ missingShare: { reference, current } }: ColumnDrift): string {
  if (Math.abs(reference - current) < 0.005) return current > 0 ? formatPercent(current) : '–';
  return `${formatPercent(reference)} → ${formatPercent(current)}`;
}

/** Scales effects to bars that all share one length: the largest effect, and never less than 0.4. */
export function driftRows(drift: readonly ColumnDrift[]): DriftRow[] {
  const longest = Math.max(0.4, ...drift.map(({ effect }) => (Number.isFinite(effect) ? effect : 0)));
  const place = (value: number) => (Number.isFinite(value) ? Math.min(1, Math.max(0, value / longest)) : 0);
  return drift.map((column) => ({
    column: column.column,
    status: column.drifted ? 'drifted' : 'steady',
    statusLabel: column.drifted ? 'changed' : column.effect > column.nullBand && column.effect > leastEffect ? 'near the band' : 'within the usual band',
    effect: formatDecimals(column.effect, 2),
    effectAt: place(column.effect),
    bandAt: place(Math.max(leastEffect, column.nullBand)),
    bandLabel: `95% of batches of this size stay below ${formatDecimals(column.nullBand, 2)}; under 0.10 is not called a change`,
    measure: measures[column.measure],
    missing: missingNote(column),
  }));
}

export interface ViolationRow {
  readonly severity: 'bad' | 'warn';
  readonly title: string;
  readonly detail: string;
}

const violationTitles: Readonly<Record<ContractViolation['kind'], (column: string) => string>> = {
  absent: (column) => `${column} is not in the file`,
  contradictions: (column) => `${column} holds cells of another kind`,
  'new-levels': (column) => `${column} has labels it never had`,
  'out-of-range': (column) => `${column} goes beyond what training saw`,
  'more-missing': (column) => `${column} is missing more often`,
  'training-rows': () => 'Rows of the file were learned from',
};

/** The broken parts of the input contract, worst first. */
export function violationRows({ violations }: BatchCheck): ViolationRow[] {
  return [...violations]
    .sort((a, b) => Number(b.severity === 'bad') - Number(a.severity === 'bad'))
    .map(({ column, kind, severity, detail }) => ({ severity, title: violationTitles[kind](column), detail }));
}
