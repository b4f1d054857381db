import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/core/math/rng.ts';
import { decodeTyped, encodeTyped, TypedTextUnreadable } from '../../../src/core/estimators/typed-text.ts';

describe('typed arrays as text', () => {
  it('are their kind and their bytes in base64, little end first', () => {
    expect(encodeTyped(Float32Array.of(1))).toBe('f32:AACAPw==');
    expect(encodeTyped(Uint16Array.of(1, 258))).toBe('u16:AQACAQ==');
    expect(encodeTyped(new Int32Array(0))).toBe('i32:');
  });

  it('come back bit for bit, at every length, whatever they hold', () => {
    const rng = createRng(1);
    for (let length = 0; length < 70; length++) {
      const bytes = Uint8Array.from({ length }, () => rng.int(256));
      expect(encodeTyped(bytes)).toBe(`u8:${Buffer.from(bytes).toString('base64')}`);
      expect(decodeTyped(encodeTyped(bytes), 'u8')).toEqual(bytes);
    }
    const odd = Float64Array.of(NaN, -0, Infinity, -Infinity, 5e-324, Number.MAX_VALUE, 0.1);
    expect(decodeTyped(encodeTyped(odd), 'f64')).toEqual(odd);
    expect(decodeTyped(encodeTyped(Float32Array.of(NaN, 0.1)), 'f32')).toEqual(Float32Array.of(NaN, 0.1));
    expect(decodeTyped(encodeTyped(Int8Array.of(-1, 127)), 'i8')).toEqual(Int8Array.of(-1, 127));
    expect(decodeTyped(encodeTyped(Int16Array.of(-300)), 'i16')).toEqual(Int16Array.of(-300));
    expect(decodeTyped(encodeTyped(Int32Array.of(-70_000)), 'i32')).toEqual(Int32Array.of(-70_000));
    expect(decodeTyped(encodeTyped(Uint32Array.of(4_000_000_000)), 'u32')).toEqual(Uint32Array.of(4_000_000_000));
  });

  it('take a part of a longer buffer alone, and many elements', () => {
    const whole = Float64Array.from({ length: 50_000 }, (_, i) => i / 3);
    expect(decodeTyped(encodeTyped(whole), 'f64')).toEqual(whole);
    expect(decodeTyped(encodeTyped(whole.subarray(2, 4)), 'f64')).toEqual(Float64Array.of(2 / 3, 1));
  });

  it.each([
    ['f64:AACAPw==', 'f32', 'stands where an array of kind f32 belongs'],
    ['f32:AACAP', 'f32', '5 characters'],
    ['f32:AACA!w==', 'f32', '"!" at 4'],
    ['f32:AAC=PwAA', 'f32', '"=" at 3'],
    ['f32:AACA€w==', 'f32', '"€" at 4'],
    ['f32:AACA', 'f32', '3 bytes are no whole number of f32'],
    [null as unknown as string, 'f32', '"null" stands where'],
  ] as const)('refuse %s as %s', (text, tag, reason) => {
    expect(() => decodeTyped(text, tag)).toThrow(TypedTextUnreadable);
    expect(() => decodeTyped(text, tag)).toThrow(reason);
  });
});
