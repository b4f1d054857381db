import { createRng, type Rng } from '../../../src/core/math/rng.ts';
import type { Dialect } from '../../../src/core/csv/reading.ts';
import { standardDialect, type FullDialect } from '../../../src/io/csv/signs.ts';

/** What a hostile file must come to. */
export type Expected =
  /** Read in that dialect, all cells as given, with these lines rejected. */
  | {
      readonly outcome: 'table';
      readonly dialect: Partial<Dialect>;
      readonly names: readonly string[];
      readonly rows: readonly (readonly string[])[];
      readonly rejectedLines: readonly number[];
    }
  /** Refused with that error. */
  | { readonly outcome: 'error'; readonly code: string }
  /** Either of the two, with every record in exactly one account. */
  | { readonly outcome: 'accounted' };

export interface HostileFile {
  readonly name: string;
  readonly file: Blob;
  readonly expected: Expected;
}

type Bytes = Uint8Array<ArrayBuffer>;

const words = ['oak', 'élan', 'Straße', 'Київ', '漢字', 'it is', 'naïve', 'a-b', 'x/y', '😀 yes', 'no.1', '(none)', 'Q&A', 'tab', 'end'];
const latin = ['oak', 'élan', 'Straße', 'señor', 'año', 'Malmö', '€ 5 note', 'naïve', 'Zürich', 'côté'];
const encodings: readonly Dialect['encoding'][] = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'];
const lineEnds = ['\n', '\r\n', '\r'];

function pick<T>(rng: Rng, from: readonly T[]): T {
  return from[rng.int(from.length)];
}

const windows1252 = new Map(
  Array.from({ length: 256 }, (_, byte) => [new TextDecoder('windows-1252').decode(Uint8Array.of(byte), { stream: true }), byte]),
);

/** The text in the encoding; UTF-16 always with its mark, UTF-8 where `marked`. */
function encode(text: string, encoding: Dialect['encoding'], marked: boolean): Bytes {
  if (encoding === 'utf-8') return new TextEncoder().encode((marked ? '\ufeff' : '') + text);
  if (encoding === 'windows-1252') return Uint8Array.from(text, (sign) => windows1252.get(sign) ?? 63);
  const units = `\ufeff${text}`;
  const bytes = new Uint8Array(units.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < units.length; at++) view.setUint16(at * 2, units.charCodeAt(at), encoding === 'utf-16le');
  return bytes;
}

