import type { SplitIssue } from '../core/split/check-split.ts';
import type { SplitPicture, Span, PartTarget } from '../core/split/split-picture.ts';
import { className, formatCount, formatInteger, formatNumber, formatPercent, joinSome } from './format.ts';
import { formatInstant } from './format-units.ts';

/** A stretch of a bar, from 0 to 1 of its width. */
export interface Stretch {
  readonly part: 'train' | 'validation' | 'test' | 'gap';
  readonly from: number;
  readonly to: number;
  /** What it is, read out and shown on hover. */
  readonly title: string;
}

export interface SplitBar {
  readonly label: string;
  readonly stretches: readonly Stretch[];
}

const partNames = { train: 'learned from', validation: 'judged on', test: 'locked', gap: 'left out' } as const;
const stretch = (part: Stretch['part'], from: number, to: number, what: string): Stretch => ({ part, from, to, title: `${what}, ${partNames[part]}` });

/** Bars of shares: each model's own rows to be judged on are a different stretch of the development rows. */
function barsByShare({ developmentRows, testRows, leftOutRows, folds }: SplitPicture): SplitBar[] {
  const all = developmentRows + testRows + leftOutRows;
  const rows = (count: number) => formatCount(count, 'row');
  const outside = [
    ...(leftOutRows > 0 ? [stretch('gap', developmentRows / all, (developmentRows + leftOutRows) / all, rows(leftOutRows))] : []),
    stretch('test', 1 - testRows / all, 1, rows(testRows)),
  ];
  let start = 0;
  return folds.map(({ train, validation }, fold) => {
    const single = folds.length === 1;
    const from = single ? (developmentRows - validation) / all : start / all;
    const to = from + validation / all;
    start += validation;
    const learned = [stretch('train', 0, from, rows(train)), stretch('train', to, developmentRows / all, rows(train))].filter((one) => one.to - one.from > 1e-9);
    return { label: single ? 'Validation' : `Fold ${fold + 1}`, stretches: [...learned, stretch('validation', from, to, rows(validation)), ...outside] };
  });
}

function barsByTime({ folds: sizes, testRows, time }: SplitPicture & { readonly time: NonNullable<SplitPicture['time']> }): SplitBar[] {
  const [first, last] = time.span;
  const place = (at: number) => (last > first ? (at - first) / (last - first) : 0);
  const at = (value: number) => (time.isDate ? formatInstant(value) : formatNumber(value));
  // A part of one instant still has to be seen.
  const between = (part: Stretch['part'], [from, to]: Span, rows: number) => stretch(part, place(from), Math.max(place(to), place(from) + 0.004), `${at(from)} to ${at(to)}: ${formatCount(rows, 'row')}`);
  return time.folds.map(({ train, validation }, fold) => ({
    label: time.folds.length === 1 ? 'Validation' : `Fold ${fold + 1}`,
    stretches: [
      ...(Number.isNaN(train[0]) ? [] : [between('train', train, sizes[fold].train)]),
      between('validation', validation, sizes[fold].validation),
      between('test', time.test, testRows),
    ],
  }));
}

/** Ticks under bars that lie in time; null for other splits. */
export function timeTicks({ time }: SplitPicture): readonly { readonly at: number; readonly label: string }[] | null {
  if (!time) return null;
  const [first, last] = time.span;
  return [0, 0.25, 0.5, 0.75, 1].map((at) => {
    const value = first + (last - first) * at;
    return { at, label: time.isDate ? formatInstant(value) : formatNumber(value, 3) };
  });
}

export function splitBars(picture: SplitPicture): SplitBar[] {
  return picture.time ? barsByTime({ ...picture, time: picture.time }) : barsByShare(picture);
}

/** Heights of the bars that count rows over time, from 0 to 1; null for other splits. */
export function timeCounts({ time }: SplitPicture): readonly number[] | null {
  if (!time) return null;
  const most = Math.max(1, ...time.counts);
  return time.counts.map((count) => count / most);
}

