import type { DatetimeDetail, Granularity } from './column-detail.ts';

export type PeriodUnit = DatetimeDetail['overTime']['unit'];

const dayMs = 86_400_000;

/** Lengths of the units that have one. */
export const unitMs: Readonly<Record<Exclude<PeriodUnit, 'month' | 'quarter' | 'year'>, number>> = {
  millisecond: 1,
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: dayMs,
  week: 7 * dayMs,
};

const finestFirst: readonly PeriodUnit[] = ['millisecond', 'second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'];
const mostPeriods = 60;

const monthsIn = { month: 1, quarter: 3, year: 12 };

/** Months since January of the year 0, in UTC. */
export function monthOf(ms: number): number {
  const date = new Date(ms);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** The first instant of a month counted as by `monthOf`. */
export function startOfMonth(month: number): number {
  const date = new Date(0);
  date.setUTCFullYear(Math.floor(month / 12), ((month % 12) + 12) % 12, 1);
  return date.getTime();
}

/** The coarsest unit in which every one of `instants` (UTC milliseconds) is whole; a day for no instants at all. */
export function granularityOf(instants: ArrayLike<number>): Granularity {
  const units = ['day', 'hour', 'minute', 'second'] as const;
  let at = 0;
  let months = true;
  let years = true;
  for (let i = 0; i < instants.length; i++) {
    const ms = instants[i];
    while (at < units.length && ms % unitMs[units[at]] !== 0) at++;
    if (at === units.length) return 'millisecond';
    if (at > 0 || !months) continue;
    const date = new Date(ms);
    months = date.getUTCDate() === 1;
    years &&= months && date.getUTCMonth() === 0;
  }
  if (at > 0) return units[at];
  return instants.length === 0 || !months ? 'day' : years ? 'year' : 'month';
}

/** Mondays start weeks; 1970-01-01 was a Thursday. */
const weekOffset = 4 * dayMs;

function startsOf(unit: PeriodUnit, step: number, min: number, max: number): { starts: number[]; end: number } {
  const starts: number[] = [];
  if (unit === 'month' || unit === 'quarter' || unit === 'year') {
    const months = monthsIn[unit] * step;
    const first = Math.floor(monthOf(min) / months) * months;
    let month = first;
    for (; startOfMonth(month) <= max; month += months) starts.push(startOfMonth(month));
    return { starts, end: startOfMonth(month) };
  }
  const length = unitMs[unit] * step;
  const offset = unit === 'week' ? weekOffset : 0;
  let start = Math.floor((min - offset) / length) * length + offset;
  for (; start <= max; start += length) starts.push(start);
  return { starts, end: start };
}

function periodsOf(unit: PeriodUnit, min: number, max: number): number {
  if (unit === 'month' || unit === 'quarter' || unit === 'year') return (monthOf(max) - monthOf(min)) / monthsIn[unit] + 1;
  return (max - min) / unitMs[unit] + 1;
}

/**
 * The periods that cover [min, max]: of the finest unit that gives no more than 60 of them and is no finer than the
 * instants themselves; of several years or milliseconds where none does.
 */
export function periodsOver(min: number, max: number, granularity: Granularity): { unit: PeriodUnit; starts: number[]; end: number } {
  const allowed = finestFirst.slice(finestFirst.indexOf(granularity));
  const unit = allowed.find((candidate) => periodsOf(candidate, min, max) <= mostPeriods) ?? 'year';
  const step = Math.max(1, Math.ceil(periodsOf(unit, min, max) / mostPeriods));
  return { unit, ...startsOf(unit, step, min, max) };
}
