/** A value and the row where it stands, counted from 0. */
export interface ValueAt {
  readonly value: number;
  readonly row: number;
}

/** The first `most` in the order of `before`; of equals those that come first. NaN is passed over. */
function firstBy(values: Float64Array, most: number, before: (a: number, b: number) => boolean): ValueAt[] {
  const found: ValueAt[] = [];
  if (most === 0) return found;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (Number.isNaN(value) || (found.length === most && !before(value, found[most - 1].value))) continue;
    let at = found.length;
    while (at > 0 && before(value, found[at - 1].value)) at--;
    found.splice(at, 0, { value, row });
    if (found.length > most) found.pop();
  }
  return found;
}

/** The `most` lowest values, ascending, with their rows; of equals those of the first rows. Infinities count, NaN does not. */
export function lowest(values: Float64Array, most: number): ValueAt[] {
  return firstBy(values, most, (a, b) => a < b);
}

/** The `most` highest values, descending, with their rows; of equals those of the first rows. Infinities count, NaN does not. */
export function highest(values: Float64Array, most: number): ValueAt[] {
  return firstBy(values, most, (a, b) => a > b);
}
