import { TooManyColumns } from '../csv/errors.ts';
import { cellText } from './cell-text.ts';
import { typedNumbers, type WrittenAs } from './row-source.ts';

const maxColumns = 20_000;
/** Stands between the keys of a path; no key of a file would hold it. */
const step = '\u0000';

export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date) && !(value instanceof Uint8Array);
}

/** Goes through an object's values, those of an object inside it by "outer.inner"; what lies deeper stays whole. */
function eachValue(row: JsonObject, take: (path: string, value: unknown) => void): void {
  for (const key of Object.keys(row)) {
    const value = row[key];
    const inner = isJsonObject(value) ? Object.keys(value) : [];
    if (inner.length === 0) take(key, value);
    else for (const name of inner) take(key + step + name, (value as JsonObject)[name]);
  }
}

/** Turns objects into records of one width. */
export interface Flattening {
  /** Takes note of an object's columns. */
  learn(row: JsonObject): void;
  /** The columns learnt, in the order in which they came. */
  header(): string[];
  /** The columns in which only numbers stand. */
  written(): Map<number, WrittenAs>;
  /** An object's fields; a column that it lacks is missing, one that was never learnt is left out. */
  record(row: JsonObject): string[];
}

/** A flattening that has yet to learn its columns. Throws TooManyColumns, where keys seem to be data. */
export function createFlattening(fileName: string): Flattening {
  const places = new Map<string, number>();
  const numbers: boolean[] = [];
  const others: boolean[] = [];
  return {
    learn(row) {
      eachValue(row, (path, value) => {
        let place = places.get(path);
        if (place === undefined) {
          place = places.size;
          if (place >= maxColumns) throw new TooManyColumns(fileName, place + 1, maxColumns);
          places.set(path, place);
        }
        if (typeof value === 'number') numbers[place] = true;
        else if (value !== null && value !== '') others[place] = true;
      });
    },
    header: () => Array.from(places.keys(), (path) => path.replace(step, '.')),
    written: () => new Map(Array.from(places.values()).flatMap((place) => (numbers[place] && !others[place] ? [[place, typedNumbers] as const] : []))),
    record(row) {
      const record = new Array<string>(places.size).fill('');
      eachValue(row, (path, value) => {
        const place = places.get(path);
        if (place !== undefined) record[place] = cellText(value);
      });
      return record;
    },
  };
}
