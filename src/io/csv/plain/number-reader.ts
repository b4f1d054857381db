/** Every power of ten up to this one is a float64 exactly. */
const powersOfTen = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** The two halves of `value` whose products are exact (Dekker 1971): at most 26 bits each. */
const splitter = 134217729;

/**
 * (high · scale + low) / 10^places rounded to the nearest float64, or NaN where that cannot be told for sure; all parts are
 * integers of at most nine digits, `scale` a power of ten. The quotient is taken in twice the precision of a float64, so its
 * error is far below the distance to the next rounding boundary except at a tie, or next to one.
 */
function quotientOf(high: number, scale: number, low: number, places: number): number {
  const power = powersOfTen[places];
  // The numerator as an exact sum of two: the product's rounding error is found by splitting its factors.
  const product = high * scale;
  const highTop = splitter * high - (splitter * high - high);
  const scaleTop = splitter * scale - (splitter * scale - scale);
  const highRest = high - highTop;
  const scaleRest = scale - scaleTop;
  const productError = highRest * scaleRest - (product - highTop * scaleTop - highRest * scaleTop - highTop * scaleRest);
  const top = product + low;
  const carried = top - product;
  const rest = product - (top - carried) + (low - carried) + productError;
  const quotient = top / power;
  const back = quotient * power;
  const quotientTop = splitter * quotient - (splitter * quotient - quotient);
  const powerTop = splitter * power - (splitter * power - power);
  const quotientRest = quotient - quotientTop;
  const powerRest = power - powerTop;
  const backError = quotientRest * powerRest - (back - quotientTop * powerTop - quotientRest * powerTop - quotientTop * powerRest);
  const correction = (top - back - backError + rest) / power;
  const result = quotient + correction;
  // Where a small change of the correction would round otherwise, the digits have to be looked at in full.
  const doubt = Math.abs(correction) * 1e-9 + quotient * 1e-30;
  return quotient + (correction - doubt) === result && quotient + (correction + doubt) === result ? result : NaN;
}

/** The number of `high` and behind it `lowDigits` of `low`, the last `places` of all digits decimals; NaN as quotientOf. */
function quotient(high: number, low: number, lowDigits: number, places: number): number {
  const scale = powersOfTen[lowDigits];
  const whole = high * scale + low;
  return whole <= Number.MAX_SAFE_INTEGER ? whole / powersOfTen[places] : quotientOf(high, scale, low, places);
}

/**
 * The number of four digits that stand at `at`, or -1 where they do not. Taken as one word: the upper half of a digit's byte
 * is 3, and still is with 6 added.
 */
function fourDigits(bytes: Uint8Array, at: number): number {
  if (at + 4 > bytes.length) return -1;
  const word = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
  if ((word & 0xf0f0f0f0) !== 0x30303030 || ((word + 0x06060606) & 0xf0f0f0f0) !== 0x30303030) return -1;
  const pairs = (Math.imul(word & 0x0f0f0f0f, 2561) >>> 8) & 0x00ff00ff;
  return Math.imul(pairs, 6_553_601) >>> 16;
}

/**
 * Reads numbers straight from bytes: a sign, digits, and decimals after `decimal` (a byte), with spaces around. At most 15
 * digits are computed exactly from the digits (Clinger 1990), up to 18 in doubled precision. What may be a code (leading
 * zeros, 16 digits and more without decimals), has an exponent or is longer is left to others.
 */
export class NumberReader {
  /** Just behind the last number that was read. */
  end = 0;
  readonly #decimal: number;

  constructor(decimal: number) {
    this.#decimal = decimal;
  }

  /**
   * The number that begins at `at`, or NaN where it is none or not plain; `bytes` hold a byte that is no digit somewhere
   * behind it. What follows `end` has to be looked at: "1e5" is read as 1, ending before the e.
   */
  read(bytes: Uint8Array, at: number): number {
    let byte = bytes[at];
    while (byte === 32) byte = bytes[++at];
    const negative = byte === 45;
    if (negative || byte === 43) byte = bytes[++at];
    const first = at;
    let digit = byte - 48;
    let high = 0;
    while (digit >= 0 && digit <= 9) {
      high = (Math.imul(high, 10) + digit) | 0;
      digit = bytes[++at] - 48;
    }
    const whole = at - first;
    if (whole > 9 || (whole > 1 && bytes[first] === 48)) return this.#readLong(bytes, first, negative);
    let places = 0;
    let low = 0;
    let inLow = 0;
    if (digit + 48 === this.#decimal) {
      const begin = ++at;
      const stop = at + 9 - whole;
      for (let four = fourDigits(bytes, at); four >= 0 && at + 4 <= stop; four = fourDigits(bytes, at)) {
        high = (Math.imul(high, 10_000) + four) | 0;
        at += 4;
      }
      digit = bytes[at] - 48;
      while (digit >= 0 && digit <= 9 && at < stop) {
        high = (Math.imul(high, 10) + digit) | 0;
        digit = bytes[++at] - 48;
      }
      if (digit >= 0 && digit <= 9) {
        const lowStop = at + 8;
        for (let four = fourDigits(bytes, at); four >= 0 && at + 4 <= lowStop; four = fourDigits(bytes, at)) {
          low = (Math.imul(low, 10_000) + four) | 0;
          at += 4;
        }
        digit = bytes[at] - 48;
        while (digit >= 0 && digit <= 9) {
          if (at > lowStop) return this.#readLong(bytes, first, negative);
          low = (Math.imul(low, 10) + digit) | 0;
          digit = bytes[++at] - 48;
        }
        inLow = at - stop;
      }
      places = at - begin;
    }
    if (whole + places === 0) return NaN;
    while (digit === -16) digit = bytes[++at] - 48;
    this.end = at;
    const value = inLow === 0 && places === 0 ? high : quotient(high, low, inLow, places);
    return negative ? -value : value;
  }

  /** A number of more than nine digits, or with leading zeros, from its first digit on. */
  #readLong(bytes: Uint8Array, first: number, negative: boolean): number {
    let at = first;
    let digits = 0;
    let places = 0;
    let high = 0;
    let low = 0;
    let point = -1;
    for (; ; at++) {
      const byte = bytes[at];
      if (byte === this.#decimal && point === -1) {
        point = at;
        continue;
      }
      const digit = byte - 48;
      if (digit < 0 || digit > 9) break;
      // Zeros before the first other digit do not count.
      if (digits > 0 || digit > 0) digits++;
      if (digits > 18) return NaN;
      if (digits <= 9) high = high * 10 + digit;
      else low = low * 10 + digit;
      if (point !== -1) places++;
    }
    const whole = (point === -1 ? at : point) - first;
    if ((whole > 1 && bytes[first] === 48) || (places === 0 && whole > 15) || places > 22) return NaN;
    while (bytes[at] === 32) at++;
    this.end = at;
    const value = quotient(high, low, Math.max(0, digits - 9), places);
    return negative ? -value : value;
  }
}
