/** Rows in a batch where none are asked for: about 80 batches an epoch, within 32 to 256 rows each, a power of two. */
export function usualBatchSize(nRows: number): number {
  return Math.min(256, Math.max(32, 2 ** Math.round(Math.log2(Math.max(1, nRows) / 80))));
}
