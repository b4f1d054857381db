import { crc32 as zlibCrc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { uncontrolled } from '../../../src/core/math/control.ts';
import { crc32 } from '../../../src/io/reading/crc32.ts';
import { gunzipMembers } from '../../../src/io/reading/gunzip-members.ts';
import { inflate } from '../../../src/io/reading/inflate.ts';
import { readTable } from '../../../src/io/reading/read-table.ts';
import { storedZip } from '../../../src/io/reading/stored-zip.ts';
import { zipDirectory } from '../../../src/io/reading/zip-entries.ts';
import { unzipFiles, zipFiles } from '../../../src/io/zip.ts';
import { addsUp, cells, gzip, readAny } from '../../support/read-any.ts';
import { xlsx } from '../../support/xlsx.ts';

const table = 'id,name\n00123,x\n00124,y\n';
const named = (fileName: string, text: string) => ({ fileName, file: new Blob([text]) });

async function together(...files: { fileName: string; file: Blob }[]) {
  const source = await storedZip(files, uncontrolled);
  return readTable(source, `${files.length} files`, { kinds: {} }, uncontrolled);
}

describe('a gzip', () => {
  it('of a table is read as the table', async () => {
    const { table: read, reading } = await readAny(await gzip(table), 'rows.csv.gz');
    expect(cells(read)).toEqual({ id: ['00123', '00124'], name: ['x', 'y'] });
    expect(reading).toMatchObject({ fileName: 'rows.csv.gz', form: { format: 'delimited', packing: 'gzip', members: [{ name: 'rows.csv', rows: 2 }] } });
  });

  it('of JSON lines or a workbook is read as those', async () => {
    expect(cells((await readAny(await gzip('{"a":1}\n{"a":2}'), 'x.jsonl.gz')).table)).toEqual({ a: [1, 2] });
    expect(cells((await readAny(await gzip(xlsx({ s: [['a'], [1]] })), 'x.xlsx.gz')).table)).toEqual({ a: [1] });
  });

  it('of several members, as tools that pack in blocks write it, is read whole', async () => {
    const lines = (from: number) => Array.from({ length: 3000 }, (_, i) => `${from + i},${(i * 31) % 97}\n`).join('');
    const members = await Promise.all(['id,v\n', lines(0), '', lines(3000)].map(gzip));
    const packed = new Blob(members);
    const file = await gunzipMembers(packed, 'x.csv.gz', uncontrolled, 1 << 24);
    expect(await file.text()).toBe(`id,v\n${lines(0)}${lines(3000)}`);
    expect((await readTable(packed, 'x.csv.gz', { kinds: {} }, uncontrolled)).table.nRows).toBe(6000);
    const damaged = new Uint8Array(await packed.arrayBuffer());
    damaged[members[0].length + members[1].length - 6] ^= 1;
    await expect(gunzipMembers(new Blob([damaged]), 'x.csv.gz', uncontrolled, 1 << 24)).rejects.toThrow(/^BadPacking/);
    await expect(gunzipMembers(packed, 'x.csv.gz', uncontrolled, 1000)).rejects.toThrow(/^TooLargeUnpacked/);
  });

  it('that is damaged, cut off, or holds an archive is refused in words', async () => {
    const packed = await gzip('a,b\n1,2\n'.repeat(1000));
    await expect(readAny(packed.slice(0, -20), 'x.csv.gz')).rejects.toThrow(/^BadPacking: .*damaged or cut off/);
    await expect(readAny(await gzip(await gzip(table)), 'x.gz')).rejects.toThrow(/^BadPacking: .*archive inside/);
    const tar = new Uint8Array(1024);
    tar.set(new TextEncoder().encode('ustar'), 257);
    await expect(readAny(await gzip(tar), 'x.tgz')).rejects.toThrow(/^NotText: .*tar archive/);
  });

  it('that is a bomb is refused before it is unpacked', async () => {
    const packed = new Blob([await gzip('0'.repeat(3_000_000))]);
    await expect(inflate(packed, 'gzip', 'bomb.gz', uncontrolled, 1 << 20)).rejects.toThrow(/^TooLargeUnpacked: .*1 MB/);
  });
});

describe('a zip', () => {
  it('is read without the notes beside its data, unless there is nothing else', async () => {
    const zip = zipFiles({ 'README.txt': 'about the rows', 'data/LICENSE': 'CC0', 'data/rows.csv': table, 'report.pdf': '%PDF', 'about.md': '# rows' });
    expect((await readAny(zip, 'rows.zip')).reading.form).toMatchObject({ members: [{ name: 'data/rows.csv', rows: 2 }] });
    expect((await readAny(zipFiles({ 'readme.txt': table }), 'rows.zip')).table.nRows).toBe(2);
  });

  it('of one table is read as the table, and what systems add to archives is passed over', async () => {
    const zip = zipFiles({ 'folder/rows.csv': table, '__MACOSX/folder/._rows.csv': 'x', 'folder/.DS_Store': 'x' });
    const { table: read, reading } = await readAny(zip, 'rows.zip');
    expect(cells(read).id).toEqual(['00123', '00124']);
    expect(reading.form).toMatchObject({ packing: 'zip', members: [{ name: 'folder/rows.csv', rows: 2 }] });
  });

  it('of several tables with the same columns, in any order, appends them and says which file a line is in', async () => {
    const zip = zipFiles({
      'a.csv': 'x,y\n1,p\n2\n3,q\n',
      'b.csv': 'y;x\nr;4\ns;five\n;6\n',
      'c.jsonl': '{"x": 7, "y": "t"}\nnope\n',
    });
    const { table: read, reading } = await readAny(zip, 'all.zip', { kinds: { x: 'number' } });
    expect(cells(read)).toEqual({ x: [1, 3, 4, null, 6, 7], y: ['p', 'q', 'r', 's', null, 't'] });
    expect(reading.form?.members).toEqual([{ name: 'a.csv', rows: 2 }, { name: 'b.csv', rows: 3 }, { name: 'c.jsonl', rows: 1 }]);
    expect(reading.accounting).toMatchObject({ records: 10, header: 2, kept: 6, rejected: 2, blank: 0 });
    expect(addsUp(reading)).toBe(true);
    expect(reading.accounting.rejectedRows.map(({ file, line }) => [file, line])).toEqual([['a.csv', 3], ['c.jsonl', 2]]);
    expect(reading.accounting.contradictions).toEqual([{ column: 'x', count: 1, examples: [{ file: 'b.csv', line: 3, value: 'five' }] }]);
  });

  it('of tables with other columns names the odd file and the difference', async () => {
    const zip = zipFiles({ 'a.csv': 'x,y\n1,2\n', 'b.csv': 'x,z\n1,2\n' });
    await expect(readAny(zip, 'all.zip')).rejects.toThrow(/^DifferentColumns: "b\.csv".*"a\.csv".*lacks "y" and it has "z" besides/);
    await expect(readAny(zipFiles({ 'a.csv': 'x\n1\n', 'b.zip': zipFiles({ c: 'x' }) }), 'all.zip')).rejects.toThrow(/^BadPacking: "b\.zip".*inside/);
    await expect(readAny(zipFiles({ 'folder/.DS_Store': 'x' }), 'all.zip')).rejects.toThrow(/^NothingToRead/);
  });

  it('that is damaged, cut off, or not what its directory says is refused in words', async () => {
    const zip = zipFiles({ 'a.csv': 'x,y\n1,2\n'.repeat(500) });
    await expect(readAny(zip.slice(0, -30), 'all.zip')).rejects.toThrow(/^BadPacking: .*cut off/);
    const { entries } = await zipDirectory(new Blob([zip]), 'all.zip');
    const damaged = zip.slice();
    damaged[entries[0].headerAt + 60] ^= 0xff;
    await expect(readAny(damaged, 'all.zip')).rejects.toThrow(/^BadPacking/);
  });

  it('that claims to be small and is not is refused', async () => {
    const zip = zipFiles({ 'a.csv': '0'.repeat(100_000) });
    const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
    for (let at = 0; at < zip.length - 4; at++) if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 500, true);
    await expect(readAny(zip, 'all.zip')).rejects.toThrow(/^TooLargeUnpacked/);
  });
});

