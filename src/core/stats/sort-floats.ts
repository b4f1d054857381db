/** Fewer values than this are sorted by comparison: passes over counts of 2,048 digits would cost more than they do. */
const fewestForRadix = 2048;
const digits = 2048;
const mask = digits - 1;

/**
 * Sorts float32 `values` in place, ascending, and returns them; -0 before 0, no NaN. `room` is at least as long, and is
 * overwritten. By digits of 11 bits where there are many, in time that grows with their number alone.
 */
export function sortFloats(values: Float32Array, room: Float32Array): Float32Array {
  const n = values.length;
  if (n < fewestForRadix) return values.sort();
  const keys = new Uint32Array(values.buffer, values.byteOffset, n);
  const others = new Uint32Array(room.buffer, room.byteOffset, n);
  const counts = new Uint32Array(3 * digits);
  for (let i = 0; i < n; i++) {
    // As unsigned integers, keys are in the order of the numbers: negative ones turned over, the rest above them.
    const bits = keys[i];
    const key = bits ^ ((bits >> 31) | 0x80000000);
    keys[i] = key;
    counts[key & mask]++;
    counts[digits + ((key >>> 11) & mask)]++;
    counts[2 * digits + (key >>> 22)]++;
  }
  let from = keys;
  let to = others;
  for (let pass = 0; pass < 3; pass++) {
    const places = counts.subarray(pass * digits, (pass + 1) * digits);
    let next = 0;
    for (let digit = 0; digit < digits; digit++) {
      const count = places[digit];
      places[digit] = next;
      next += count;
    }
    const shift = 11 * pass;
    for (let i = 0; i < n; i++) {
      const key = from[i];
      to[places[(key >>> shift) & mask]++] = key;
    }
    [from, to] = [to, from];
  }
  for (let i = 0; i < n; i++) {
    const key = from[i];
    keys[i] = key ^ (key >> 31 === 0 ? 0xffffffff : 0x80000000);
  }
  return values;
}
