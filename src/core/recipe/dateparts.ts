import { cosTurn, sinTurn } from '../math/turn.ts';
import { finished, type ColumnTransformer, type Produced } from './transformer.ts';

const dayMs = 86_400_000;

/** The parts of an instant that can become numbers, by the name that the feature carries. Weekdays are ISO: Monday 1 … Sunday 7. */
const parts = {
  year: (date: Date) => date.getUTCFullYear(),
  month: (date: Date) => date.getUTCMonth() + 1,
  day: (date: Date) => date.getUTCDate(),
  weekday: weekdayOf,
  hour: (date: Date) => date.getUTCHours(),
  minute: (date: Date) => date.getUTCMinutes(),
} as const;

/** Monday 1 … Sunday 7; NaN for no date. */
function weekdayOf(date: Date): number {
  return ((date.getUTCDay() + 6) % 7) + 1;
}

export type DatePart = keyof typeof parts;

/** Where an instant stands in a cycle, as a share of it; used where the named part varies. */
const cycles: readonly { readonly name: string; readonly varies: DatePart; readonly share: (ms: number, date: Date) => number }[] = [
  { name: 'time of day', varies: 'hour', share: (ms) => (((ms % dayMs) + dayMs) % dayMs) / dayMs },
  { name: 'weekday', varies: 'weekday', share: (_, date) => (weekdayOf(date) - 1) / 7 },
  { name: 'time of year', varies: 'month', share: (ms, date) => (ms - Date.UTC(date.getUTCFullYear(), 0, 1)) / (365.25 * dayMs) },
];

export interface DatepartsState {
  /** Parts that took more than one value in the training rows. */
  readonly parts: readonly DatePart[];
  /** Milliseconds since 1970 of the first training instant; null where there was none or only one. */
  readonly origin: number | null;
  readonly cyclic: boolean;
  /** A 0/1 feature tells the cells without an instant. */
  readonly indicator: boolean;
}

/**
 * Numbers from instants: year, month, day, weekday, hour and minute, where they varied in the training rows, and the days
 * since the first training instant. With `cyclic`, sine and cosine of the time of day, weekday and time of year
 * besides. Missing stays missing; with `addIndicator` a 0/1 feature says so where training rows had missing cells.
 * Instants are read as UTC, which is how they were parsed.
 */
export const dateparts: ColumnTransformer<'dateparts', DatepartsState> = {
  scope: 'column',
  kind: 'dateparts',
  accepts: ['datetime'],
  fit(column, { cyclic = false, addIndicator = false }) {
    const values = column.kind === 'datetime' ? column.values : new Float64Array();
    const known = values.filter((value) => !Number.isNaN(value));
    const origin = known.reduce((least, value) => Math.min(least, value), Infinity);
    const dates = Array.from(known, (value) => new Date(value));
    const varies = (part: DatePart) => dates.some((date) => parts[part](date) !== parts[part](dates[0]));
    return {
      parts: (Object.keys(parts) as DatePart[]).filter(varies),
      origin: known.some((value) => value !== origin) ? origin : null,
      cyclic,
      indicator: addIndicator && known.length > 0 && known.length < values.length,
    };
  },
  transform(column, state) {
    if (column.kind !== 'datetime') return [{ column, final: false }];
    const { name, values } = column;
    const dates = Array.from(values, (value) => new Date(value));
    const number = (label: string, value: (ms: number, date: Date) => number): Produced => ({
      column: { kind: 'number', name: `${name} ${label}`, values: values.map((ms, i) => value(ms, dates[i])) },
      final: false,
    });
    const produced = state.parts.map((part) => number(part, (_, date) => parts[part](date)));
    if (state.cyclic) {
      for (const { name: cycle, varies, share } of cycles) {
        if (!state.parts.includes(varies)) continue;
        produced.push(number(`${cycle} (sine)`, (ms, date) => sinTurn(share(ms, date))));
        produced.push(number(`${cycle} (cosine)`, (ms, date) => cosTurn(share(ms, date))));
      }
    }
    const { origin } = state;
    if (origin !== null) produced.push(number('elapsed days', (ms) => (ms - origin) / dayMs));
    if (state.indicator) produced.push(finished(`${name} missing`, Float64Array.from(values, (ms) => (Number.isNaN(ms) ? 1 : 0))));
    return produced;
  },
};
