import { missingShare } from '../core/profile/missing-share.ts';
import type { ColumnProfile } from '../core/profile/profile.ts';
import type { ColumnRole, ProblemDefinition } from '../core/problem/problem.ts';
import type { ColumnKind } from '../core/table/table.ts';
import { findingChips, type OpenFinding } from './data-findings.ts';
import { histogramSpark, levelSpark, type Spark } from './data-spark.ts';
import { formatCompact, formatDecimals, formatInteger, formatPercent } from './format.ts';
import { formatInstant } from './format-units.ts';

export const sparkWidth = 136;
export const sparkHeight = 30;

export const kindOptions: readonly { readonly value: ColumnKind; readonly label: string; readonly glyph: string }[] = [
  { value: 'number', label: 'Number', glyph: '#' },
  { value: 'category', label: 'Category', glyph: 'Aa' },
  { value: 'datetime', label: 'Date and time', glyph: '◷' },
  { value: 'text', label: 'Text', glyph: '¶' },
];

export const roleOptions: readonly { readonly value: ColumnRole; readonly label: string }[] = [
  { value: 'feature', label: 'Feature' },
  { value: 'target', label: 'Target' },
  { value: 'identifier', label: 'Identifier' },
  { value: 'group', label: 'Group' },
  { value: 'time', label: 'Time' },
  { value: 'ignored', label: 'Left out' },
];

export interface LedgerChip {
  readonly text: string;
  readonly tone: 'bad' | 'warn' | 'info';
  readonly title: string;
}

/** One line of the column ledger. */
export interface LedgerRow {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly glyph: string;
  readonly role: ColumnRole;
  readonly spark: Spark | null;
  /** Smallest, middle and largest value; null for labels. */
  readonly range: readonly [string, string, string] | null;
  /** "16 levels"; null for numbers. */
  readonly levels: string | null;
  readonly missing: { readonly share: number; readonly text: string } | null;
  readonly association: { readonly share: number; readonly text: string } | null;
  readonly chips: readonly LedgerChip[];
  readonly profile: ColumnProfile;
}

function spark(column: ColumnProfile): Spark | null {
  if (column.numeric) return histogramSpark(column.numeric.histogram, sparkWidth, sparkHeight);
  if (column.levels && column.levels.length > 0) return levelSpark(column.levels, column.count, sparkWidth);
  return null;
}

/** Over a longer span, days say nothing that months do not. */
const monthsMs = 60 * 86_400_000;

function range({ numeric, kind }: ColumnProfile): readonly [string, string, string] | null {
  if (!numeric) return null;
  const { min, median, max } = numeric;
  return kind === 'datetime'
    ? [min, median, max].map((at) => formatInstant(at).slice(0, max - min > monthsMs ? 7 : 10)) as [string, string, string]
    : [formatCompact(min), formatCompact(median), formatCompact(max)];
}

function levelsText({ kind, distinct, numeric }: ColumnProfile): string | null {
  if (numeric) return null;
  if (distinct === 0) return 'empty';
  const what = kind === 'text' ? 'text' : 'level';
  return `${formatInteger(distinct)} ${what}${distinct === 1 ? '' : 's'}`;
}

function chips(column: ColumnProfile, findings: readonly OpenFinding[]): LedgerChip[] {
  const found = findings.map(({ kind, severity, settled, title }): LedgerChip => ({
    text: findingChips[kind],
    tone: settled === null ? severity : 'info',
    title,
  }));
  const { numeric, count } = column;
  const zeros = numeric && column.kind === 'number' && count > 0 ? numeric.zeros / count : 0;
  if (zeros > 0.5) found.push({ text: `${formatPercent(zeros)} zeros`, tone: 'info', title: 'More than half of the values are zero' });
  return found;
}

/** The ledger's lines, in the file's order. */
export function ledgerRows(columns: readonly ColumnProfile[], problem: ProblemDefinition | null, findings: readonly OpenFinding[]): LedgerRow[] {
  const byColumn = new Map<string, OpenFinding[]>();
  for (const finding of findings) {
    if (finding.column !== null) byColumn.set(finding.column, [...(byColumn.get(finding.column) ?? []), finding]);
  }
  return columns.map((column) => ({
    name: column.name,
    kind: column.kind,
    glyph: kindOptions.find(({ value }) => value === column.kind)?.glyph ?? '',
    role: problem?.roles[column.name] ?? 'feature',
    spark: spark(column),
    range: range(column),
    levels: levelsText(column),
    missing:
      column.missing === 0
        ? null
        : { share: missingShare(column), text: formatPercent(missingShare(column)) },
    association:
      column.association === null || Number.isNaN(column.association)
        ? null
        : { share: Math.min(1, Math.max(0, column.association)), text: formatDecimals(column.association, 2) },
    chips: chips(column, byColumn.get(column.name) ?? []),
    profile: column,
  }));
}

export type LedgerOrder = 'file' | 'name' | 'missing' | 'association';

export const ledgerOrders: readonly { readonly value: LedgerOrder; readonly label: string }[] = [
  { value: 'file', label: 'As in the file' },
  { value: 'association', label: 'Strongest association' },
  { value: 'missing', label: 'Most missing' },
  { value: 'name', label: 'By name' },
];

const compare: Readonly<Record<LedgerOrder, (a: LedgerRow, b: LedgerRow) => number>> = {
  file: () => 0,
  name: (a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }),
  missing: (a, b) => (b.missing?.share ?? 0) - (a.missing?.share ?? 0),
  association: (a, b) => (b.association?.share ?? 2) - (a.association?.share ?? 2),
};

/** The lines whose column, kind, role or chips hold `sought`, in the order asked for. */
export function findColumns(rows: readonly LedgerRow[], sought: string, order: LedgerOrder): LedgerRow[] {
  const text = sought.trim().toLowerCase();
  const found = rows.filter(({ name, kind, role, chips: marks }) =>
    text === '' ? true : [name, kind, role, ...marks.map((mark) => mark.text)].some((part) => part.toLowerCase().includes(text)),
  );
  return found.sort(compare[order]);
}
