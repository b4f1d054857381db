/** Fewer values than this are sorted by comparison: six passes over counts of 2,048 digits would cost more than they do. */
const fewestForRadix = 4096;

const digits = 2048;
const mask = digits - 1;

/** The digits of 64 bits, the lowest first: the word they are in, and where they begin in it. */
const passes = [0, 1].flatMap((word) => [0, 11, 22].map((shift) => ({ word, shift })));

/** How many values have each digit, for all passes at once. */
function countDigits(words: Uint32Array, count: number): Uint32Array {
  const counts = new Uint32Array(passes.length * digits);
  for (let i = 0; i < count; i++) {
    const low = words[2 * i];
    const high = words[2 * i + 1];
    counts[low & mask]++;
    counts[digits + ((low >>> 11) & mask)]++;
    counts[2 * digits + (low >>> 22)]++;
    counts[3 * digits + (high & mask)]++;
    counts[4 * digits + ((high >>> 11) & mask)]++;
    counts[5 * digits + (high >>> 22)]++;
  }
  return counts;
}

/** Counts as the places at which the values of each digit begin; null where all values have the same. */
function beginnings(counts: Uint32Array, count: number): Uint32Array | null {
  const begins = new Uint32Array(digits);
  let sum = 0;
  for (let digit = 0; digit < digits; digit++) {
    if (counts[digit] === count) return null;
    begins[digit] = sum;
    sum += counts[digit];
  }
  return begins;
}

/** One pass: moves the values to where their digit begins, in the order they come in. */
function scatter(from: Float64Array, words: Uint32Array, shift: number, begins: Uint32Array, to: Float64Array): void {
  for (let i = 0, at = 0; i < from.length; i++, at += 2) to[begins[(words[at] >>> shift) & mask]++] = from[i];
}

/** Moves the NaN to the end, in any order; the number of the others. */
function partitionMissing(values: Float64Array): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (Number.isNaN(value)) continue;
    values[i] = values[count];
    values[count++] = value;
  }
  return count;
}

/**
 * Sorts `values` in place as Float64Array.prototype.sort does: ascending, -0 before 0, NaN last. A radix sort on the bits of
 * many values, in well under half the time, with as much memory again while it lasts. As unsigned integers the bits put
 * positive numbers first and then negative ones from the smallest magnitude on, so those go to the front, turned around.
 * Gives `values` back.
 */
export function sortNumbers(values: Float64Array): Float64Array {
  if (values.length < fewestForRadix) return values.sort();
  const count = partitionMissing(values);
  const counts = countDigits(new Uint32Array(values.buffer, values.byteOffset, 2 * count), count);
  let from: Float64Array = values.subarray(0, count);
  let to: Float64Array = new Float64Array(count);
  passes.forEach(({ word, shift }, pass) => {
    const begins = beginnings(counts.subarray(pass * digits, (pass + 1) * digits), count);
    if (begins === null) return;
    scatter(from, new Uint32Array(from.buffer, from.byteOffset + 4 * word), shift, begins, to);
    [from, to] = [to, from];
  });
  // The sign is the highest bit of the last digit.
  let negative = 0;
  for (let digit = 512; digit < 1024; digit++) negative += counts[5 * digits + digit];
  const inValues = from.buffer === values.buffer;
  if (negative === 0) {
    if (!inValues) values.set(from);
    return values;
  }
  if (inValues) to.set(from);
  const sorted = inValues ? to : from;
  for (let i = 0; i < negative; i++) values[i] = sorted[count - 1 - i];
  values.set(sorted.subarray(0, count - negative), negative);
  return values;
}
