import type { PartLabel, RelationPart, TargetRelation } from '../core/profile/column-detail.ts';
import type { ChartTable } from './evaluation-chart-view.ts';
import { formatCompact, formatCount, formatInteger, formatInterval, formatNumber, formatPercent, formatScore } from './format.ts';
import { formatInstant } from './format-units.ts';

/** One part of the column beside what the target is there. */
export interface RelationRow {
  readonly label: string;
  readonly faint: boolean;
  readonly rows: string;
  /** Places on the shared scale, in [0, 1]; null where there is no interval. */
  readonly at: number;
  readonly lower: number | null;
  readonly upper: number | null;
  /** "38% [34%, 42%]". */
  readonly value: string;
  readonly interval: string;
  /** Shares of the classes, in their order, for several of them; else empty. */
  readonly shares: readonly number[];
  readonly note: string;
}

/** The target by what a column holds, as rows under one another. */
export interface RelationView {
  readonly title: string;
  readonly reading: string;
  readonly fileName: string;
  readonly rows: readonly RelationRow[];
  /** Where the target is over all rows, on the scale. */
  readonly overallAt: number | null;
  readonly overall: string;
  /** What the parts measure, where it is not the column itself; else empty. */
  readonly heading: string;
  /** The ends of the scale, in words. */
  readonly scale: readonly [string, string];
  /** Names for the parts of the bars; empty but for several classes. */
  readonly classes: readonly string[];
  readonly table: ChartTable;
}

/** Parts with fewer rows are left out of the sentence: their values swing widely. */
const fewRows = 20;
/** Classes that get a colour of their own; the rest are one. */
const mostClasses = 7;

function place(value: number, scale: TargetRelation['scale']): string {
  return scale === 'datetime' ? formatInstant(value) : formatNumber(value, 4);
}

/** A part in words: "20 to 28", "north", "missing". */
export function partName(label: PartLabel, scale: TargetRelation['scale']): string {
  switch (label.kind) {
    case 'level':
      return label.level.trim() === '' ? '(blank)' : label.level;
    case 'value':
      return scale === 'characters' ? formatCount(label.value, 'character') : place(label.value, scale);
    case 'range':
      return `${place(label.from, scale)} ${label.closed ? 'to' : 'to under'} ${place(label.to, scale)}${scale === 'characters' ? ' characters' : ''}`;
    case 'others':
      return formatCount(label.levels, 'other level');
    case 'missing':
      return 'missing';
  }
}

/** Over a longer span, days say nothing that months do not. */
const monthsMs = 400 * 86_400_000;

/** A range as it fits beside its value: "2.64M – 15.3M", "2019-01 – 2019-07"; other parts in full. */
function shortName(label: PartLabel, scale: TargetRelation['scale'], span: number): string {
  if (label.kind === 'value' && scale === 'characters') return formatInteger(label.value);
  if (label.kind !== 'range') return partName(label, scale);
  const day = (at: number) => formatInstant(at).slice(0, span > monthsMs ? -3 : undefined);
  const end = (at: number) => (scale === 'datetime' ? day(at) : formatCompact(at));
  return `${end(label.from)} – ${end(label.to)}`;
}

function spanOf(parts: readonly RelationPart[]): number {
  const ends = parts.flatMap(({ label }) => (label.kind === 'range' ? [label.from, label.to] : []));
  return ends.length === 0 ? 0 : Math.max(...ends) - Math.min(...ends);
}

function extent({ kind, parts, overall }: TargetRelation): readonly [number, number] {
  if (kind === 'shares') return [0, 1];
  const ends = [...parts, overall].flatMap(({ value, lower, upper }) => [value, lower, upper]).filter(Number.isFinite);
  const top = Math.max(...ends);
  if (kind === 'rate') return [0, Math.min(1, Math.max(0.1, Math.ceil(top * 10) / 10))];
  const bottom = Math.min(...ends);
  return top > bottom ? [bottom, top] : [bottom - 1, top + 1];
}

function groupShares(counts: readonly number[], rows: number): number[] {
  const shares = counts.map((count) => (rows === 0 ? 0 : count / rows));
  if (shares.length <= mostClasses + 1) return shares;
  return [...shares.slice(0, mostClasses), shares.slice(mostClasses).reduce((sum, share) => sum + share, 0)];
}

function groupClasses(classes: readonly string[]): string[] {
  return classes.length <= mostClasses + 1 ? [...classes] : [...classes.slice(0, mostClasses), `${formatInteger(classes.length - mostClasses)} others`];
}

