import { describe, expect, it } from 'vitest';
import type { StudioApi } from '../../src/worker/protocol.ts';
import { pickedFormat, previewTableOf, ReadingDraft } from '../../src/app/data-reading-draft.svelte.ts';
import { numberOptions, numberValue, withMarks, withValue } from '../../src/app/data-reading-options.ts';
import { accountingLine, accountingSum, layoutText, nameInFile, placeText, readingFacts, readingTitle, tokensInUse, unsureDates } from '../../src/app/data-reading.ts';
import type { Studio } from '../../src/app/studio.svelte.ts';
import type { ColumnFormat, Reading } from '../../src/core/csv/reading.ts';
import { pastedFileName } from '../../src/app/welcome.ts';
import { adultReading } from '../ui/fixtures/adult.ts';

const format = (name: string, more: Partial<ColumnFormat> = {}): ColumnFormat => ({
  name,
  kind: 'category',
  number: { decimal: '.', thousands: '' },
  date: 'ymd',
  missingTokens: ['NA'],
  ...more,
});

const reading: Reading = {
  fileName: 'book.xlsx',
  sizeBytes: 4096,
  dialect: { encoding: 'utf-8', delimiter: ',', header: true, preamble: 2 },
  form: { format: 'xlsx', packing: 'none', members: [{ name: 'book.xlsx', rows: 3 }], sheets: ['Sales', 'Costs'] },
  formats: [
    format('price', { kind: 'number', number: { decimal: ',', thousands: '.', unit: '€' } }),
    format('when', { kind: 'datetime', date: 'dmy', dateOrderUnsure: true }),
    format('day', { kind: 'datetime', date: 'mdy' }),
  ],
  accounting: {
    records: 8, header: 1, kept: 3, rejected: 0, blank: 2, preamble: 2, rejectedRows: [], contradictions: [],
    missingMarks: [{ column: 'price', token: 'NA', count: 4 }], renamed: [],
  },
};

describe('how a file was read, in words', () => {
  it('adds up, whatever the parts', () => {
    expect(accountingSum(reading)).toBe('8 rows = 1 header + 3 kept + 0 rejected + 2 blank + 2 before the header');
    expect(accountingLine(reading)).toBe('book.xlsx · 4.1 kB · Excel workbook, sheet Sales, header in row 3 · 3 kept, 0 rejected, 2 blank');
    expect(accountingSum(adultReading)).toMatch(/records = 1 header \+ 24,420 kept/);
  });

  it('names what was guessed', () => {
    const facts = Object.fromEntries(readingFacts(reading).map(({ label, value }) => [label, value]));
    expect(facts).toEqual({
      Format: 'Excel workbook',
      Sheet: 'Sales of 2',
      Header: 'row 3',
      'Decimal comma': 'in every number',
      Units: '€ in price',
      Dates: 'day first in when; month first in day',
      Missing: 'empty cells and NA',
    });
    const packed = { ...adultReading, form: { format: 'delimited', packing: 'gzip', members: [{ name: 'a', rows: 1 }], sheets: [] } } as const;
    expect(layoutText(packed)).toBe('in a gzip, comma, UTF-8, header in line 1');
  });

  it('does not number the header where comments stand among the lines', () => {
    const accounting = { ...adultReading.accounting, comments: 1 };
    expect(layoutText({ ...adultReading, accounting })).toBe('comma, UTF-8, header in first line that is no comment');
    expect(accountingSum({ ...adultReading, accounting })).toMatch(/\+ 1 comment$/);
  });

  it('speaks of one file or several, and shows the spaces of a name', () => {
    const members = [{ name: 'a.csv', rows: 1 }, { name: 'b.csv', rows: 1 }];
    const form = { format: 'delimited', packing: 'none', members, sheets: [] } as const;
    expect(readingTitle({ fileName: '2 files (a.csv, b.csv)', form })).toBe('How 2 files (a.csv, b.csv) were read');
    expect(readingTitle({ fileName: 'all.zip', form: { ...form, packing: 'zip' } })).toBe('How all.zip was read');
    expect(['', '  ', ' x', 'a b'].map(nameInFile)).toEqual(['(blank)', '(blank)', '“ x”', 'a b']);
  });

  it('asks where no date tells day from month', () => {
    expect(unsureDates(reading)).toEqual([{ column: 'when', read: 'dmy' }]);
    expect(placeText({ line: 1200, file: 'b.csv' })).toBe('line 1,200 of b.csv');
    expect(tokensInUse(reading)).toEqual(['NA']);
  });

  it('offers any delimiter that was found, and marks that keep a unit', () => {
    expect(withValue([{ value: ',', label: 'comma' }], '§').map(({ value }) => value)).toEqual([',', '§']);
    const price = reading.formats[0];
    expect(numberOptions.map(({ value }) => value)).toContain(numberValue(price));
    expect(withMarks(price, '.,')).toEqual({ decimal: '.', thousands: ',', unit: '€' });
  });

  it('lets a column be set otherwise that what was set for it made a text', () => {
    const number = { decimal: '.', thousands: ',', unit: '€' } as const;
    const text = format('price', { kind: 'text' });
    expect(pickedFormat(text, {})).toBeNull();
    expect(pickedFormat(text, { price: { number } })).toMatchObject({ picks: 'number', format: { number } });
    expect(pickedFormat(text, { price: { date: 'mdy' } })).toMatchObject({ picks: 'date', format: { date: 'mdy' } });
    expect(pickedFormat(reading.formats[1], undefined)).toMatchObject({ picks: 'date', format: { date: 'dmy' } });
  });

  it('knows pasted JSON', () => {
    expect(pastedFileName('[{"a": 1}]\n')).toBe('pasted.json');
    expect(pastedFileName('[draft] of a letter\nto you')).toBeNull();
  });
});

