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
  { value: 'weight', label: 'Weight' },
  { value: 'protected', label: 'Protected' },
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
  const { numeric, count } = column;
  const zeros = numeric && column.kind === 'number' && count > 0 ? numeric.zeros / count : 0;
  const told = zeros > 0.5 ? findings.filter(({ kind }) => kind !== 'zeros') : findings;
  const found = told.map(({ kind, severity, settled, title }): LedgerChip => ({
    text: findingChips[kind],
    tone: settled === null ? severity : 'info',
    title,
  }));
  if (zeros > 0.5) found.push({ text: `${formatPercent(zeros)} zeros`, tone: 'info', title: 'More than half of the values are zero' });
  return found;
}

/** A line whose picture and words are made when it is first seen: of 5,000 columns few ever are. */
class SeenLine implements LedgerRow {
  readonly profile: ColumnProfile;
  readonly role: ColumnRole;
  readonly #findings: readonly OpenFinding[];
  #spark: Spark | null | undefined;
  #range: LedgerRow['range'] | undefined;
  #chips: readonly LedgerChip[] | undefined;

  constructor(profile: ColumnProfile, role: ColumnRole, findings: readonly OpenFinding[]) {
    this.profile = profile;
    this.role = role;
    this.#findings = findings;
  }
  get name() {
    return this.profile.name;
  }
  get kind() {
    return this.profile.kind;
  }
  get glyph() {
    return kindOptions.find(({ value }) => value === this.kind)?.glyph ?? '';
  }
  get spark() {
    return (this.#spark ??= spark(this.profile));
  }
  get range() {
    return (this.#range ??= range(this.profile));
  }
  get levels() {
    return levelsText(this.profile);
  }
  get missing() {
    const share = missingShare(this.profile);
    return share === 0 ? null : { share, text: formatPercent(share) };
  }
  get association() {
    const { association } = this.profile;
    if (association === null || Number.isNaN(association)) return null;
    return { share: Math.min(1, Math.max(0, association)), text: formatDecimals(association, 2) };
  }
  get chips() {
    return (this.#chips ??= chips(this.profile, this.#findings));
  }
}

/** The ledger's lines, in the file's order. */
export function ledgerRows(columns: readonly ColumnProfile[], problem: ProblemDefinition | null, findings: readonly OpenFinding[]): LedgerRow[] {
  const byColumn = new Map<string, OpenFinding[]>();
  for (const finding of findings) {
    if (finding.column === null) continue;
    const known = byColumn.get(finding.column);
    if (known) known.push(finding);
    else byColumn.set(finding.column, [finding]);
  }
  return columns.map((column) => new SeenLine(column, problem?.roles[column.name] ?? 'feature', byColumn.get(column.name) ?? []));
}

export type LedgerOrder = 'file' | 'name' | 'missing' | 'association' | 'distinct';

export const ledgerOrders: readonly { readonly value: LedgerOrder; readonly label: string }[] = [
  { value: 'file', label: 'As in the file' },
  { value: 'association', label: 'Strongest association' },
  { value: 'missing', label: 'Most missing' },
  { value: 'distinct', label: 'Most different values' },
  { value: 'name', label: 'By name' },
];

const byName = new Intl.Collator('en', { numeric: true });

const compare: Readonly<Record<LedgerOrder, (a: LedgerRow, b: LedgerRow) => number>> = {
  file: () => 0,
  name: (a, b) => byName.compare(a.name, b.name),
  missing: (a, b) => (b.missing?.share ?? 0) - (a.missing?.share ?? 0),
  association: (a, b) => (b.profile.association ?? 2) - (a.profile.association ?? 2),
  distinct: (a, b) => b.profile.distinct - a.profile.distinct,
};

function holds(row: LedgerRow, text: string): boolean {
  return [row.name, row.kind, row.role, ...row.chips.map((mark) => mark.text)].some((part) => part.toLowerCase().includes(text));
}

/** The lines whose column, kind, role or chips hold `sought`, in the order asked for. */
export function findColumns(rows: readonly LedgerRow[], sought: string, order: LedgerOrder): LedgerRow[] {
  const text = sought.trim().toLowerCase();
  const found = text === '' ? [...rows] : rows.filter((row) => holds(row, text));
  return order === 'file' ? found : found.sort(compare[order]);
}
