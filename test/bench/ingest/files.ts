import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createRng, type Rng } from '../../../src/core/math/rng.ts';

/** A generated file of the bench. */
export interface BenchFile {
  readonly name: string;
  readonly path: string;
  readonly rows: number;
  readonly columns: number;
  readonly sizeBytes: number;
  /** Columns of dates, by name. */
  readonly dates: readonly string[];
}

type Cell = (rng: Rng, row: number) => string;

const pick = (choices: readonly string[]): Cell => (rng) => choices[rng.int(choices.length)];
const sometimes = (share: number, blank: string, cell: Cell): Cell => (rng, row) => (rng.uniform() < share ? blank : cell(rng, row));

/** Twenty-one columns of numbers: measurements of several widths, counts, and a label of 0 and 1. */
const numeric: Readonly<Record<string, Cell>> = Object.fromEntries([
  ...Array.from({ length: 8 }, (_, i) => [`x${i}`, (rng: Rng) => rng.normal().toFixed(8)] as const),
  ...Array.from({ length: 5 }, (_, i) => [`amount${i}`, (rng: Rng) => (rng.uniform() * 10_000).toFixed(2)] as const),
  ...Array.from({ length: 3 }, (_, i) => [`share${i}`, (rng: Rng) => rng.uniform().toFixed(12)] as const),
  // As pandas and Python write a float64: every digit that it takes to have it back.
  ...Array.from({ length: 2 }, (_, i) => [`exact${i}`, (rng: Rng) => String(rng.normal())] as const),
  ['count', (rng: Rng) => String(rng.int(1000))],
  ['id', (_rng: Rng, row: number) => String(10_000_000 + row)],
  ['label', (rng: Rng) => (rng.uniform() < 0.3 ? '1' : '0')],
]);

const words = 'the order was late and came without its box but help was kind so all is well again'.split(' ');
const sentence: Cell = (rng) => Array.from({ length: 4 + rng.int(8) }, () => words[rng.int(words.length)]).join(' ');
const twoDigits = (value: number) => String(value).padStart(2, '0');
const day: Cell = (rng) => `${2015 + rng.int(10)}-${twoDigits(1 + rng.int(12))}-${twoDigits(1 + rng.int(28))}`;
const instant: Cell = (rng, row) => `${day(rng, row)} ${twoDigits(rng.int(24))}:${twoDigits(rng.int(60))}:${twoDigits(rng.int(60))}`;

/** What a business exports: keys, quoted names, categories, dates, amounts, gaps, remarks with commas and quotes. */
const mixed: Readonly<Record<string, Cell>> = {
  order: (_rng, row) => String(1_000_000 + row),
  customer: (rng) => `"${pick(['Smith', 'Müller', 'García', 'Chen', 'Okafor', 'Novák'])(rng, 0)}, ${pick(['Ada', 'Ben', 'Eva', 'Lin', 'Tom'])(rng, 0)}"`,
  region: pick(['north', 'south', 'east', 'west', 'centre']),
  product: (rng) => `P-${100 + rng.int(400)}`,
  channel: sometimes(0.08, '', pick(['"web"', '"shop"', '"phone"'])),
  ordered: day,
  shipped: sometimes(0.1, '', instant),
  amount: (rng) => (rng.uniform() * 500).toFixed(2),
  discount: sometimes(0.3, 'NA', (rng) => (rng.int(20) / 100).toFixed(2)),
  items: sometimes(0.02, '', (rng) => String(1 + rng.int(30))),
  returned: pick(['yes', 'no']),
  remark: sometimes(0.2, '', (rng, row) => (rng.uniform() < 0.05 ? `"He said ""${sentence(rng, row)}"", twice"` : `"${sentence(rng, row)}, ${row}"`)),
};

function write(folder: string, name: string, rows: number, cells: Readonly<Record<string, Cell>>, dates: readonly string[]): BenchFile {
  const rng = createRng(12);
  const columns = Object.entries(cells);
  const path = join(folder, `${name}.csv`);
  const file = openSync(path, 'w');
  let lines = [columns.map(([column]) => column).join(',')];
  for (let row = 0; row < rows; row++) {
    let line = '';
    for (const [, cell] of columns) line += `,${cell(rng, row)}`;
    lines.push(line.slice(1));
    if (lines.length >= 20_000 || row === rows - 1) {
      writeSync(file, `${lines.join('\n')}\n`);
      lines = [];
    }
  }
  closeSync(file);
  return { name, path, rows, columns: columns.length, sizeBytes: statSync(path).size, dates };
}

/** `rows` x 21 numbers. */
export const writeNumeric = (folder: string, rows: number): BenchFile => write(folder, `numeric-${rows}`, rows, numeric, []);

/** `rows` x 12 of quotes, text, dates, categories and missing values. */
export const writeMixed = (folder: string, rows: number): BenchFile => write(folder, `mixed-${rows}`, rows, mixed, ['ordered', 'shipped']);
