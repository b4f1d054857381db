import { describe, expect, it } from 'vitest';
import { fromBase64, toBase64 } from '../../../src/core/math/base64.ts';
import { createRng } from '../../../src/core/math/rng.ts';

describe('base64', () => {
  it('is what everybody else writes, at every length, and comes back', () => {
    const rng = createRng(1);
    for (const length of [...Array(70).keys(), 6143, 6144, 6145, 50_000]) {
      const bytes = Uint8Array.from({ length }, () => rng.int(256));
      const text = toBase64(bytes);
      expect(text).toBe(Buffer.from(bytes).toString('base64'));
      expect(fromBase64(text)).toEqual(bytes);
    }
  });

  it('takes a part of a longer buffer alone, and gives bytes a buffer of their own', () => {
    const part = new Uint8Array([1, 2, 3, 4, 5]).subarray(1, 3);
    expect(toBase64(part)).toBe('AgM=');
    expect(fromBase64('AgM=')?.buffer.byteLength).toBe(2);
  });

  it.each(['AACAP', 'AA', 'AACA!w==', 'AAC=PwAA', '=AAA', 'A===', '====', 'AACA€w==', 'AACÀ', 'AAC\u0100AACA', 'AAA\n'])('refuses %j', (text) => {
    expect(fromBase64(text)).toBeNull();
  });
});
