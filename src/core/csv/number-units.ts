import type { NumberFormat } from './reading.ts';

/** What makes a number an amount or a share; anything else beside a number makes the field a label. */
const symbols = ['%', '‰', '$', '€', '£', '¥', '₹', '₩', '₽', '₺', '₪', '₫', '₱', '฿', 'US$', 'A$', 'C$', 'R$', 'kr', 'zł', 'Kč', 'Ft', 'Rs'];
const codes = (
  'USD EUR GBP JPY CHF CNY INR AUD CAD NZD SEK NOK DKK PLN CZK HUF RON RUB BRL MXN ZAR KRW SGD HKD TRY THB ILS AED SAR'
).split(' ');
const units = new Set([...symbols, ...codes]);

/** Longer fields hold no number with a unit. */
const longest = 48;

/** Share of the filled cells that must bear a unit, where the others read as numbers without it. */
const bearingShare = 0.5;

const outer = /^([^\d.,]*)(.*\d[.,]?)([^\d]*)$/s;

/** What stands around the digits of a field, signs and parentheses aside; null where it holds none. */
function surroundings(field: string): { unit: string; negative: NumberFormat['negative'] } | null {
  if (field.length > longest) return null;
  const match = outer.exec(field.trim());
  if (!match) return null;
  const [, before, , behind] = match;
  const parenthesised = before.includes('(') && behind.includes(')');
  const trailing = !parenthesised && /[-\u2212]\s*$/.test(behind);
  const clean = (text: string) => text.replace(/[()+\-\u2212\s\u00a0\u202f]/g, '');
  const [left, right] = [clean(before), clean(behind)];
  if (left !== '' && right !== '') return null;
  return { unit: left + right, negative: parenthesised ? 'parentheses' : trailing ? 'trailing' : undefined };
}

/**
 * The unit that most cells bear and the way of writing negative numbers that some of them use besides a minus before; null
 * where there is neither. A unit is a sign of percent or of a currency, or its code.
 */
export function findUnit(fields: ReadonlyMap<string, number>): Pick<NumberFormat, 'unit' | 'negative'> | null {
  const counts = new Map<string, number>();
  const negatives = { parentheses: 0, trailing: 0 };
  let filled = 0;
  for (const [field, count] of fields) {
    filled += count;
    const around = surroundings(field);
    if (around === null || (around.unit !== '' && !units.has(around.unit))) continue;
    counts.set(around.unit, (counts.get(around.unit) ?? 0) + count);
    if (around.negative) negatives[around.negative] += count;
  }
  counts.delete('');
  const [unit, bearing] = [...counts].reduce((most, next) => (next[1] > most[1] ? next : most), ['', 0]);
  const negative = negatives.parentheses >= negatives.trailing ? 'parentheses' : 'trailing';
  const hasUnit = bearing > 0 && bearing >= bearingShare * filled;
  if (negatives[negative] === 0) return hasUnit ? { unit } : null;
  return hasUnit ? { unit, negative } : { negative };
}

const minus = /^[-\u2212]/;

/**
 * A parser like `plain`, which reads digits alone, that also takes the unit of `format` before or behind the number, spaces
 * between them, and its way of writing negative numbers. A field has one sign at most.
 */
export function withUnit(plain: (field: string) => number, format: NumberFormat): (field: string) => number {
  const { unit = '', negative } = format;
  return (field) => {
    const bare = plain(field);
    if (!Number.isNaN(bare) || field.length > longest) return bare;
    let text = field.trim();
    let signs = 0;
    let sign = 1;
    const take = (taken: boolean, rest: string, by: 1 | -1) => {
      if (!taken) return;
      text = rest.trim();
      signs++;
      sign *= by;
    };
    take(negative === 'parentheses' && text.startsWith('(') && text.endsWith(')'), text.slice(1, -1), -1);
    take(negative === 'trailing' && /[-\u2212]$/.test(text), text.slice(0, -1), -1);
    take(minus.test(text), text.slice(1), -1);
    take(text.startsWith('+'), text.slice(1), 1);
    if (unit !== '') {
      if (text.startsWith(unit)) text = text.slice(unit.length).trim();
      else if (text.endsWith(unit)) text = text.slice(0, -unit.length).trim();
    }
    take(minus.test(text), text.slice(1), -1);
    take(negative === 'trailing' && /[-\u2212]$/.test(text), text.slice(0, -1), -1);
    if (signs > 1 || !/^[\d.,]/.test(text)) return NaN;
    return sign * plain(text);
  };
}
