import type { Dialect } from '../../core/csv/reading.ts';
import { sniffEncoding } from './encoding.ts';
import { EmptyFile } from './errors.ts';
import { sniffDelimiter } from './sniff-delimiter.ts';
import { readBytes } from './text-chunks.ts';

/** Bytes at the beginning of a file that its layout is guessed from. */
const headBytes = 1 << 16;

/** The file's layout: what `set` says, and the rest guessed from its beginning. Throws EmptyFile and NotText. */
export async function inferDialect(file: Blob, fileName: string, set: Partial<Dialect> = {}): Promise<Dialect> {
  if (file.size === 0) throw new EmptyFile(fileName);
  const head = await readBytes(file, fileName, 0, headBytes);
  const encoding = set.encoding ?? sniffEncoding(head, fileName);
  if (set.delimiter) return { encoding, delimiter: set.delimiter };
  const text = new TextDecoder(encoding).decode(head, { stream: true });
  return { encoding, delimiter: sniffDelimiter(text, head.length === file.size) };
}
