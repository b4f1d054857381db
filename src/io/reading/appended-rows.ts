import { uniqueNames } from '../../core/csv/header-names.ts';
import type { Accounting, RejectedRow, SourceForm } from '../../core/csv/reading.ts';
import { partOf, type Control } from '../../core/math/control.ts';
import { DifferentColumns } from './errors.ts';
import { listedRejections, type RowBatch, type RowCounts, type RowSource, type WrittenAs } from './row-source.ts';

/** Rows of one file or of several one after the other, with lines that go on from one file to the next. */
export interface AppendedRows {
  readonly header: readonly string[];
  readonly written: ReadonlyMap<number, WrittenAs>;
  rows(control: Control): AsyncGenerator<RowBatch>;
  counts(): RowCounts;
  members(): SourceForm['members'];
  /** The file and the line in it that a line of `rows` stands for; no file where there is one only. */
  whereIs(line: number): { readonly line: number; readonly file?: string };
}

const listedNames = (names: readonly string[]) => {
  const shown = names.slice(0, 5).map((name) => `"${name}"`).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
};

/** Where each column of the first file stands in another one, or null where that is the same place. */
function placesIn(first: RowSource, other: RowSource): readonly number[] | null {
  if (other.dialect.header === false && first.dialect.header === false) {
    if (first.header.length === other.header.length) return null;
    throw new DifferentColumns(first.name, other.name, `it has ${other.header.length} columns where the first has ${first.header.length}`);
  }
  const names = uniqueNames(first.header).names;
  const others = uniqueNames(other.header).names;
  const places = new Map(others.map((name, place) => [name, place]));
  const known = new Set(names);
  const lacks = names.filter((name) => !places.has(name));
  const besides = others.filter((name) => !known.has(name));
  if (lacks.length + besides.length > 0) {
    const parts = [lacks.length > 0 ? `it lacks ${listedNames(lacks)}` : '', besides.length > 0 ? `it has ${listedNames(besides)} besides` : ''];
    throw new DifferentColumns(first.name, other.name, parts.filter((part) => part !== '').join(' and '));
  }
  const order = names.map((name) => places.get(name) ?? 0);
  return order.every((place, index) => place === index) ? null : order;
}

/** What holds of a column in every file; what differs between them is left to its texts. */
function writtenInAll(sources: readonly RowSource[], orders: readonly (readonly number[] | null)[]): Map<number, WrittenAs> {
  const [first, ...others] = sources;
  const same = [...first.written].filter(([place, written]) =>
    others.every((source, index) => source.written.get(orders[index + 1]?.[place] ?? place) === written),
  );
  return new Map(same);
}

function summed(all: readonly RowCounts[], names: readonly string[]): RowCounts {
  const sum = (of: (counts: RowCounts) => number | undefined) => all.reduce((total, counts) => total + (of(counts) ?? 0), 0);
  const preamble = sum((counts) => counts.preamble);
  const comments = sum((counts) => counts.comments);
  const named = (rows: readonly RejectedRow[], index: number) => (names.length > 1 ? rows.map((row) => ({ ...row, file: names[index] })) : rows);
  return {
    records: sum((counts) => counts.records),
    header: sum((counts) => counts.header),
    kept: sum((counts) => counts.kept),
    rejected: sum((counts) => counts.rejected),
    blank: sum((counts) => counts.blank),
    ...(preamble > 0 ? { preamble } : {}),
    ...(comments > 0 ? { comments } : {}),
    rejectedRows: all.flatMap((counts, index) => named(counts.rejectedRows, index)).slice(0, listedRejections) satisfies Accounting['rejectedRows'],
  };
}

/**
 * The rows of files with one schema, one after the other, their columns in the order of the first. Throws DifferentColumns,
 * naming the first file that has others and how they differ.
 */
export function appendRows(sources: readonly RowSource[], sizes: readonly number[]): AppendedRows {
  const [first] = sources;
  const orders = sources.map((source) => (source === first ? null : placesIn(first, source)));
  const total = Math.max(1, sizes.reduce((sum, size) => sum + size, 0));
  const bases: number[] = [];
  return {
    header: first.header,
    written: writtenInAll(sources, orders),
    async *rows(control) {
      bases.length = 0;
      let base = 0;
      let before = 0;
      for (const [index, source] of sources.entries()) {
        bases.push(base);
        const order = orders[index];
        const share = partOf(control, before / total, (before + sizes[index]) / total);
        let last = 0;
        for await (const { records, lines } of source.rows(share)) {
          if (lines.length > 0) last = lines[lines.length - 1];
          yield {
            records: order === null ? records : records.map((record) => order.map((place) => record[place])),
            lines: base === 0 ? lines : lines.map((line) => base + line),
          };
        }
        base += last;
        before += sizes[index];
      }
    },
    counts: () => summed(sources.map((source) => source.counts()), sources.map(({ name }) => name)),
    members: () => sources.map((source) => ({ name: source.name, rows: source.counts().kept })),
    whereIs(line) {
      if (sources.length === 1) return { line };
      let index = bases.length - 1;
      while (index > 0 && bases[index] >= line) index--;
      return { line: line - bases[index], file: sources[index].name };
    },
  };
}
