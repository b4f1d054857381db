import { Cancelled, type Control } from '../math/control.ts';

/** Fewer values than this are sorted by comparison: a radix pass would cost more than they do. */
const fewestForRadix = 4096;
const digits = 65_536;

/** The two halves of each value as unsigned words that order as the values do (-0 and 0 alike). */
function orderedWords(values: Float64Array, rows: Uint32Array): { high: Uint32Array; low: Uint32Array } {
  const high = new Uint32Array(values.length);
  const low = new Uint32Array(values.length);
  const cell = new Float64Array(1);
  const words = new Uint32Array(cell.buffer);
  for (const row of rows) {
    cell[0] = values[row] + 0;
    const negative = words[1] >>> 31 === 1;
    high[row] = negative ? ~words[1] : words[1] | 0x80000000;
    low[row] = negative ? ~words[0] : words[0];
  }
  return { high, low };
}

/**
 * The rows whose value is not NaN, by ascending value, equal values in the order of the rows. A radix sort on the bits of
 * the values in four passes that gives way between them; throws Cancelled.
 */
export async function sortRows(values: Float64Array, control: Control): Promise<Uint32Array> {
  let order = new Uint32Array(values.length);
  let count = 0;
  for (let row = 0; row < values.length; row++) if (!Number.isNaN(values[row])) order[count++] = row;
  order = order.slice(0, count);
  if (count < fewestForRadix) return order.sort((a, b) => (values[a] < values[b] ? -1 : values[a] > values[b] ? 1 : a - b));
  await control.breathe();
  const { high, low } = orderedWords(values, order);
  let next = new Uint32Array(count);
  const ends = new Uint32Array(digits + 1);
  for (const [words, shift] of [[low, 0], [low, 16], [high, 0], [high, 16]] as const) {
    await control.breathe();
    if (control.cancelled()) throw new Cancelled();
    ends.fill(0);
    for (let i = 0; i < count; i++) ends[((words[order[i]] >>> shift) & 0xffff) + 1]++;
    for (let digit = 0; digit < digits; digit++) ends[digit + 1] += ends[digit];
    for (let i = 0; i < count; i++) {
      const row = order[i];
      next[ends[(words[row] >>> shift) & 0xffff]++] = row;
    }
    [order, next] = [next, order];
  }
  return order;
}