describe('files dropped together', () => {
  it('become one archive that any tool opens, with names that differ', async () => {
    const source = await storedZip([named('a.csv', 'x\n1\n'), named('a.csv', 'x\n2\n'), named('ä.csv', '')], uncontrolled);
    const files = unzipFiles(new Uint8Array(await source.arrayBuffer()));
    expect(Object.entries(files).map(([name, bytes]) => [name, new TextDecoder().decode(bytes)])).toEqual([
      ['a.csv', 'x\n1\n'],
      ['a (2).csv', 'x\n2\n'],
      ['ä.csv', ''],
    ]);
  });

  it('are appended, and are not said to be a zip', async () => {
    const { table: read, reading } = await together(named('a.csv', 'x,y\n1,p\n'), named('b.csv', 'y,x\nq,2\n'));
    expect(cells(read)).toEqual({ x: [1, 2], y: ['p', 'q'] });
    expect(reading.form).toMatchObject({ packing: 'none', members: [{ name: 'a.csv', rows: 1 }, { name: 'b.csv', rows: 1 }] });
  });

  it('keep what needs their texts: a code in the second makes a code of the first', async () => {
    const { table: read } = await together(named('a.csv', 'id,v\n12,1\n13,1\n'), named('b.csv', 'id,v\n00123,1\n00124,2\n'));
    expect(cells(read).id).toEqual(['12', '13', '00123', '00124']);
  });
});

describe('the checksum', () => {
  it('is zlib’s, however the bytes are cut', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(300), (bytes, cut) => {
        expect(crc32(bytes.subarray(cut), crc32(bytes.subarray(0, cut)))).toBe(zlibCrc32(bytes));
      }),
    );
  });
});
