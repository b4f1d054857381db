import type { Dialect } from '../../core/csv/reading.ts';
import { uncontrolled, type Control } from '../../core/math/control.ts';
import { countInvalid, looksLikeWindows1252 } from './count-invalid.ts';
import { sniffEncoding } from './encoding.ts';
import { BadDialect, EmptyFile } from './errors.ts';
import type { FullDialect } from './signs.ts';
import { inferLayout } from './sniff-layout.ts';
import { readBytes } from './text-chunks.ts';

/** Bytes at the beginning of a file that its layout is guessed from; more where they hold only few lines. */
const headBytes = [1 << 16, 1 << 20, 1 << 22];
const enoughLines = 8;

function refuseContradictory({ delimiter, quote, comment, preamble = 0 }: Partial<Dialect>): void {
  if (delimiter !== undefined && (delimiter.length !== 1 || /[\r\n]/.test(delimiter))) {
    throw new BadDialect(`the delimiter ${JSON.stringify(delimiter)} is not one character within a line`, 'choose another one');
  }
  if (delimiter !== undefined && delimiter === quote) {
    throw new BadDialect(`${delimiter} cannot part the fields and quote them too`, 'choose another delimiter or quote');
  }
  if (comment === '') throw new BadDialect('a comment must begin with something', 'choose its mark, or none');
  if (!Number.isInteger(preamble) || preamble < 0) {
    throw new BadDialect(`${preamble} lines cannot be skipped`, 'give a whole number, 0 or more');
  }
}

async function guessEncoding(head: Uint8Array, file: Blob, fileName: string, control: Control): Promise<Dialect['encoding']> {
  const sniffed = sniffEncoding(head, fileName);
  if (sniffed !== null) return sniffed;
  return looksLikeWindows1252(await countInvalid(file, fileName, 'utf-8', control)) ? 'windows-1252' : 'utf-8';
}

/**
 * The file's whole layout: what `set` says, and the rest guessed from its beginning. Throws EmptyFile, NotText, FileChanged,
 * ReadingStalled, and BadDialect where what is set contradicts itself.
 */
export async function inferDialect(
  file: Blob,
  fileName: string,
  set: Partial<Dialect> = {},
  control: Control = uncontrolled,
): Promise<FullDialect> {
  refuseContradictory(set);
  if (file.size === 0) throw new EmptyFile(fileName);
  let text = '';
  let encoding: Dialect['encoding'] | undefined;
  for (const size of headBytes) {
    const head = await readBytes(file, fileName, 0, size, control);
    encoding ??= set.encoding ?? (await guessEncoding(head, file, fileName, control));
    text = new TextDecoder(encoding).decode(head, { stream: true });
    if (size >= file.size) return { encoding, ...inferLayout(text, true, set) };
    if ((text.match(/\r\n?|\n/g) ?? []).length >= enoughLines) break;
  }
  return { encoding: encoding ?? 'utf-8', ...inferLayout(text, false, set) };
}
