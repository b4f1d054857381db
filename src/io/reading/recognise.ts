import { FileChanged, NotText } from '../csv/errors.ts';
import { readBytes } from '../csv/text-chunks.ts';

/** What a file is by its content. */
export type FileForm = 'delimited' | 'json' | 'ndjson' | 'xlsx' | 'parquet' | 'gzip' | 'zip';

const headBytes = 1 << 16;

/** Formats that are known and cannot be read, by their first bytes: what each looks like. */
const refused: readonly (readonly [string, string])[] = [
  ['\xd0\xcf\x11\xe0', 'an old or locked Excel workbook (save it as .xlsx without a password)'],
  ['ARROW1', 'an Arrow file'],
  ['ORC', 'an ORC file'],
  ['Obj\x01', 'an Avro file'],
  ['BZh', 'a bzip2 archive'],
  ['7z\xbc\xaf', 'a 7-Zip archive'],
  ['Rar!', 'a RAR archive'],
  ['\xfd7zXZ', 'an xz archive'],
  ['\x28\xb5\x2f\xfd', 'a Zstandard archive'],
  ['\x89HDF', 'an HDF5 file'],
  ['SQLite format 3', 'a database'],
];

function startsWith(bytes: Uint8Array, signature: string): boolean {
  for (let i = 0; i < signature.length; i++) if (bytes[i] !== signature.charCodeAt(i)) return false;
  return true;
}

function textOf(head: Uint8Array): string {
  const utf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  return new TextDecoder(utf16 ? (head[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8').decode(head, { stream: true });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Whether text that may go on begins like JSON that holds rows: an object with a key, or a list of values. */
function beginsAsJson(text: string): boolean {
  return /^\s*(?:\{\s*(?:"(?:[^"\\]|\\.)*"\s*:|\})|\[\s*(?:[[{\]]|"(?:[^"\\]|\\.)*"\s*[,\]]|(?:-?\d[\d.eE+-]*|true|false|null)\s*[,\]]))/.test(text);
}

/**
 * JSON, or JSON a line, or neither. A file whose name says JSON is taken for it as soon as it begins with a bracket or a
 * brace, so that a mistake in it is told as such; any other has to hold up for as far as it is seen.
 */
function jsonForm(text: string, whole: boolean, fileName: string): 'json' | 'ndjson' | null {
  const start = text.trimStart();
  const named = /\.(json|jsonl|ndjson|geojson)$/i.test(fileName);
  if (!start.startsWith('{') && !start.startsWith('[')) return null;
  if (!named && !beginsAsJson(start)) return null;
  const lineEnd = start.indexOf('\n');
  const first = lineEnd === -1 ? start : start.slice(0, lineEnd);
  const rest = lineEnd === -1 ? '' : start.slice(lineEnd).trimStart();
  if (/\.(jsonl|ndjson)$/i.test(fileName)) return 'ndjson';
  if (lineEnd !== -1 && rest !== '' && isJson(first)) return /^[[{]/.test(rest) ? 'ndjson' : named ? 'ndjson' : null;
  if (named) return 'json';
  return !whole || isJson(start) ? 'json' : null;
}

/** The first bytes of a file; throws FileChanged. */
export function readHead(file: Blob, fileName: string): Promise<Uint8Array> {
  return readBytes(file, fileName, 0, headBytes);
}

/** Whether unpacked bytes are a tar archive. */
function isTar(head: Uint8Array): boolean {
  return startsWith(head.subarray(257), 'ustar');
}

/**
 * What a file is, by its first bytes; its name decides only between JSON and text that begins alike. A zip archive may be
 * a workbook: `unpack` looks inside. Throws NotText for what is known and not read, and FileChanged.
 */
export async function recognise(file: Blob, fileName: string): Promise<FileForm> {
  const head = await readHead(file, fileName);
  if (file.size > 0 && head.length === 0) throw new FileChanged(fileName);
  if (startsWith(head, 'PK\x03\x04') || startsWith(head, 'PK\x05\x06')) return 'zip';
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  if (startsWith(head, 'PAR1')) return 'parquet';
  if (startsWith(head, 'PARE')) throw new NotText(fileName, 'an encrypted Parquet file');
  const odd = refused.find(([signature]) => startsWith(head, signature));
  if (odd) throw new NotText(fileName, odd[1]);
  if (isTar(head)) throw new NotText(fileName, 'a tar archive');
  return jsonForm(textOf(head), head.length === file.size, fileName) ?? 'delimited';
}
