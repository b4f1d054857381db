import type { Dialect } from '../../core/csv/reading.ts';
import { NotText } from './errors.ts';

type Encoding = Dialect['encoding'];

const signatures: readonly (readonly [string, string])[] = [
  ['PK\x03\x04', 'an Excel workbook or another zip archive'],
  ['\xd0\xcf\x11\xe0', 'an old Excel workbook'],
  ['PAR1', 'a Parquet file'],
  ['ARROW1', 'an Arrow file'],
  ['\x1f\x8b', 'a gzip archive'],
  ['%PDF', 'a PDF'],
  ['\x89PNG', 'a picture'],
  ['\xff\xd8\xff', 'a picture'],
  ['SQLite format 3', 'a database'],
];

function startsWith(bytes: Uint8Array, signature: string): boolean {
  for (let i = 0; i < signature.length; i++) if (bytes[i] !== signature.charCodeAt(i)) return false;
  return true;
}

function byteOrderMark(bytes: Uint8Array): Encoding | null {
  if (startsWith(bytes, '\xef\xbb\xbf')) return 'utf-8';
  if (startsWith(bytes, '\xff\xfe')) return 'utf-16le';
  if (startsWith(bytes, '\xfe\xff')) return 'utf-16be';
  return null;
}

/** UTF-16 of mostly Latin text without a mark: every other byte is NUL, and hardly any of the rest. */
function unmarkedUtf16(bytes: Uint8Array): Encoding | null {
  const nuls = [0, 0];
  for (let i = 0; i < bytes.length; i++) if (bytes[i] === 0) nuls[i % 2]++;
  const half = bytes.length / 2;
  if (nuls[1] > 0.4 * half && nuls[0] < 0.02 * half) return 'utf-16le';
  if (nuls[0] > 0.4 * half && nuls[1] < 0.02 * half) return 'utf-16be';
  return null;
}

function isValidUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Control characters that stand in text: tab, line ends, form feed, and the separators of records and units. */
const usual = new Set([9, 10, 12, 13, 0x1e, 0x1f]);

/**
 * The encoding of a file from its first bytes: a byte order mark, UTF-16 by its pattern, UTF-8 where it is valid, else null:
 * all of the file has to be looked at. Throws NotText where they are no text: a known binary signature, NUL bytes, or over
 * 1% control characters.
 */
export function sniffEncoding(head: Uint8Array, fileName: string): Encoding | null {
  const marked = byteOrderMark(head);
  if (marked && marked !== 'utf-8') return marked;
  const signature = signatures.find(([bytes]) => startsWith(head, bytes));
  if (signature) throw new NotText(fileName, signature[1]);
  const utf16 = unmarkedUtf16(head);
  if (utf16) return utf16;
  let controls = 0;
  for (const byte of head) {
    if (byte === 0) throw new NotText(fileName, 'a binary file');
    if (byte < 32 && !usual.has(byte)) controls++;
  }
  if (controls > 0.01 * head.length) throw new NotText(fileName, 'a binary file');
  return isValidUtf8(head) ? 'utf-8' : null;
}
