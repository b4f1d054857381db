import type { Dialect } from '../../core/csv/reading.ts';
import type { ReducedText } from './reduce-quoted.ts';
import { afterLines, fieldsOf, sampleRecords } from './sample-records.ts';
import { signsOf, type FullDialect } from './signs.ts';
import { commentMarks, isComment } from './sniff-comment.ts';
import { fitDelimiter, type Fit } from './sniff-delimiter.ts';
import { judgeFirstRecord } from './sniff-header.ts';
import { tableShare } from './sniff-preamble.ts';

/** A dialect but for its encoding. */
export type Layout = Omit<FullDialect, 'encoding'>;

type Quoting = Pick<Layout, 'quote' | 'escape'>;
type Candidate = Fit & { readonly quoting: Quoting; readonly comment: string | null; readonly reduced: ReducedText };

/** Quotes at the start of a field that none closes, which show, where no field is quoted soundly, that quotes are text. */
const evidentlyText = 3;

interface Sniffing {
  readonly text: string;
  readonly whole: boolean;
  readonly set: Partial<Dialect>;
  readonly delimiter: string | undefined;
}

function tryWith({ text, whole, set, delimiter }: Sniffing, quoting: Quoting, comment: string | null): Candidate {
  const fit = fitDelimiter(text, whole, delimiter, set.preamble === undefined, (sign) =>
    signsOf({ ...quoting, comment, delimiter: sign }),
  );
  return { ...fit, quoting, comment };
}

/** The same quotes, with the mark of comments where the beginning of the file has any. */
function withComments(sniffing: Sniffing, quoting: Quoting): Candidate {
  const { set, whole } = sniffing;
  const plain = tryWith(sniffing, quoting, set.comment ?? null);
  if (set.comment !== undefined) return plain;
  for (const mark of commentMarks(plain.reduced.text)) {
    const fit = tryWith(sniffing, quoting, mark);
    if (isComment(mark, fit, fit.reduced.text, whole)) return fit;
  }
  return plain;
}

/** Whether one way of reading gives a more regular table than another, an as regular and wide one, or a wider regular one. */
function isNoWorse(other: Candidate, best: Candidate): boolean {
  if (other.headerFields > 1 && other.agreeing > best.agreeing + 0.05) return true;
  if (other.agreeing >= best.agreeing && other.headerFields >= best.headerFields) return true;
  return other.headerFields > best.headerFields && other.agreeing >= tableShare;
}

/** Quotes as they are used: double ones doubled inside unless something else is evident. */
function bestQuoting(sniffing: Sniffing): Candidate {
  const { text, set } = sniffing;
  const escapes = (quote: Quoting['quote']): Quoting['escape'][] => {
    if (set.escape !== undefined) return [set.escape];
    return quote !== null && text.includes(`\\${quote}`) ? ['double', 'backslash'] : ['double'];
  };
  const quotings = (quote: Quoting['quote']) => escapes(quote).map((escape): Quoting => ({ quote, escape }));
  const [standard, ...others] = quotings(set.quote === undefined ? '"' : set.quote);
  let best = withComments(sniffing, standard);
  for (const quoting of others) {
    const other = withComments(sniffing, quoting);
    if (other.reduced.unsound < best.reduced.unsound && other.broken <= best.broken && isNoWorse(other, best)) best = other;
  }
  if (set.quote !== undefined || best.reduced.sound > 0) return best;
  for (const quoting of text.includes("'") ? quotings("'") : []) {
    const other = withComments(sniffing, quoting);
    const { sound, unsound } = other.reduced;
    if (sound >= 2 && unsound === 0 && other.broken === 0 && isNoWorse(other, best)) return other;
  }
  if (best.reduced.unsound < evidentlyText) return best;
  const bare = withComments(sniffing, { ...standard, quote: null });
  return bare.agreeing === 1 && bare.headerFields > 1 ? bare : best;
}

/** The delimiter that a first line "sep=;" names, as spreadsheets write it. */
function namedDelimiter(text: string): string | undefined {
  return /^sep=(.)(?:\r\n?|\n|$)/i.exec(text)?.[1];
}

function countLines(text: string, to: number): number {
  return (text.slice(0, to).match(/\r\n?|\n/g) ?? []).length;
}

/**
 * How a file is laid out, from its beginning; what is `set` stands. `whole`: the text is all there is. Whatever the text
 * gives no evidence of is as RFC 4180 has it: double quotes doubled inside, no comments, no notes above, a header.
 */
export function inferLayout(text: string, whole: boolean, set: Partial<Dialect>): Layout {
  const named = set.preamble === undefined && set.delimiter === undefined ? namedDelimiter(text) : undefined;
  const skipped = set.preamble ?? (named === undefined ? 0 : 1);
  const rest = text.slice(afterLines(text, skipped));
  const best = bestQuoting({ text: rest, whole, set, delimiter: set.delimiter ?? named });
  const { quoting, comment, signs, at, reduced } = best;
  const preamble = skipped + countLines(reduced.text, at);
  const layout = { ...quoting, comment, delimiter: signs.delimiter, preamble };
  if (set.header !== undefined) return { ...layout, header: set.header };
  const table = text.slice(afterLines(text, preamble));
  const [first, ...below] = sampleRecords(table, signs, whole);
  if (first === undefined || first.nFields === -1) return { ...layout, header: true };
  const [names, ...rows] = fieldsOf([first, ...below], first.nFields, signs);
  return { ...layout, header: judgeFirstRecord(names, rows) !== 'values' };
}
