import type { Scene } from './scene.ts';

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** 3.41e298 as "3.41 × 10²⁹⁸". */
function inPower(value: number): string {
  const [mantissa, exponent] = value.toExponential(2).split('e');
  const digits = [...String(Math.abs(Number(exponent)))].map((digit) => superscripts[Number(digit)]).join('');
  return `${Number(mantissa)} × 10${Number(exponent) < 0 ? '⁻' : ''}${digits}`;
}

/** 1234 as "1,234"; from 10¹⁵ on and under 10⁻⁶ as a power of ten with three digits. */
export function inDigits(value: number): string {
  const size = Math.abs(value);
  if (Number.isFinite(value) && size !== 0 && (size >= 1e15 || size < 1e-6)) return inPower(value);
  return value.toLocaleString('en-US', { maximumFractionDigits: 20, maximumSignificantDigits: 15 });
}

/** "1 row", "1,234 rows". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${inDigits(count)} ${count === 1 ? one : many}`;
}

/** A share as "12%", "0.4%", "under 0.1%"; never 0% or 100% for a share that is neither. */
export function percent(share: number): string {
  const value = share * 100;
  if (value > 0 && value < 0.1) return 'under 0.1%';
  if (value < 100 - 1e-9 && value > 99.9) return 'over 99.9%';
  return value > 0 && (value < 10 || value > 99) && value < 100 ? `${Number(value.toFixed(1))}%` : `${Math.round(value)}%`;
}

/** A label in quotation marks, cut to 40 characters. */
export function quoted(label: string): string {
  return `"${label.length > 40 ? `${label.slice(0, 39)}…` : label}"`;
}

/** "a, b and c"; "a, b and 12 more" beyond four. */
export function named(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  const shown = names.length <= 4 ? names.slice(0, -1) : names.slice(0, 3);
  const last = names.length <= 4 ? names[names.length - 1] : `${inDigits(names.length - 3)} more`;
  return `${shown.join(', ')} and ${last}`;
}

/** "a model of income"; "a model" without a problem. */
export function theLearners({ problem }: Scene): string {
  return problem ? `a model of ${problem.target}` : 'a model';
}