const preview = {
  dialect: reading.dialect,
  form: { format: 'delimited', packing: 'none', sheets: [] },
  members: ['a.csv'],
  formats: [format('n', { kind: 'number' }), format('label')],
  rows: [['1', 'x'], ['oops', 'NA'], ['', '']],
  lines: [2, 3, 4],
  rejected: [],
} as const;

describe('a preview', () => {
  it('tells missing cells from those that contradict their column', () => {
    const { rows, beyond } = previewTableOf(preview);
    expect(rows.map(({ cells }) => cells.map(({ state }) => state))).toEqual([['plain', 'plain'], ['odd', 'missing'], ['missing', 'missing']]);
    expect(beyond).toBe('');
    const wide = { ...preview, formats: Array.from({ length: 60 }, (_, i) => format(`c${i}`)), rows: [Array.from({ length: 60 }, () => 'x')], lines: [2] };
    expect(previewTableOf(wide)).toMatchObject({ beyond: 'the first 40 are shown' });
    expect(previewTableOf(wide).rows[0].cells).toHaveLength(40);
  });
});

describe('a draft of other options', () => {
  function drafted(answers: (options: unknown) => Promise<typeof preview>) {
    const reread: unknown[] = [];
    const api = { previewReading: answers, reread: async (options: unknown) => void reread.push(options) } as unknown as StudioApi;
    const studio = {
      current: () => ({ settings: { options: { kinds: { n: 'number' }, dialect: { delimiter: ';' } } } }),
      perform: async <T>(command: (api: StudioApi) => Promise<T>) => command(api),
    } as unknown as Studio;
    return { draft: new ReadingDraft(studio, reading), reread };
  }
  const settled = () => new Promise((resolve) => setTimeout(resolve, 220));

  it('keeps what was set, asks once for changes that come together, and reads with all of it', async () => {
    const asked: unknown[] = [];
    const { draft, reread } = drafted(async (options) => (asked.push(options), preview));
    draft.setDialect({ header: false });
    draft.setTokens(['?']);
    draft.setFormat('n', { date: 'dmy' });
    await settled();
    const options = { kinds: { n: 'number' }, dialect: { delimiter: ';', header: false }, missingTokens: ['?'], formats: { n: { date: 'dmy' } } };
    expect(asked).toHaveLength(2);
    expect(asked[1]).toEqual(options);
    expect(draft.pending).toBe(false);
    expect(await draft.apply()).toBe(true);
    expect(reread).toEqual([options]);
    draft.guessAgain();
    expect(draft.options).toEqual({ kinds: { n: 'number' } });
  });

  it('says what is wrong and drops answers that come late', async () => {
    let release = () => {};
    const late = new Promise<void>((resolve) => (release = resolve));
    let calls = 0;
    const { draft } = drafted(async () => {
      if (calls++ === 0) await late;
      else throw new Error('BadDialect: these marks contradict each other; choose others');
      return preview;
    });
    draft.setDialect({ delimiter: '"' });
    await settled();
    expect(draft.trouble?.code).toBe('BadDialect');
    release();
    await settled();
    expect(draft.preview).toBeNull();
    expect(draft.trouble?.code).toBe('BadDialect');
  });
});
