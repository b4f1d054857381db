import type { Dialect } from '../../core/csv/reading.ts';
import { Cancelled, type Control } from '../../core/math/control.ts';
import { NoRowsInJson, NotJson } from './errors.ts';
import { createFlattening, isJsonObject, type Flattening } from './flattening.ts';
import { gridRows } from './grid-rows.ts';
import { jsonLines, jsonList, parseJson, type Elements } from './json-elements.ts';
import { createTally, noDialect, type RowSource, type Tally } from './row-source.ts';
import type { Member } from './unpack.ts';

/** Goes through the texts of a file's values. */
export type ElementsOf = (control: Control) => AsyncGenerator<Elements>;

/** Where only the head of a file counts, its first chunks of text do. */
const headBatches = 8;

/** The value that a text stands for; a mistake ends a list, whose rest cannot be trusted, and rejects a line. */
function parseElement(text: string, line: number, fileName: string, strict: boolean): { value: unknown } | { reason: string } {
  try {
    return { value: parseJson(text) };
  } catch (error) {
    const detail = error instanceof Error ? error.message.replace(/^JSON\.parse: /, '').slice(0, 120) : 'no value';
    if (strict) throw new NotJson(fileName, line, detail);
    return { reason: 'is not valid JSON' };
  }
}

/** The first value that is not blank, which tells what the others are. */
async function firstValue(elements: ElementsOf, fileName: string, strict: boolean, control: Control): Promise<unknown> {
  for await (const { texts, lines } of elements(control)) {
    for (let index = 0; index < texts.length; index++) {
      if (texts[index] === '') continue;
      const parsed = parseElement(texts[index], lines[index], fileName, strict);
      if ('value' in parsed && parsed.value !== null) return parsed.value;
    }
  }
  throw new NoRowsInJson(fileName, 'a list without a row in it');
}

interface Values {
  readonly values: unknown[];
  /** By place, those that are none. */
  readonly rejected: Map<number, { readonly reason: string; readonly excerpt: string }>;
}

/** All values, for lists of lists: they are as compact in memory as their text. */
async function allValues(elements: ElementsOf, fileName: string, strict: boolean, control: Control): Promise<Values> {
  const all: Values = { values: [], rejected: new Map() };
  for await (const { texts, lines } of elements(control)) {
    texts.forEach((text, index) => {
      const parsed = text === '' ? { value: null } : parseElement(text, lines[index], fileName, strict);
      if ('reason' in parsed) all.rejected.set(all.values.length, { reason: parsed.reason, excerpt: text });
      all.values.push('value' in parsed ? parsed.value : null);
    });
  }
  return all;
}

async function learn(flattening: Flattening, elements: ElementsOf, fileName: string, strict: boolean, headOnly: boolean, control: Control): Promise<void> {
  let batches = 0;
  for await (const { texts, lines } of elements(control)) {
    if (control.cancelled()) throw new Cancelled();
    texts.forEach((text, index) => {
      if (text === '') return;
      const parsed = parseElement(text, lines[index], fileName, strict);
      if ('value' in parsed && isJsonObject(parsed.value)) flattening.learn(parsed.value);
    });
    if (headOnly && ++batches >= headBatches) return;
  }
}

/** The rows of values that are objects. The columns are those of all of them, or of the first ones with `headOnly`. */
export async function objectRows(member: Member, elements: ElementsOf, strict: boolean, headOnly: boolean, control: Control): Promise<RowSource> {
  const flattening = createFlattening(member.name);
  await learn(flattening, elements, member.name, strict, headOnly, control);
  let tally: Tally = createTally(0, 0);
  return {
    name: member.name,
    format: member.format,
    dialect: noDialect(true),
    sheets: [],
    header: flattening.header(),
    written: flattening.written(),
    async *rows(within) {
      tally = createTally(0, 0);
      for await (const { texts, lines } of elements(within)) {
        if (within.cancelled()) throw new Cancelled();
        const records: string[][] = [];
        const kept: number[] = [];
        texts.forEach((text, index) => {
          if (text === '') return tally.blank();
          const parsed = parseElement(text, lines[index], member.name, strict);
          if ('reason' in parsed) return tally.reject(lines[index], parsed.reason, text);
          if (!isJsonObject(parsed.value)) return tally.reject(lines[index], 'is no object, as the other rows are', text);
          records.push(flattening.record(parsed.value));
          kept.push(lines[index]);
        });
        tally.kept(records.length);
        yield { records, lines: kept };
      }
    },
    counts: () => tally.counts(),
  };
}

/** The rows of a list, or of JSON lines, whatever its values are: objects, lists of cells, or single values. */
export async function listRows(member: Member, set: Partial<Dialect> | undefined, headOnly: boolean, control: Control): Promise<RowSource> {
  const strict = member.format === 'json';
  const elements: ElementsOf = (within) => (strict ? jsonList : jsonLines)(member.file, member.name, within);
  const first = await firstValue(elements, member.name, strict, control);
  if (isJsonObject(first)) return objectRows(member, elements, strict, headOnly, control);
  const { values, rejected } = await allValues(elements, member.name, strict, control);
  const grid = { name: member.name, format: member.format, sheets: [], rejected, mayHavePreamble: false };
  if (Array.isArray(first)) return gridRows({ ...grid, rows: values.map((value) => (Array.isArray(value) ? value : [value])) }, set);
  return gridRows({ ...grid, rows: values.map((value) => [value]) }, { ...set, header: false });
}