/** One line that says what the picture shows. */
export function splitReading({ developmentRows, testRows, leftOutRows, folds, time, groups, params }: SplitPicture): string {
  const all = developmentRows + testRows + leftOutRows;
  const train = folds.map((fold) => fold.train);
  const learned = Math.min(...train) === Math.max(...train) || !time ? formatPercent(train[0] / all) : `${formatPercent(Math.min(...train) / all)} to ${formatPercent(Math.max(...train) / all)}`;
  const judged = formatPercent(folds[0].validation / all);
  const models = folds.length === 1 ? `Candidates learn from ${learned} of the rows and are judged on ${judged}` : `Each of ${folds.length} models learns from ${learned} of the rows and is judged on ${judged}`;
  const where = time ? ' that come later' : params.strategy === 'ready' && folds.length === 1 ? ' that the column names' : '';
  const whole = groups ? (groups.column === null ? `; equal rows stay on one side (${formatInteger(groups.development)} and ${formatInteger(groups.test)} different ones)` : `; ${formatInteger(groups.development)} values of ${groups.column} there, ${formatInteger(groups.test)} among the locked rows, none in both`) : '';
  return `${models}${where}; ${formatPercent(testRows / all)} stay locked${whole}.`;
}

function partName(part: PartTarget['part']): string {
  if (part === 'development') return 'To train and compare on';
  return part === 'test' ? 'Locked for the test' : `Judged in fold ${part.fold}`;
}

export interface TargetTable {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly part: string; readonly rows: string; readonly values: readonly { readonly text: string; readonly share: number | null }[] }[];
}

/** The target in each part, as a table; folds only where some differ by more than a hair. */
export function targetTable({ target }: SplitPicture): TargetTable {
  const isClasses = target.kind === 'classes';
  const columns = isClasses ? [...target.classes.map(className), ...(target.others > 0 ? [`${formatCount(target.others, 'other class', 'other classes')}`] : [])] : ['Lower quarter', 'Median', 'Upper quarter'];
  return {
    caption: isClasses ? 'Share of each class, by part' : 'The target, by part',
    columns,
    rows: target.parts.map(({ part, rows, values }) => ({
      part: partName(part),
      rows: formatInteger(rows),
      values: values.map((value) => ({ text: isClasses ? formatPercent(value) : formatNumber(value), share: isClasses ? value : null })),
    })),
  };
}

const boundary = { test: 'the locked rows', validation: 'the rows that models are compared on' } as const;

/** How much an issue matters: rows that share everything by chance are no more than a remark. */
export function issueSeverity(issue: SplitIssue): 'bad' | 'warn' | 'info' {
  if (issue.kind === 'duplicates-cross') return issue.share > 0.01 ? 'warn' : 'info';
  if (issue.kind === 'fewer-folds' || issue.kind === 'rows-left-out') return 'info';
  return issue.kind === 'classes-absent' && issue.part === 'training' ? 'bad' : 'warn';
}

/** An issue in a sentence: what is wrong, and what follows from it. */
export function issueText(issue: SplitIssue): string {
  const rows = (count: number) => formatCount(count, 'row');
  switch (issue.kind) {
    case 'groups-cross':
      return `${formatInteger(issue.groups)} values of ${issue.column} stand on both sides of ${boundary[issue.boundary]} (${rows(issue.rows)}): scores there flatter. Split by group.`;
    case 'duplicates-cross':
      return `${rows(issue.rows)} (${formatPercent(issue.share)}) of ${boundary[issue.boundary]} equal a row that is learned from in every feature. Keep equal rows together.`;
    case 'time-overlap':
      return `${rows(issue.rows)} are learned from though they come after the first of ${boundary[issue.boundary]} by ${issue.column}: the model would know the future. Split in time order.`;
    case 'classes-absent':
      return `${joinSome(issue.classes.map(className))} ${issue.classes.length === 1 ? 'is' : 'are'} absent from ${issue.part === 'training' ? 'the rows that a model learns from' : boundary[issue.part]}${issue.part === 'training' ? ': it cannot be predicted' : ': nothing is learned of how well it is told'}.`;
    case 'part-small':
      return `Only ${rows(issue.rows)} in ${boundary[issue.part]}; below ${issue.needed}, a score is mostly chance.`;
    case 'fewer-folds':
      return `${issue.made} folds instead of ${issue.asked}: there are too few groups or times for more.`;
    case 'rows-left-out':
      return issue.because === 'gap' ? `${rows(issue.rows)} within the gap are left out.` : `${rows(issue.rows)} without a part are left out.`;
    case 'part-is-feature':
      return `${issue.column} names the parts and is learned from, too: leave it out.`;
  }
}
