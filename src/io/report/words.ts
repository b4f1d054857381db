import type { Estimate, Metric } from '../../core/metrics/metric.ts';

/** What stands where there is no value. */
export const dash = '–';

const minus = (text: string) => (text.startsWith('-') ? (/[1-9]/.test(text) ? `−${text.slice(1)}` : text.slice(1)) : text);

/** "24,420". */
export function integer(value: number): string {
  return Number.isFinite(value) ? minus(Math.round(value).toLocaleString('en-US')) : dash;
}

/** "1 row", "24,420 rows". */
export function count(value: number, singular: string, plural = `${singular}s`): string {
  return `${integer(value)} ${value === 1 ? singular : plural}`;
}

/** A value with `digits` significant digits, its whole part kept: "0.9273", "27,341", "2.14e-5". */
export function short(value: number | null | undefined, digits = 4): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return dash;
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e12 || size < 1e-4)) return minus(Number(value.toPrecision(3)).toExponential().replace('e+', 'e'));
  const whole = size < 1 ? 0 : Math.floor(Math.log10(size)) + 1;
  return minus(value.toLocaleString('en-US', whole >= digits ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: digits }));
}

function decimalsFor(value: number): number {
  const size = Math.abs(value);
  if (!Number.isFinite(size) || size === 0) return 3;
  return Math.max(0, Math.min(9, size >= 0.1 ? 3 - Math.max(0, Math.floor(Math.log10(size))) : 2 - Math.floor(Math.log10(size))));
}

function fixed(value: number, decimals: number): string {
  return minus(value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals }));
}

/** A score: "0.927", "27,341", "0.0123". */
export function score(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return dash;
  return Math.abs(value) >= 1e9 || (value !== 0 && Math.abs(value) < 1e-6) ? short(value) : fixed(value, decimalsFor(value));
}

/** "[0.923, 0.931]", with the decimals of its greater end; empty where there is no interval. */
export function interval({ lower, upper }: Pick<Estimate, 'lower' | 'upper'>): string {
  if (!Number.isFinite(lower) || !Number.isFinite(upper)) return '';
  const widest = Math.max(Math.abs(lower), Math.abs(upper));
  if (widest >= 1e9 || widest < 1e-6) return `[${short(lower)}, ${short(upper)}]`;
  const decimals = decimalsFor(widest);
  return `[${fixed(lower, decimals)}, ${fixed(upper, decimals)}]`;
}

/** "24%", "5.6%". */
export function percent(share: number): string {
  if (!Number.isFinite(share)) return dash;
  const value = 100 * share;
  if (value > 0 && value < 0.1) return '<0.1%';
  return `${value.toFixed(value > 0 && value < 9.95 ? 1 : 0).replace(/\.0$/, '')}%`;
}

/** "640 ms", "4.1 s", "1 min 02 s". */
export function duration(ms: number): string {
  if (!Number.isFinite(ms)) return dash;
  if (ms < 1000) return ms < 1 ? `${short(ms * 1000, 2)} µs` : `${short(ms, 3)} ms`;
  if (ms < 9950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/** "640 kB", "1.9 MB". */
export function bytes(size: number): string {
  if (!Number.isFinite(size)) return dash;
  const units = ['B', 'kB', 'MB', 'GB'];
  const at = Math.min(units.length - 1, size < 1 ? 0 : Math.floor(Math.log10(size) / 3));
  return `${short(size / 1000 ** at, 3)} ${units[at]}`;
}

/** "23 November 2026, 13:02 UTC" of an ISO 8601 instant. */
export function instant(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  const date = at.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  return `${date}, ${at.toISOString().slice(11, 16)} UTC`;
}

/** For the middle of a sentence: "log loss", but "ROC AUC" and "Brier score". */
export function metricName({ label }: Metric): string {
  return /^[A-Z][a-z]/.test(label) && !/^(Brier|Matthews)/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}

/** "a, b and c". */
export function joined(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1]}`;
}

/** The text with its first letter raised. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
