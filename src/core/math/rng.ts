import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A seeded stream of random numbers; the only source of randomness in core and engine. */
export interface Rng {
  /** A uniform number in [0, 1). */
  uniform(): number;
  /** A uniform integer in [0, n); n must be a positive integer. */
  int(n: number): number;
  /** A standard normal number (Box-Muller, one value per call). */
  normal(): number;
  /** A uniform permutation of 0 … n-1 (Fisher-Yates). */
  permutation(n: number): Uint32Array;
  /** An independent stream that depends on this one's seed and `label` only, not on what was drawn before. */
  fork(label: string): Rng;
}

/** FNV-1a over the UTF-16 code units of `text`, mixed with `seed`; a 32-bit integer. */
function mixSeed(seed: number, text: string): number {
  let hash = (0x811c9dc5 ^ seed) | 0;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash | 0;
}

/** MurmurHash3's 32-bit finaliser (Appleby 2011): every bit of `seed` reaches every bit of the result. */
function finalise(seed: number): number {
  let hash = seed | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** Draws that are thrown away first: half of the generator's state starts out the same for every seed. */
const warmUp = 16;

/** A stream of xoroshiro128+ for `seed` (its low 32 bits count); the same seed gives the same numbers everywhere. */
export function createRng(seed: number): Rng {
  const generator = xoroshiro128plus(finalise(seed));
  for (let i = 0; i < warmUp; i++) generator.next();
  const uniform = () => uniformFloat64(generator);
  const int = (n: number) => uniformInt(generator, 0, n - 1);
  return {
    uniform,
    int,
    normal() {
      const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
      return radius * Math.cos(2 * Math.PI * uniform());
    },
    permutation(n) {
      const order = new Uint32Array(n);
      for (let i = 0; i < n; i++) order[i] = i;
      for (let i = n - 1; i > 0; i--) {
        const j = int(i + 1);
        const swapped = order[i];
        order[i] = order[j];
        order[j] = swapped;
      }
      return order;
    },
    fork: (label) => createRng(mixSeed(seed, label)),
  };
}
