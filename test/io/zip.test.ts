import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { unzipFiles, zipFiles } from '../../src/io/zip.ts';

/** An archive of one file, written under a harmless name of the same length that is then overwritten in its bytes. */
function archiveNamed(path: string): Uint8Array {
  const name = strToU8(path);
  const archive = zipSync({ ['z'.repeat(name.length)]: strToU8('x') });
  for (let at = 0; at + name.length <= archive.length; at++) {
    if (name.every((_, i) => archive[at + i] === 122)) archive.set(name, at);
  }
  return archive;
}

describe('zip archives', () => {
  it('give back what was put in, texts as UTF-8, in order', () => {
    const weights = Uint8Array.from({ length: 5000 }, (_, i) => (i * 31) & 255);
    const files = unzipFiles(
      zipFiles({ 'release.json': '{"a":"é"}', 'model/weights.bin': weights, constructor: '', 'ä.csv': 'x' }),
    );
    expect(Object.keys(files)).toEqual(['release.json', 'model/weights.bin', 'constructor', 'ä.csv']);
    expect(new TextDecoder().decode(files['release.json'])).toBe('{"a":"é"}');
    expect(files['model/weights.bin']).toEqual(weights);
    expect(files['constructor']).toHaveLength(0);
  });

  it('are the same bytes for the same files', () => {
    expect(zipFiles({ a: 'x', b: 'y' })).toEqual(zipFiles({ a: 'x', b: 'y' }));
  });

  it.each(['../evil', '/etc/passwd', 'a/../../b', 'C:/x', 'a\\b', 'a//b', './a', '__proto__', 'a\0b'])(
    'refuse the path %j',
    (path) => {
      expect(() => zipFiles(Object.fromEntries([[path, 'x']]))).toThrow(/^BadArchive/);
      const archive = archiveNamed(path);
      expect(() => unzipFiles(archive)).toThrow(/^BadArchive: the archive holds the unsafe path/);
    },
  );

  it('refuse to unpack more than they may, before doing it', () => {
    const bomb = zipSync({ a: new Uint8Array(2_000_000), b: new Uint8Array(2_000_000) });
    expect(bomb.length).toBeLessThan(10_000);
    expect(() => unzipFiles(bomb, { totalBytes: 3_000_000, files: 10 })).toThrow(/unpack to more than it may/);
    expect(Object.keys(unzipFiles(bomb, { totalBytes: 4_000_000, files: 10 }))).toEqual(['a', 'b']);
    expect(() => unzipFiles(bomb, { totalBytes: 4_000_000, files: 1 })).toThrow(/more than 1 files/);
  });

  it('refuse a size that was forged', () => {
    const archive = zipSync({ a: strToU8('x'.repeat(100)) }, { level: 6 });
    const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
    for (let at = 0; at + 28 < archive.length; at++) {
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 900_000_000, true);
    }
    expect(() => unzipFiles(archive)).toThrow(/unpack to more than it may/);
  });

  it('leave folders out', () => {
    const archive = zipSync({ 'model/': new Uint8Array(0), 'model/a': strToU8('x') });
    expect(Object.keys(unzipFiles(archive))).toEqual(['model/a']);
  });

  it.each([new Uint8Array(0), strToU8('not a zip at all, only some words'), zipSync({ a: strToU8('x') }).slice(0, 30)])(
    'that are none say so (%#)',
    (bytes) => expect(() => unzipFiles(bytes)).toThrow(/^BadArchive: this is not a zip file/),
  );

  it('that are damaged say so', () => {
    const archive = zipSync({ a: strToU8('some text that is long enough to be packed '.repeat(20)) });
    archive.fill(0xff, 31, 60);
    expect(() => unzipFiles(archive)).toThrow(/^BadArchive/);
  });
});