function valueText(kind: TargetRelation['kind'], value: number): string {
  return kind === 'rate' ? formatPercent(value) : formatScore(value);
}

function intervalText(kind: TargetRelation['kind'], lower: number, upper: number): string {
  return kind === 'rate' ? `[${formatPercent(lower)}, ${formatPercent(upper)}]` : formatInterval(lower, upper);
}

function commonest(part: Pick<RelationPart, 'counts' | 'rows'>, classes: readonly string[]): string {
  const top = part.counts.indexOf(Math.max(...part.counts));
  return `${classes[top]} ${formatPercent(part.counts[top] / part.rows)}`;
}

function rowOf(part: RelationPart, relation: TargetRelation, [low, high]: readonly [number, number]): RelationRow {
  const { kind, scale, classes } = relation;
  const label = partName(part.label, scale);
  const at = (value: number) => Math.min(1, Math.max(0, (value - low) / (high - low)));
  const several = kind === 'shares';
  const known = Number.isFinite(part.lower) && Number.isFinite(part.upper);
  const value = several ? commonest(part, classes) : valueText(kind, part.value);
  const interval = several || !known ? '' : intervalText(kind, part.lower, part.upper);
  return {
    label: shortName(part.label, scale, spanOf(relation.parts)),
    faint: part.label.kind === 'missing' || part.label.kind === 'others',
    rows: formatInteger(part.rows),
    at: several ? 0 : at(part.value),
    lower: known ? at(part.lower) : null,
    upper: known ? at(part.upper) : null,
    value,
    interval,
    shares: several ? groupShares(part.counts, part.rows) : [],
    note: `${label}: ${value} ${interval} on ${formatCount(part.rows, 'row')}`.replace(/ {2,}/g, ' '),
  };
}

function readingOf(relation: TargetRelation, what: string): string {
  const { kind, parts, overall, scale } = relation;
  if (kind === 'shares') return `Shares of the classes of ${relation.target}, part by part.`;
  const overallText = `${what} ${valueText(kind, overall.value)} over all rows`;
  const judged = parts.filter(({ rows }) => rows >= fewRows);
  if (judged.length < 2) return `${overallText}.`;
  const sorted = [...judged].sort((a, b) => a.value - b.value);
  const [lowest, highest] = [sorted[0], sorted[sorted.length - 1]];
  const told = (part: RelationPart) => `${valueText(kind, part.value)} (${partName(part.label, scale)})`;
  return `${overallText}: from ${told(lowest)} up to ${told(highest)}. Lines are 95% intervals.`;
}

function tableOf(relation: TargetRelation): ChartTable {
  const { kind, parts, classes, scale } = relation;
  if (kind === 'shares') {
    return { columns: ['part', 'rows', ...classes], rows: parts.map((part) => [partName(part.label, scale), formatInteger(part.rows), ...part.counts.map((count) => formatInteger(count))]) };
  }
  return {
    columns: ['part', 'rows', kind === 'rate' ? `rate of ${classes[0]}` : `mean of ${relation.target}`, 'lower', 'upper'],
    rows: parts.map((part) => [partName(part.label, scale), formatInteger(part.rows), ...[part.value, part.lower, part.upper].map((value) => valueText(kind, value))]),
  };
}

/** How the target changes with a column; null where fewer than one part has a target. */
export function relationView(name: string, relation: TargetRelation | null): RelationView | null {
  if (!relation || relation.parts.length === 0) return null;
  const { kind, target, classes, overall } = relation;
  const ends = extent(relation);
  return {
    title: `How does ${target} change with ${name}?`,
    reading: readingOf(relation, kind === 'rate' ? `${target} is ${classes[0]} on` : `${target} is on average`),
    fileName: `by-${name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 40)}`,
    rows: relation.parts.map((part) => rowOf(part, relation, ends)),
    overallAt: kind === 'shares' ? null : Math.min(1, Math.max(0, (overall.value - ends[0]) / (ends[1] - ends[0]))),
    overall: kind === 'shares' ? '' : `all rows ${valueText(kind, overall.value)}`,
    heading: relation.scale === 'characters' ? 'characters' : '',
    scale: [valueText(kind === 'shares' ? 'rate' : kind, ends[0]), valueText(kind === 'shares' ? 'rate' : kind, ends[1])],
    classes: kind === 'shares' ? groupClasses(classes) : [],
    table: tableOf(relation),
  };
}
