import { describe, expect, it } from 'vitest';
import { conditionText, conditionsOf, noFilter } from '../../src/app/data-filter.ts';
import { RowWindow } from '../../src/app/data-rows.svelte.ts';
import { rowsText } from '../../src/app/data-shown.svelte.ts';
import { LineWindow } from '../../src/app/data-window.svelte.ts';
import type { Studio } from '../../src/app/studio.svelte.ts';
import type { RowsPage, RowsView } from '../../src/worker/protocol.ts';

type Asked = { readonly offset: number; readonly view: RowsView | undefined; readonly answer: (page: RowsPage | undefined) => void };

/** A studio whose worker answers when the test says so. */
function slowStudio() {
  const asked: Asked[] = [];
  const rows = (offset: number, _limit: number, view?: RowsView) => new Promise<RowsPage | undefined>((answer) => asked.push({ offset, view, answer }));
  const studio = { perform: (command: (api: { rows: typeof rows }) => Promise<unknown>) => command({ rows }) } as unknown as Studio;
  return { studio, asked };
}

const page = (offset: number, total: number, nColumns = 2): RowsPage => {
  const numbers = Array.from({ length: Math.min(100, total - offset) }, (_, step) => offset + step);
  return { offset, columns: Array.from({ length: nColumns }, (_, c) => `c${c}`), total, numbers, rows: numbers.map((row) => Array.from({ length: nColumns }, (_, c) => `${row}.${c}`)) };
};
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('the window over rows', () => {
  it('asks for what is in view alone, and not for what was scrolled past before its turn', async () => {
    const { studio, asked } = slowStudio();
    const table = new RowWindow(studio);
    table.resize(600, 800, 100_000, 2, 'a');
    expect(asked.map(({ offset }) => offset)).toEqual([0]);
    for (let top = 0; top <= 300_000; top += 3000) table.scroll(top, 0);
    expect(asked).toHaveLength(2);
    asked[1].answer(page(asked[1].offset, 100_000));
    await settled();
    expect(asked[2].offset).toBe(9900);
    asked[2].answer(page(9900, 100_000));
    await settled();
    expect(table.cell(9999, 1)).toBe('9999.1');
    expect(table.cell(50_000, 1)).toBeUndefined();
  });
  it('drops answers of a view that was left', async () => {
    const { studio, asked } = slowStudio();
    const table = new RowWindow(studio);
    table.resize(600, 800, 1000, 2, 'a');
    table.sort('c0');
    expect(table.waiting).toBe(true);
    asked[0].answer(page(0, 1000));
    await settled();
    expect(table.cell(0, 0)).toBeUndefined();
    asked[1].answer({ ...page(0, 40), numbers: Array.from({ length: 40 }, (_, at) => 39 - at) });
    await settled();
    expect([table.waiting, table.total, table.numberAt(0), table.cell(0, 0)]).toEqual([false, 40, 39, '0.0']);
    expect(table.view.order).toEqual({ column: 'c0', descending: false });
    table.sort('c0');
    expect(table.view.order).toEqual({ column: 'c0', descending: true });
    table.sort('c0');
    expect(table.view.order).toBeNull();
  });
  it('moves a giant table by the pixel in small steps, in proportion in large ones, and reaches both ends', () => {
    const { studio } = slowStudio();
    const table = new RowWindow(studio);
    table.resize(600, 800, 1_000_000, 2, 'a');
    expect(table.sheetHeight).toBe(8_000_000);
    table.scroll(100, 0);
    const first = table.rows.find(({ at }) => at === 10);
    expect(first?.top).toBe(11 * 30);
    table.scroll(4_000_000, 0);
    const middle = table.rows[6].at;
    expect(middle).toBeGreaterThan(490_000);
    expect(middle).toBeLessThan(510_000);
    table.scroll(4_000_300, 0);
    expect(table.rows[6].at - middle).toBe(10);
    const seen = table.rows[6];
    const rest = table.settle();
    expect(table.rows[6]).toEqual({ at: seen.at, top: seen.top + rest - 4_000_300 });
    table.scroll(8_000_000 - 600, 0);
    expect(table.rows.at(-1)?.at).toBe(999_999);
    table.scroll(0, 0);
    expect(table.rows[0].at).toBe(0);
  });
  it('puts a row that is sought into view', () => {
    const { studio } = slowStudio();
    const table = new RowWindow(studio);
    table.resize(600, 800, 1_000_000, 2, 'a');
    const top = table.goTo(777_777);
    const row = table.rows.find(({ at }) => at === 777_777);
    expect((row?.top ?? 0) - top).toBeGreaterThan(0);
    expect((row?.top ?? 0) - top).toBeLessThan(600);
    table.goTo(999_999);
    expect(table.rows.at(-1)?.at).toBe(999_999);
  });
});

