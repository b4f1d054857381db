/** The arithmetic mean; NaN for no values. Summed with Neumaier's compensation, so that it keeps its digits. */
export function mean(values: ArrayLike<number>): number {
  const n = values.length;
  if (n === 0) return NaN;
  const total = sum(values);
  if (Number.isFinite(total)) return total / n;
  // Finite values whose sum leaves the range have a mean all the same; where one is infinite this is infinite or NaN too.
  const shares = new Float64Array(n);
  for (let i = 0; i < n; i++) shares[i] = values[i] / n;
  return sum(shares);
}

/** The sum, with Neumaier's compensation (1974); 0 for no values. */
export function sum(values: ArrayLike<number>): number {
  let total = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return Number.isFinite(lost) ? total + lost : total;
}
