import { describe, expect, it } from 'vitest';
import { currentVersion } from '../../src/core/project/current.ts';
import { zipFiles } from '../../src/io/zip.ts';
import { gzip } from '../support/read-any.ts';
import { fileOf, workerSession } from '../support/worker-session.ts';
import { xlsx } from '../support/xlsx.ts';

const lines = (n: number, from = 0) => Array.from({ length: n }, (_, i) => `00${from + i},${i % 2 ? 'yes' : 'no'},${(i * 7) % 11}`);
const people = (n = 40, from = 0) => fileOf(`id,left,use\n${lines(n, from).join('\n')}\n`);

const readingOf = (session: ReturnType<typeof workerSession>['session']) => currentVersion(session.requireProject(), 'dataset')!.result!.reading;

/** A file that can be read so many times, and is then no longer what it was. */
function failingAfter(reads: number, text: string): Blob {
  const real = new Blob([text]);
  let left = reads;
  const fail = () => Promise.reject(new DOMException('changed', 'NotReadableError'));
  const wrap = (blob: Blob): Blob =>
    new Proxy(blob, {
      get(target, key) {
        if (key === 'slice') return (...range: [number, number]) => wrap(target.slice(...range));
        if (key === 'arrayBuffer') return () => (left-- > 0 ? target.arrayBuffer() : fail());
        const value: unknown = Reflect.get(target, key, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  return wrap(real);
}

describe('a new project', () => {
  it('is made of several files, which are one source with one table', async () => {
    const { session, commands } = workerSession();
    await commands.createProjectFrom([{ file: people(30), fileName: 'a.csv' }, { file: people(20, 50), fileName: 'b.csv' }]);
    const project = session.requireProject();
    expect(project.name).toBe('a and 1 more');
    expect(currentVersion(project, 'source')?.settings.fileName).toBe('2 files (a.csv, b.csv)');
    expect(session.requireTable().nRows).toBe(50);
    expect(readingOf(session).form?.members).toEqual([{ name: 'a.csv', rows: 30 }, { name: 'b.csv', rows: 20 }]);
  });

  it('of several files comes back from storage and from an archive', async () => {
    const { session, commands } = workerSession();
    await commands.createProjectFrom([{ file: people(30), fileName: 'a.csv' }, { file: people(20, 50), fileName: 'b.csv' }]);
    const { id } = session.requireProject();
    const { file } = await commands.exportProject();
    await commands.closeProject();
    await commands.openProject(id);
    await commands.reread({ kinds: { use: 'category' } });
    expect(session.requireTable().nRows).toBe(50);
    await commands.importProject(file);
    expect(session.requireTable().nRows).toBe(50);
  });

  it('is not made of files that differ, and what was open stays', async () => {
    const { session, commands } = workerSession();
    await commands.createProject(people(), 'people.csv');
    const before = session.requireProject();
    const odd = fileOf('id,gone,use\n1,2,3\n');
    await expect(commands.createProjectFrom([{ file: people(), fileName: 'a.csv' }, { file: odd, fileName: 'odd.csv' }])).rejects.toThrow(/^DifferentColumns: "odd.csv"/);
    expect(session.requireProject()).toBe(before);
    expect(session.job).toBeNull();
  });

  it.each([
    ['a workbook', 'book.xlsx', xlsx({ s: [['id', 'left'], ...Array.from({ length: 30 }, (_, i) => [`00${i}`, i % 2 ? 'yes' : 'no'])] }), 'xlsx'],
    ['a zip', 'rows.zip', zipFiles({ 'rows.csv': 'id,left\n001,yes\n002,no\n'.repeat(1) }), 'delimited'],
  ])('is made of %s', async (_what, fileName, bytes, format) => {
    const { session, commands } = workerSession();
    await commands.createProject(new Blob([bytes]), fileName);
    expect(readingOf(session).form?.format).toBe(format);
    expect(session.requireTable().columns[0].kind).not.toBe('number');
  });

  it('that is cancelled while it is read leaves what was open', async () => {
    const { session, commands, events } = workerSession();
    await commands.createProject(people(), 'people.csv');
    const before = session.requireProject();
    const large = fileOf(`id,left,use\n${lines(60_000).join('\n')}\n`);
    const second = commands.createProject(large, 'large.csv');
    while (session.job === null) await new Promise((resolve) => setTimeout(resolve, 1));
    session.job.stop();
    await expect(second).rejects.toThrow(/^Cancelled/);
    expect(session.requireProject()).toBe(before);
    expect(session.requireTable().nRows).toBe(40);
    expect(events.at(-1)).toEqual({ type: 'job', job: null });
  });

  it('from a file that changes under the reader leaves what was open', async () => {
    const { session, commands } = workerSession();
    await commands.createProject(people(), 'people.csv');
    const before = session.requireProject();
    for (const reads of [0, 1, 2, 3]) {
      const changing = failingAfter(reads, `id,left,use\n${lines(3000).join('\n')}\n`);
      await expect(commands.createProject(changing, 'changing.csv')).rejects.toThrow(/^FileChanged: "changing\.csv"/);
    }
    expect(session.requireProject()).toBe(before);
    expect(session.requireTable().nRows).toBe(40);
  });
});

describe('reading again', () => {
  it('keeps codes as they stand', async () => {
    const { session, commands } = workerSession();
    await commands.createProject(fileOf('zip,left\n00123,yes\n00124,no\n00123,yes\n'), 'zips.csv');
    await commands.setKind('zip', 'number');
    expect(session.requireTable().columns[0]).toMatchObject({ kind: 'number', values: new Float64Array([123, 124, 123]) });
    await commands.setKind('zip', 'category');
    expect(session.requireTable().columns[0]).toMatchObject({ kind: 'category', levels: ['00123', '00124'] });
  });

  it('from a source that is gone keeps the data', async () => {
    const { session, commands } = workerSession();
    await commands.createProject(people(), 'people.csv');
    const before = session.requireProject();
    session.source = failingAfter(0, 'id,left,use\n1,yes,2\n');
    await expect(commands.reread({ kinds: {}, dialect: { delimiter: ';' } })).rejects.toThrow(/^FileChanged/);
    expect(session.requireProject()).toBe(before);
    expect(session.requireTable().nRows).toBe(40);
  });
});

describe('a preview of reading', () => {
  it('shows the first rows and kinds under other options, and changes nothing', async () => {
    const { session, commands } = workerSession();
    await commands.createProject(people(3000), 'people.csv');
    const before = session.requireProject();
    const asIs = await commands.previewReading({ kinds: {} });
    expect(asIs.rows).toHaveLength(50);
    expect(asIs.rows[0]).toEqual(['000', 'no', '0']);
    expect(asIs.lines.slice(0, 2)).toEqual([2, 3]);
    expect(asIs.formats.map(({ name, kind }) => [name, kind])).toEqual([['id', 'text'], ['left', 'category'], ['use', 'number']]);
    await expect(commands.previewReading({ kinds: {}, dialect: { preamble: 9999 } })).rejects.toThrow(/^EmptyFile: .*nothing below the first 9,999 lines; skip fewer$/);
    const cut = await commands.previewReading({ kinds: {}, dialect: { delimiter: ';', header: false } });
    expect(cut.formats.map(({ name }) => name)).toEqual(['column_1']);
    expect(cut.rows[0]).toEqual(['id,left,use']);
    expect(session.requireProject()).toBe(before);
  });

  it('looks only at the beginning of a large file', async () => {
    const { session, commands } = workerSession();
    await commands.createProject(people(), 'people.csv');
    session.source = failingAfter(4, `id,left,use\n${lines(400_000).join('\n')}\n`);
    expect((await commands.previewReading({ kinds: {} })).rows).toHaveLength(50);
  });

  it('of a packed source or a workbook says what is inside, and follows the sheet', async () => {
    const { commands } = workerSession();
    await commands.createProject(new Blob([await gzip('a;b\n1;x\n2;y\n')]), 'rows.csv.gz');
    expect(await commands.previewReading({ kinds: {} })).toMatchObject({ form: { format: 'delimited', packing: 'gzip' }, members: ['rows.csv'], dialect: { delimiter: ';' } });
    await commands.createProject(new Blob([xlsx({ one: [['a', 'b'], [1, 'x'], [2, 'y']], two: [['c'], ['p'], ['q']] })]), 'book.xlsx');
    const second = await commands.previewReading({ kinds: {}, sheet: 'two' });
    expect(second.form.sheets).toEqual(['two', 'one']);
    expect(second.rows).toEqual([['p'], ['q']]);
  });

  it('says what is wrong, as reading would', async () => {
    const { commands } = workerSession();
    await commands.createProject(people(), 'people.csv');
    await expect(commands.previewReading({ kinds: {}, sheet: 'none', dialect: { delimiter: '"', quote: '"' } })).rejects.toThrow(/^BadDialect/);
  });
});

describe('a large table', () => {
  const wide = 40;
  const nRows = 80_000;
  const header = Array.from({ length: wide }, (_, column) => `x${column}`).join(',');
  const large = () => fileOf(`${header},left\n${Array.from({ length: nRows }, (_, row) => `${Array.from({ length: wide }, (_, column) => (row * 31 + column * 7) % 997).join(',')},${row % 3 === 0 ? 'yes' : 'no'}`).join('\n')}\n`);

  it('is shown by a first look, and then by all of its rows', { timeout: 60_000 }, async () => {
    const { session, commands } = workerSession();
    const looks: (number | undefined)[] = [];
    session.listen((event) => {
      const profile = event.type === 'project' && event.project ? currentVersion(event.project, 'dataset')?.result?.profile : undefined;
      if (profile && looks.at(-1) !== profile.glance) looks.push(profile.glance);
    });
    await commands.createProject(large(), 'large.csv');
    expect(looks).toEqual([Math.floor(400_000 / 41), undefined]);
    const project = session.requireProject();
    expect(currentVersion(project, 'dataset')?.result?.profile.columns[0].count).toBe(nRows);
    expect(currentVersion(project, 'recipe')).not.toBeNull();
    expect(project.versions.map(({ stage }) => stage)).toEqual(['source', 'dataset', 'problem', 'split', 'recipe']);
  });

  it('can be worked with where counting all rows is stopped', { timeout: 60_000 }, async () => {
    const { session, commands } = workerSession();
    session.listen((event) => {
      if (event.type === 'project' && event.project && currentVersion(event.project, 'problem')) session.job?.stop();
    });
    await commands.createProject(large(), 'large.csv');
    const project = session.requireProject();
    expect(currentVersion(project, 'dataset')?.result?.profile.glance).toBeGreaterThan(0);
    expect(currentVersion(project, 'recipe')).not.toBeNull();
    expect(session.requireTable().nRows).toBe(nRows);
  });
});
