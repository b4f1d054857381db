/** A 32-bit integer each of whose bits depends on every bit of x (lowbias32, Wellons 2018). */
export function mix(x: number): number {
  let hash = x | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The seed of a layer's mask in a step whose own seed is `stepSeed`. */
export function maskSeed(stepSeed: number, layer: number): number {
  return mix(stepSeed + Math.imul(layer + 1, 0x9e3779b9));
}

/** A unit is left out where its draw is below this. */
export function dropThreshold(dropout: number): number {
  return Math.min(0xffffffff, Math.round(dropout * 2 ** 32));
}

/**
 * Whether a step keeps unit number `index` of a layer, which counts as (member · rows of the batch + row) · outputs + output. Integers
 * alone decide, so that every backend leaves out the same units.
 */
export function keeps(seed: number, index: number, threshold: number): boolean {
  return mix(seed ^ index) >= threshold;
}