describe('the window over lines', () => {
  const keys = Array.from({ length: 2000 }, (_, at) => `c${at}`);
  it('holds those in view and a few around them, with room for the rest', () => {
    const lines = new LineWindow(40);
    lines.setKeys(keys);
    lines.look(4000, 800);
    const { shown } = lines;
    expect(shown[0].at).toBe(92);
    expect(shown[0].gap).toBe(92 * 40);
    expect(shown.length).toBeLessThan(40);
    expect(shown[0].gap + shown.length * 40 + lines.rest).toBe(2000 * 40);
  });
  it('follows heights that differ, and takes the first plain one for the others', () => {
    const lines = new LineWindow(40);
    lines.setKeys(keys);
    lines.measure([{ key: 'c0', height: 50, isUsual: true }, { key: 'c3', height: 650, isUsual: false }]);
    expect(lines.startOf('c5')).toBe(4 * 50 + 650);
    lines.look(0, 100);
    expect(lines.shown[0]).toEqual({ key: 'c0', at: 0, gap: 0, held: null });
    lines.forget();
    expect(lines.startOf('c5')).toBe(250);
    expect(lines.startOf('gone')).toBeNaN();
  });
  it('keeps the line that has the focus, wherever the view is', () => {
    const lines = new LineWindow(40);
    lines.setKeys(keys);
    lines.pin('c1');
    lines.look(40_000, 400);
    expect(lines.shown.slice(0, 2).map(({ key, at, gap }) => [key, at, gap])).toEqual([['c1', 1, 40], ['c992', 992, 990 * 40]]);
    lines.look(0, 400);
    lines.pin('c1999');
    expect(lines.shown.at(-1)?.at).toBe(1999);
    expect(lines.rest).toBe(0);
    lines.setKeys([]);
    expect([lines.shown, lines.rest]).toEqual([[], 0]);
  });
});

describe('drawing lines', () => {
  it('goes a few at a time, those in view first, and starts over for lines that were left', () => {
    const lines = new LineWindow(40);
    lines.setKeys(Array.from({ length: 500 }, (_, at) => `c${at}`));
    const drawn = () => lines.shown.flatMap(({ at, held }) => (held === null ? [at] : []));
    lines.look(8000, 400);
    expect(drawn()).toEqual([200, 201, 202, 203, 204, 205]);
    expect(lines.shown[0].held).toBe(40);
    // One step of scrolling, and heights that are measured, draw no more where something is there already.
    lines.look(8010, 400);
    lines.measure([{ key: 'c200', height: 44, isUsual: true }]);
    expect(drawn()).toHaveLength(6);
    expect(lines.admit(100)).toBe(false);
    expect(drawn()).toHaveLength(lines.shown.length);
    lines.look(0, 400);
    expect(drawn()).toEqual([0, 1, 2, 3, 4, 5]);
    lines.look(8000, 400);
    expect(drawn()).toHaveLength(6);
  });
});

describe('filters', () => {
  it('become conditions, with days taken whole and what is no number asking nothing', () => {
    expect(conditionsOf('x', { ...noFilter, min: '−1,000', max: ' 2.5 ' }, false)).toEqual([{ kind: 'range', column: 'x', min: -1000, max: 2.5 }]);
    expect(conditionsOf('x', { ...noFilter, min: 'many' }, false)).toEqual([]);
    expect(conditionsOf('d', { ...noFilter, max: '1970-01-01' }, true)).toEqual([{ kind: 'range', column: 'd', min: null, max: 86_399_999 }]);
    expect(conditionsOf('c', { ...noFilter, labels: ['a'], contains: 'b', presence: 'present' }, false).map(({ kind }) => kind)).toEqual(['labels', 'contains', 'missing']);
  });
  it('read as words', () => {
    expect(conditionText({ kind: 'range', column: 'age', min: 20, max: null }, false)).toBe('age from 20');
    expect(conditionText({ kind: 'range', column: 'd', min: 0, max: 0 }, true)).toBe('d from 1970-01-01 to 1970-01-01');
    expect(conditionText({ kind: 'labels', column: 'city', labels: ['a', 'b', 'c', 'd'] }, false)).toBe('city is a, b and 2 more');
    expect(conditionText({ kind: 'missing', column: 'age', missing: false }, false)).toBe('age is not missing');
  });
  it('are counted against the whole', () => {
    const conditions = [{ kind: 'missing', column: 'age', missing: true }] as const;
    expect(rowsText(12, 1000, { order: null, conditions }, false)).toBe('12 of 1,000 rows');
    expect(rowsText(1000, 1000, { order: { column: 'age', descending: true }, conditions: [] }, false)).toBe('1,000 rows, by age, largest first');
    expect(rowsText(0, 1000, { order: { column: 'age', descending: true }, conditions: [] }, true)).toBe('Sorting by age…');
  });
});
