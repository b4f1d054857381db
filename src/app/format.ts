/** What stands where there is no value. */
export const missing = '–';

type Maybe = number | null | undefined;

function isGiven(value: Maybe): value is number {
  return typeof value === 'number' && !Number.isNaN(value);
}

/** Typographic minus, and no "−0". */
function withMinus(text: string): string {
  if (!text.startsWith('-')) return text;
  return /[1-9]/.test(text) ? `−${text.slice(1)}` : text.slice(1);
}

function infinite(value: number): string | null {
  return Number.isFinite(value) ? null : value > 0 ? '∞' : '−∞';
}

const formatters = new Map<string, Intl.NumberFormat>();

/** The number in English digits. Making a formatter takes far longer than using one, so each is made once. */
function grouped(value: number, options: Intl.NumberFormatOptions = {}): string {
  const key = JSON.stringify(options);
  const known = formatters.get(key) ?? new Intl.NumberFormat('en-US', options);
  formatters.set(key, known);
  return withMinus(known.format(value));
}

/** "24,420"; fractions are rounded. */
export function formatInteger(value: Maybe): string {
  if (!isGiven(value)) return missing;
  return infinite(value) ?? grouped(Math.round(value));
}

/** A value with a fixed count of decimals: "0.840", "1,204.50". */
export function formatDecimals(value: Maybe, decimals: number): string {
  if (!isGiven(value)) return missing;
  return (
    infinite(value) ?? grouped(value, { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
  );
}

/**
 * A value as a reader would write it: at most `digits` significant digits but never fewer than its whole part, thousands
 * grouped; powers of ten beyond 10¹² or under 10⁻⁴.
 */
export function formatNumber(value: Maybe, digits = 4): string {
  if (!isGiven(value)) return missing;
  const beyond = infinite(value);
  if (beyond) return beyond;
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e12 || size < 1e-4)) return formatPower(value, Math.min(digits, 3));
  const whole = size < 1 ? 0 : Math.floor(Math.log10(size)) + 1;
  const options =
    whole >= digits ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: digits };
  return grouped(value, options);
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

function formatPower(value: number, digits: number): string {
  const [mantissa, exponent] = value.toExponential(digits - 1).split('e');
  const power = String(Math.abs(Number(exponent)))
    .split('')
    .map((digit) => superscripts[Number(digit)])
    .join('');
  return `${withMinus(String(Number(mantissa)))} × 10${Number(exponent) < 0 ? '⁻' : ''}${power}`;
}

const steps = [
  [1e12, 'T'],
  [1e9, 'B'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const;

/** Three digits and a letter, for tight places: "12.3k", "1.48M", "4,356". */
export function formatCompact(value: Maybe): string {
  if (!isGiven(value)) return missing;
  const size = Math.abs(value);
  if (size < 10_000 || !Number.isFinite(value) || size >= 1e15) return formatNumber(value, 4);
  const index = steps.findIndex(([step]) => size >= step);
  const [step, letter] = steps[index];
  const shown = Number((value / step).toPrecision(3));
  if (Math.abs(shown) >= 1000 && index > 0) {
    return `${withMinus(String(Number((shown / 1000).toPrecision(3))))}${steps[index - 1][1]}`;
  }
  return `${withMinus(String(shown))}${letter}`;
}

/** Decimals that suit a score of this size: three under 10, then fewer; small ones keep three digits. */
export function scoreDecimals(value: Maybe): number {
  if (!isGiven(value) || !Number.isFinite(value)) return 3;
  const size = Math.abs(value);
  if (size >= 1000) return 0;
  if (size >= 100) return 1;
  if (size >= 10) return 2;
  if (size >= 0.1 || size === 0) return 3;
  return Math.min(6, 2 - Math.floor(Math.log10(size)));
}

/** A score: "0.927", "27,341", "0.0123". */
export function formatScore(value: Maybe): string {
  if (!isGiven(value)) return missing;
  return Math.abs(value) >= 1e9 ? formatNumber(value, 4) : formatDecimals(value, scoreDecimals(value));
}

/** "[0.923, 0.931]", both ends with the same decimals; a dash where an end is missing. */
export function formatInterval(lower: Maybe, upper: Maybe): string {
  if (!isGiven(lower) || !isGiven(upper)) return missing;
  const widest = Math.max(Math.abs(lower), Math.abs(upper));
  if (widest >= 1e9) return `[${formatNumber(lower, 4)}, ${formatNumber(upper, 4)}]`;
  const decimals = scoreDecimals(widest);
  return `[${formatDecimals(lower, decimals)}, ${formatDecimals(upper, decimals)}]`;
}

/** "0.927 [0.923, 0.931]". */
export function formatEstimate(
  estimate: { readonly value: number; readonly lower: number; readonly upper: number } | null | undefined,
): string {
  if (!estimate) return missing;
  const interval = formatInterval(estimate.lower, estimate.upper);
  return interval === missing ? formatScore(estimate.value) : `${formatScore(estimate.value)} ${interval}`;
}

/** With its sign: "+0.022", "−6", "0". */
export function formatDifference(value: Maybe): string {
  if (!isGiven(value)) return missing;
  const text = Math.abs(value) >= 1e9 ? formatNumber(value, 4) : formatDecimals(value, Math.abs(value) >= 0.01 ? Math.min(3, scoreDecimals(value)) : scoreDecimals(value));
  return value > 0 && /[1-9∞]/.test(text) ? `+${text}` : text;
}

/** A share as a percentage: "24%", "5.6%", "<0.1%", ">99.9%"; one decimal under 10% and over 90%. */
export function formatPercent(share: Maybe): string {
  if (!isGiven(share)) return missing;
  const percent = share * 100;
  if (percent > 0 && percent < 0.1) return '<0.1%';
  if (percent < 100 && percent > 99.9) return '>99.9%';
  const decimals = (percent > 0 && percent < 9.95) || (percent > 90 && percent < 100) ? 1 : 0;
  return `${withMinus(percent.toFixed(decimals).replace(/\.0$/, ''))}%`;
}

/** "1 row", "24,420 rows"; the plural is the singular with an s unless given. */
export function formatCount(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatInteger(count)} ${count === 1 ? singular : plural}`;
}

const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** "two findings", "14 findings", "no findings"; small counts in words, for sentences. */
export function countInWords(count: number, singular: string, plural = `${singular}s`): string {
  return `${words[count] ?? formatInteger(count)} ${count === 1 ? singular : plural}`;
}

/** The text with its first letter raised, for a sentence's beginning. */
export function startSentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A sentence made fit to stand within another: without its stop, and its pronoun or article in small letters. */
export function asClause(text: string): string {
  return text.trim().replace(/\.$/, '').replace(/^(?:Its?|The|This|Every|Each|Rows|Classes)\b/, (word) => word.toLowerCase());
}

/** A class's name within a sentence: in quotation marks where it would not read as a word, as 1 or "high risk". */
export function className(label: string): string {
  return /^\p{L}[\p{L}\p{M}\p{N}_-]*$/u.test(label) ? label : `“${label}”`;
}

/** "a, b and c". */
export function joinWords(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1]}`;
}

/** "a, b, c and 12 more". */
export function joinSome(parts: readonly string[], limit = 3): string {
  if (parts.length <= limit + 1) return joinWords(parts);
  return `${parts.slice(0, limit).join(', ')} and ${formatInteger(parts.length - limit)} more`;
}
