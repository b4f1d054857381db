import type { Dialect } from '../../core/csv/reading.ts';
import type { Control } from '../../core/math/control.ts';
import { readBytes } from './text-chunks.ts';

/** What the bytes of a file are, taken for UTF-8 or UTF-16. */
export interface EncodingCount {
  /** Characters of several bytes that are valid. */
  readonly valid: number;
  /** Pieces that are none, each of which a decoder replaces by one U+FFFD. */
  readonly invalid: number;
  /** Of the bytes in those pieces, such as stand in hardly any text in Windows-1252. */
  readonly implausible: number;
  /** The last of those pieces is a character that the end of the file cuts off. */
  readonly cutOff: boolean;
}

/** Bytes that Windows-1252 gives no character, or one that next to no text holds (þ, ÿ). */
const implausible = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d, 0xfe, 0xff]);

interface Counter {
  add(bytes: Uint8Array): void;
  finish(): EncodingCount;
}

/** Goes through UTF-8 as a decoder does (WHATWG Encoding Standard, 8.1.1), counting instead of decoding. */
function createUtf8Counter(): Counter {
  let valid = 0;
  let invalid = 0;
  let strange = 0;
  let needed = 0;
  let lower = 0x80;
  let upper = 0xbf;
  let held: number[] = [];

  const fail = () => {
    invalid++;
    for (const byte of held) if (implausible.has(byte)) strange++;
    needed = 0;
    [lower, upper] = [0x80, 0xbf];
    held = [];
  };
  const begin = (byte: number) => {
    held = [byte];
    if (byte >= 0xc2 && byte <= 0xdf) needed = 1;
    else if (byte >= 0xe0 && byte <= 0xef) {
      needed = 2;
      if (byte === 0xe0) lower = 0xa0;
      if (byte === 0xed) upper = 0x9f;
    } else if (byte >= 0xf0 && byte <= 0xf4) {
      needed = 3;
      if (byte === 0xf0) lower = 0x90;
      if (byte === 0xf4) upper = 0x8f;
    } else fail();
  };
  return {
    add(bytes) {
      for (const byte of bytes) {
        if (needed > 0) {
          if (byte >= lower && byte <= upper) {
            [lower, upper] = [0x80, 0xbf];
            held.push(byte);
            if (--needed === 0) {
              valid++;
              held = [];
            }
            continue;
          }
          fail();
        }
        if (byte >= 0x80) begin(byte);
      }
    },
    finish() {
      const cutOff = needed > 0;
      if (cutOff) fail();
      return { valid, invalid, implausible: strange, cutOff };
    },
  };
}

/** Counts surrogates of UTF-16 that stand alone, and a last byte without its other half. */
function createUtf16Counter(littleEndian: boolean): Counter {
  let valid = 0;
  let invalid = 0;
  let half = -1;
  let high = false;
  return {
    add(bytes) {
      for (const byte of bytes) {
        if (half === -1) {
          half = byte;
          continue;
        }
        const unit = littleEndian ? half | (byte << 8) : (half << 8) | byte;
        half = -1;
        const isHigh = unit >= 0xd800 && unit <= 0xdbff;
        const isLow = unit >= 0xdc00 && unit <= 0xdfff;
        if (high && isLow) valid++;
        else if (high || isLow) invalid++;
        high = isHigh;
      }
    },
    finish() {
      const cutOff = high || half !== -1;
      return { valid, invalid: invalid + (cutOff ? 1 : 0), implausible: 0, cutOff };
    },
  };
}

/** What all bytes of `file` are in that encoding; nothing is invalid in Windows-1252. Throws FileChanged and Cancelled. */
export async function countInvalid(
  file: Blob,
  fileName: string,
  encoding: Dialect['encoding'],
  control: Control,
): Promise<EncodingCount> {
  if (encoding === 'windows-1252') return { valid: 0, invalid: 0, implausible: 0, cutOff: false };
  const counter = encoding === 'utf-8' ? createUtf8Counter() : createUtf16Counter(encoding === 'utf-16le');
  const step = 1 << 20;
  for (let start = 0; start < file.size; start += step) {
    counter.add(await readBytes(file, fileName, start, start + step, control));
    await control.breathe();
  }
  return counter.finish();
}

/**
 * Whether bytes that are not UTF-8 throughout are rather Windows-1252: what is invalid outweighs the characters that are
 * valid, and looks like text in that encoding. Else it is UTF-8 with a few bytes broken.
 */
export function looksLikeWindows1252({ valid, invalid, implausible: strange, cutOff }: EncodingCount): boolean {
  return invalid - (cutOff ? 1 : 0) > valid && strange <= 0.1 * invalid;
}
