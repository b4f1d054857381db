import type { Control } from '../../core/math/control.ts';
import { sniffEncoding } from '../csv/encoding.ts';
import { textChunks } from '../csv/text-chunks.ts';
import { NotJson } from './errors.ts';
import { readHead } from './recognise.ts';

/** The texts of the values of a list, or of a file of JSON lines, and the line each begins on. */
export interface Elements {
  readonly texts: string[];
  readonly lines: number[];
}

const longest = 1 << 26;
/** Bytes parsed at a time: what comes of them has to be typed before the event loop gets its turn. */
const chunkBytes = 1 << 17;

/** The text of a JSON file, chunk by chunk. */
export async function* jsonText(file: Blob, fileName: string, control: Control): AsyncGenerator<string> {
  const encoding = sniffEncoding(await readHead(file, fileName), fileName) ?? 'utf-8';
  let first = true;
  for await (const text of textChunks(file, fileName, encoding, false, control, chunkBytes)) {
    yield first && text.startsWith('\ufeff') ? text.slice(1) : text;
    first = false;
  }
}

/** The lines of a file of JSON lines; a blank one is the empty text. */
export async function* jsonLines(file: Blob, fileName: string, control: Control): AsyncGenerator<Elements> {
  let rest = '';
  let line = 1;
  const cut = (texts: string[]): Elements => {
    const lines = texts.map((_, index) => line + index);
    line += texts.length;
    return { texts: texts.map((text) => text.trim()), lines };
  };
  for await (const text of jsonText(file, fileName, control)) {
    const texts = (rest + text).split('\n');
    rest = texts.pop() ?? '';
    if (rest.length > longest) throw new NotJson(fileName, line, 'this line is over 64 MB long');
    if (texts.length > 0) yield cut(texts);
  }
  if (rest !== '') yield cut([rest]);
}

/** Cuts a list that comes in chunks of text into the texts of its values. */
export interface ListCutter {
  /** The values that are whole once `text` follows what came before; throws NotJson. */
  push(text: string): Elements;
  /** Throws NotJson where the list has not ended. */
  finish(): void;
}

/** A cutter that looks at brackets, quotes and commas alone; what a value's own text says is left to whoever parses it. */
export function createListCutter(fileName: string): ListCutter {
  let buffer = '';
  let at = 0;
  let start = -1;
  let startLine = 1;
  let line = 1;
  let depth = -1;
  let inString = false;
  let due = false;
  let ended = false;

  const fail = (what: string): never => {
    throw new NotJson(fileName, line, what);
  };

  return {
    push(text) {
      const keepFrom = start === -1 ? at : start;
      buffer = buffer.slice(keepFrom) + text;
      at -= keepFrom;
      if (start !== -1) start = 0;
      if (buffer.length > longest) fail('one row is over 64 MB long');
      const texts: string[] = [];
      const lines: number[] = [];
      const close = (end: number) => {
        if (start === -1) return false;
        texts.push(buffer.slice(start, end));
        lines.push(startLine);
        start = -1;
        return true;
      };
      const open = () => {
        if (start !== -1) return;
        start = at;
        startLine = line;
      };
      for (; at < buffer.length; at++) {
        const code = buffer.charCodeAt(at);
        if (inString) {
          if (code === 92) {
            // The escaped character may be in the next chunk.
            if (at + 1 === buffer.length) break;
            at++;
          } else if (code === 34) inString = false;
          else if (code === 10) line++;
        } else if (code === 10) {
          line++;
          continue;
        } else if (code === 32 || code === 9 || code === 13) continue;
        else if (ended) fail('text follows the end of the list');
        else if (depth === -1) {
          if (code !== 91) fail('a list should begin here');
          depth = 0;
        } else if (code === 34) {
          open();
          inString = true;
        } else if (code === 123 || code === 91) {
          open();
          depth++;
        } else if ((code === 125 || code === 93) && depth > 0) depth--;
        else if (code === 44 && depth === 0) {
          if (!close(at)) fail('a comma stands where a value should');
          due = true;
          continue;
        } else if (code === 93) {
          if (!close(at) && due) fail('a comma stands before the end of the list');
          ended = true;
        } else open();
        due = false;
      }
      return { texts, lines };
    },
    finish() {
      if (!ended) fail('the file ends before its list does');
    },
  };
}

/**
 * The values of the one list that a JSON file is, without holding the file in memory. What a value's own text says is not
 * looked at. Throws NotJson where no list stands, or where it does not end.
 */
export async function* jsonList(file: Blob, fileName: string, control: Control): AsyncGenerator<Elements> {
  const cutter = createListCutter(fileName);
  for await (const text of jsonText(file, fileName, control)) yield cutter.push(text);
  cutter.finish();
}

const longInteger = /"(?:[^"\\]|\\.)*"|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g;

/** The value that JSON text stands for; integers that float64 would spoil are kept as their digits. Throws SyntaxError. */
export function parseJson(text: string): unknown {
  if (!/(?:^|[^.\d])\d{16}/.test(text)) return JSON.parse(text);
  const guarded = text.replace(longInteger, (found) =>
    found.startsWith('"') || String(Number(found)) === found ? found : `"${found}"`,
  );
  return JSON.parse(guarded);
}
