import type { SampledRecord } from './sample-records.ts';
import { fieldsOf } from './sample-records.ts';
import type { Signs } from './signs.ts';
import { judgeFirstRecord } from './sniff-header.ts';

const longestPreamble = 50;
/** Share of the records from the header on that must be as wide as it. */
export const tableShare = 0.8;

/** The width that most records have; 0 where there is none. */
export function commonWidth(records: readonly SampledRecord[]): number {
  const counts = new Map<number, number>();
  for (const { nFields } of records) counts.set(nFields, (counts.get(nFields) ?? 0) + 1);
  let width = 0;
  let most = 0;
  for (const [nFields, count] of counts) {
    if (count > most || (count === most && nFields > width)) [width, most] = [nFields, count];
  }
  return Math.max(0, width);
}

function nFilled(record: SampledRecord, signs: Signs): number {
  return fieldsOf([record], record.nFields, signs)[0].filter((field) => field.trim() !== '').length;
}

/**
 * Which of the sampled records the table begins with. Records before it are a title or notes: narrower than half the table,
 * or of its width with a single cell filled. They are taken for that only where it is evident: the table is regular, and
 * names stand above values of another kind, or a blank line parts the two.
 */
export function firstOfTable(records: readonly SampledRecord[], signs: Signs): number {
  const width = commonWidth(records);
  if (width < 2 || records.length < 3) return 0;
  const padded = (record: SampledRecord) => record.nFields === width && width >= 3 && nFilled(record, signs) <= 1;
  const isNote = (record: SampledRecord) => record.nFields === 1 || record.nFields * 2 < width || padded(record);
  let first = 0;
  while (first < records.length && first <= longestPreamble && isNote(records[first])) first++;
  const table = records.slice(first);
  if (first === 0 || first > longestPreamble || table.length < 2 || table[0].nFields !== width) return 0;
  if (table.filter(({ nFields }) => nFields === width).length < tableShare * table.length) return 0;
  const [names, ...rows] = fieldsOf(table, width, signs);
  const judged = judgeFirstRecord(names, rows);
  const parted = table[0].afterBlank && judged !== 'values';
  const titled = first >= 2 && width >= 3 && records.slice(0, first).every((note) => note.nFields === 1 || padded(note));
  return judged === 'names' || parted || (titled && judged === 'unsure') ? first : 0;
}