/** A field as the dialect writes it; quoted where it must be, or at a whim. */
function written(field: string, { delimiter, quote, escape, comment }: FullDialect, always: boolean, first: boolean): string {
  const held = quote !== null && field.includes(quote);
  const commented = first && comment !== null && field.startsWith(comment);
  const must = field === '' || field.includes(delimiter) || /[\r\n]|^\s|\s$/.test(field) || held || commented || always;
  if (!must || quote === null) return field;
  const inner = escape === 'backslash' ? field.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`) : field.replaceAll(quote, quote + quote);
  return quote + inner + quote;
}

/** Cells of a table with a name, a number, a word and a remark in each row; the remark holds what is hard to read. */
function cellsOf(rng: Rng, dialect: FullDialect, nRows: number, lineEnd: string): string[][] {
  const { delimiter, quote, encoding } = dialect;
  const vocabulary = encoding === 'windows-1252' ? latin : words;
  const odd = quote === null ? [] : [delimiter, quote, `${quote}${quote}`, lineEnd, `${delimiter} `, `x${delimiter}y${quote}z`];
  return Array.from({ length: nRows }, (_, row) => {
    const remark = Array.from({ length: 1 + rng.int(3) }, () => pick(rng, rng.uniform() < 0.4 && odd.length > 0 ? odd : vocabulary)).join(' ');
    return [`r${row}`, String(rng.int(10_000) / 4), pick(rng, vocabulary).replaceAll(delimiter, ''), remark.trim() || 'x'];
  });
}

/** A table in a dialect that its beginning makes evident, ragged rows among the others where asked for. */
function tableFile(rng: Rng, index: number): HostileFile {
  const ragged = index % 3 === 2;
  const encoding = pick(rng, encodings);
  const delimiter = pick(rng, [',', ';', '\t', '|', '^', '~', '\x1f']);
  const quote = pick(rng, ['"', '"', '"', "'"] as const);
  const escape = rng.uniform() < 0.2 ? 'backslash' : 'double';
  const comment = rng.uniform() < 0.3 ? pick(rng, ['#', '//', '%']) : null;
  const header = rng.uniform() < 0.8;
  const notes = header && rng.uniform() < 0.3 ? ['A report', ''] : [];
  // A comment between the notes and the header counts with the notes.
  const preamble = notes.length === 0 ? 0 : notes.length + (comment === null ? 0 : 1);
  const dialect: FullDialect = { encoding, delimiter, quote, escape, comment, header, preamble };
  const lineEnd = pick(rng, lineEnds);
  const names = header ? ['name', 'amount', 'kind', 'remark'] : ['column_1', 'column_2', 'column_3', 'column_4'];
  // What makes the quotes and their escape evident stands in the first row.
  const evident = ['first', '1', 'oak', `he said ${quote}x${quote}${delimiter} then left`];
  const rows = [evident, ...cellsOf(rng, dialect, 12 + rng.int(20), lineEnd)];
  const always = rng.uniform() < 0.2;
  const lines = [...notes];
  let line = notes.length + 1;
  const push = (text: string) => {
    lines.push(text);
    line += text.split(lineEnd).length;
  };
  const writeRow = (row: readonly string[]) =>
    push(row.map((field, at) => written(field, dialect, (always && at !== 1) || (quote === "'" && at === 2), at === 0)).join(delimiter));
  if (comment !== null) push(`${comment} made by a logger`);
  if (header) writeRow(names);
  const rejectedLines: number[] = [];
  rows.forEach((row, at) => {
    if (ragged && at > 4 && rng.uniform() < 0.08) {
      rejectedLines.push(line);
      push(pick(rng, [`short`, `a${delimiter}b`, `a${delimiter}b${delimiter}c${delimiter}d${delimiter}e`]));
    }
    if (rng.uniform() < 0.05) push('');
    writeRow(row);
  });
  const text = lines.join(lineEnd) + (rng.uniform() < 0.5 ? lineEnd : '');
  const name = `table ${index}: ${JSON.stringify({ ...dialect, lineEnd, always })}`;
  return { name, file: new Blob([encode(text, encoding, rng.uniform() < 0.3)]), expected: { outcome: 'table', dialect, names, rows, rejectedLines } };
}

/** A sound file that something happened to; where it happened decides what becomes of it. */
function damagedFile(rng: Rng, index: number): HostileFile {
  const dialect = { ...standardDialect, delimiter: pick(rng, [',', ';', '\t']) };
  const rows = cellsOf(rng, dialect, 40, '\n').map((row) => row.map((field) => written(field, dialect, false, false)).join(dialect.delimiter));
  const sound: Bytes = new TextEncoder().encode(['name', 'amount', 'kind', 'remark'].join(dialect.delimiter) + '\n' + rows.join('\n') + '\n');
  const at = rng.int(sound.length);
  const insert = (...values: number[]) => [sound.slice(0, at), Uint8Array.from(values), sound.slice(at)];
  const damages: readonly (readonly [string, () => Bytes[]])[] = [
    ['cut short', () => [sound.slice(0, at)]],
    ['a stray quote', () => insert(34)],
    ['three quotes', () => insert(34, 34, 34)],
    ['a NUL', () => insert(0)],
    ['an invalid byte', () => insert(0xff)],
    ['a lone continuation byte', () => insert(0x85)],
    ['half a surrogate', () => insert(0xed, 0xa0, 0x80)],
    ['a byte order mark', () => insert(0xef, 0xbb, 0xbf)],
    ['a carriage return', () => insert(13)],
    ['a run of delimiters', () => insert(...Array.from({ length: 200 }, () => dialect.delimiter.charCodeAt(0)))],
    ['a piece twice', () => [sound.slice(0, at), sound.slice(Math.max(0, at - 100))]],
    ['a piece backwards', () => [sound.slice(0, at), sound.slice(at).reverse()]],
    ['its bytes swapped', () => [sound.map((_, place) => sound[place ^ 1] ?? 10)]],
    ['a backslash', () => insert(92, 34)],
    ['another file behind it', () => [sound, new TextEncoder().encode('x;y\n1;2\n')]],
    ['its line ends gone', () => [sound.filter((byte) => byte !== 10)]],
  ];
  const [what, damage] = damages[index % damages.length];
  return { name: `damaged ${index}: ${what}`, file: new Blob(damage()), expected: { outcome: 'accounted' } };
}

/** Noise of signs that mean something to a reader, and of bytes. */
function noiseFile(rng: Rng, index: number): HostileFile {
  const alphabets = ['",', '"\n', ',;\t|\n', '"\',;\n x', '1,2\n', '#/%!-\n,a1', 'a"\\\n,', '\r\n",1', ' \t\n0', 'é😀\ufeff,\n"'];
  const alphabet = [...alphabets[index % alphabets.length]];
  const length = rng.int(4000);
  const file = index % 4 === 3
    ? new Blob([Uint8Array.from({ length }, () => rng.int(256))])
    : new Blob([Array.from({ length }, () => pick(rng, alphabet)).join('')]);
  return { name: `noise ${index}`, file, expected: { outcome: 'accounted' } };
}

/** Files whose outcome is known from how they are made. */
function knownFiles(): HostileFile[] {
  const error = (name: string, content: BlobPart, code: string): HostileFile => ({ name, file: new Blob([content]), expected: { outcome: 'error', code } });
  const row = (n: number, cell: string) => Array.from({ length: n }, () => cell).join(',');
  return [
    error('nothing', '', 'EmptyFile'),
    error('a mark', '\ufeff', 'EmptyFile'),
    error('blank lines', ' \n\t\n \r\n', 'EmptyFile'),
    error('a header', 'a,b\n', 'HeaderOnly'),
    error('NUL', '\0\0\0', 'NotText'),
    error('a workbook', 'PK\x03\x04', 'NotText'),
    error('a Parquet file', 'PAR1....', 'NotText'),
    error('an open quote in the header', '"a,b\n1,2\n', 'UnclosedQuote'),
    error('an open quote in the last row', 'a,b\n1,"x"\n2,"y\n', 'UnclosedQuote'),
    error('too many columns', row(20_001, 'x'), 'TooManyColumns'),
    error('200 kB of ",', '",'.repeat(100_000), 'TooManyColumns'),
    error('rows that all miss the header', 'a,b,c\n1,2\n', 'AllRowsRejected'),
  ];
}

/** The hostile files, always the same for one seed: known ones, tables in all dialects, damaged ones, and noise. */
export function hostileCorpus(seed: number): HostileFile[] {
  const rng = createRng(seed);
  const some = (count: number, make: (rng: Rng, index: number) => HostileFile) => Array.from({ length: count }, (_, index) => make(rng, index));
  return [...knownFiles(), ...some(120, tableFile), ...some(96, damagedFile), ...some(60, noiseFile)];
}
