import type { Rng } from '../math/rng.ts';

/** One of the values, with probability in proportion to its weight. */
export function pick<T>(rng: Rng, weighted: readonly (readonly [T, number])[]): T {
  let left = rng.uniform() * weighted.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [value, weight] of weighted) {
    left -= weight;
    if (left < 0) return value;
  }
  return weighted[weighted.length - 1][0];
}

/** True with the given probability. */
export function chance(rng: Rng, probability: number): boolean {
  return rng.uniform() < probability;
}

/** A Poisson number by counting uniform factors (Knuth); for small means. */
export function poisson(rng: Rng, mean: number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = rng.uniform(); product > limit; product *= rng.uniform()) count++;
  return count;
}

/** 1 / (1 + exp(-x)). */
export function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** `value` moved into [low, high]. */
export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

const msPerDay = 86_400_000;

/** The ISO date `days` after 2000-01-01. */
export function isoDate(days: number): string {
  return new Date(Date.UTC(2000, 0, 1) + Math.floor(days) * msPerDay).toISOString().slice(0, 10);
}

/** The ISO date and time to the minute `hours` after 2000-01-01T00:00. */
export function isoMinute(hours: number): string {
  return new Date(Date.UTC(2000, 0, 1) + Math.round(hours * 60) * 60_000).toISOString().slice(0, 16).replace('T', ' ');
}

/** A CSV text with LF line ends; fields with a comma, a quote or a line end are quoted. */
export function csvText(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const field = (value: string | number) => {
    const text = String(value);
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [header, ...rows].map((row) => row.map(field).join(',')).join('\n') + '\n';
}
