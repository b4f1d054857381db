import type { Dialect } from '../../core/csv/reading.ts';
import { sampleRecords, afterLines, fieldsOf } from './sample-records.ts';
import { signsOf, type FullDialect } from './signs.ts';
import { commentMarks, isComment } from './sniff-comment.ts';
import { fitDelimiter, type Fit } from './sniff-delimiter.ts';
import { judgeFirstRecord } from './sniff-header.ts';
import type { ReducedText } from './reduce-quoted.ts';

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

/** Quotes as they are used: double ones doubled inside unless something else is evident. */
function bestQuoting(sniffing: Sniffing): Candidate {
  const { text, set } = sniffing;
  const standard: Quoting = { quote: set.quote === undefined ? '"' : set.quote, escape: set.escape ?? 'double' };
  let best = withComments(sniffing, standard);
  const consider = (quoting: Quoting, isEvident: (other: Candidate) => boolean) => {
    const other = withComments(sniffing, quoting);
    if (isEvident(other)) best = other;
  };
  if (set.quote === undefined && best.reduced.sound === 0 && text.includes("'")) {
    const isEvident = (other: Candidate) =>
      other.reduced.sound >= 2 && other.reduced.unsound === 0 && other.broken === 0 && other.agreeing >= best.agreeing;
    consider({ ...standard, quote: "'" }, isEvident);
  }
  const { quote } = best.quoting;
  if (set.escape === undefined && quote !== null && text.includes(`\\${quote}`)) {
    const isEvident = (other: Candidate) =>
      other.broken <= best.broken && (other.agreeing > best.agreeing || other.broken < best.broken);
    consider({ quote, escape: 'backslash' }, isEvident);
  }
  if (set.quote === undefined && best.reduced.unsound >= evidentlyText && best.reduced.sound === 0) {
    consider({ ...standard, quote: null }, ({ agreeing, headerFields }) => agreeing === 1 && headerFields > 1);
  }
  return best;
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
