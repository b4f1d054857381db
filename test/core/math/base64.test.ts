import { describe, expect, it } from 'vitest';
import { fromBase64, toBase64 } from '../../../src/core/math/base64.ts';
import { createRng } from '../../../src/core/math/rng.ts';

describe('base64', () => {
  it.each([0, 1, 2, 3, 4, 5, 24_577, 100_000])(
    'writes %i bytes as every other encoder does, and reads them back',
    (length) => {
      const rng = createRng(length);
      const bytes = Uint8Array.from({ length }, () => rng.int(256));
      expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      expect(fromBase64(toBase64(bytes))).toEqual(bytes);
    },
  );

  it.each(['a', 'ab=', 'a===', 'ab=c', '=abc', 'ab c', 'abé=', '====', 'ab-_'])('refuses %j', (text) => {
    expect(fromBase64(text)).toBeNull();
  });
});
