import { sampleRecords } from './sample-records.ts';
import type { Fit } from './sniff-delimiter.ts';
import { tableShare } from './sniff-preamble.ts';

/** Longer ones first: what begins with two of a sign may be a comment where one is part of a name. */
const marks = ['##', '#', '//', '%', '--', '!'];

/** The marks that some lines of the text begin with. */
export function commentMarks(text: string): string[] {
  return marks.filter((mark) => text.startsWith(mark) || text.includes(`\n${mark}`) || text.includes(`\r${mark}`));
}

/**
 * Whether lines that begin with `mark` are evidently comments: the others make a regular table, as the `fit` without them
 * says, and none of these is as wide as it. Above a single column, they must stand before it, the mark by itself.
 */
export function isComment(mark: string, fit: Fit, text: string, whole: boolean): boolean {
  const { signs, headerFields, agreeing, nRecords } = fit;
  if (nRecords < 2 || agreeing < tableShare) return false;
  const all = sampleRecords(text, { ...signs, comment: '' }, whole);
  const marked = all.filter(({ raw }) => raw.startsWith(mark));
  if (marked.length === 0) return false;
  if (headerFields > 1) return marked.every(({ nFields }) => nFields !== headerFields);
  const above = all.findIndex(({ raw }) => !raw.startsWith(mark));
  return above === marked.length && marked.every(({ raw }) => /^\W+(?:\s|$)/.test(raw));
}
