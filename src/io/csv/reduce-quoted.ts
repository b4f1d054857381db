import { afterClosingQuote } from './scan-record.ts';
import type { Signs } from './signs.ts';

/** What may stand beside a quoted field, whichever of them turns out to be the delimiter. */
const bounds = new Set(['\n', '\r', ',', ';', '\t', '|', '^', '~', '\x1f', '']);

/** A text without its quoted fields. */
export interface ReducedText {
  readonly text: string;
  /** How many fields were quoted soundly. */
  readonly sound: number;
  /** How many opened a quote that was not closed as a field is. */
  readonly unsound: number;
  /** Where in `text` the first quoted field stood that spans lines; Infinity where none does. */
  readonly spanningAt: number;
}

/**
 * The text with each quoted field reduced to a letter, or to its digits where it holds a number, so that no delimiter inside
 * one counts, whichever delimiter the file turns out to have.
 */
export function reduceQuoted(head: string, signs: Signs): ReducedText {
  if (signs.quote === '' || !head.includes(signs.quote)) return { text: head, sound: 0, unsound: 0, spanningAt: Infinity };
  const parts: string[] = [];
  let length = 0;
  let sound = 0;
  let unsound = 0;
  let spanningAt = Infinity;
  let from = 0;
  const isBound = (sign: string) => bounds.has(sign) || sign === signs.delimiter;
  for (let at = head.indexOf(signs.quote); at !== -1;) {
    let before = at;
    while (before > from && head[before - 1] === ' ') before--;
    const opens = isBound(before === 0 ? '' : head[before - 1]);
    const close = opens ? afterClosingQuote(head, at + 1, signs, true) : -1;
    let after = close;
    while (close !== -1 && head[after] === ' ') after++;
    if (close === -1 || !isBound(head[after] ?? '')) {
      if (opens) unsound++;
      at = head.indexOf(signs.quote, at + 1);
      continue;
    }
    sound++;
    const content = head.slice(at + 1, close - 1);
    const kept = /^[-+]?\d+(?:\.\d+)?$/.test(content) ? content : 'q';
    parts.push(head.slice(from, before), kept);
    length += before - from + kept.length;
    if (spanningAt === Infinity && /[\r\n]/.test(content)) spanningAt = length - 1;
    from = after;
    at = head.indexOf(signs.quote, after);
  }
  return { text: parts.join('') + head.slice(from), sound, unsound, spanningAt };
}
