/** Probabilities that are laid out at once at most: 80 MB. */
const mostCells = 10_000_000;

/**
 * Rows that predictions of `nClasses` probabilities each are judged on: all of `nRows`, or so many evenly spaced ones that they
 * come to ten million numbers.
 */
export function judgedRows(nRows: number, nClasses: number): Uint32Array {
  const most = Math.max(1, Math.floor(mostCells / Math.max(1, nClasses)));
  if (nRows <= most) return Uint32Array.from({ length: nRows }, (_, row) => row);
  return Uint32Array.from({ length: most }, (_, i) => Math.floor((i * nRows) / most));
}
