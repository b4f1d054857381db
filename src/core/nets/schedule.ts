export type Schedule = 'coslog4' | 'cosine' | 'constant';

/** The share of the full rate that 'cosine' ends at. */
const lowest = 0.05;

/**
 * The factor on the learning rate after `share` (0 to 1) of the training. 'coslog4' is four waves between 0 and 1, each twice as long as
 * the one before (Holzmüller et al. 2024); 'cosine' falls from 1 to a twentieth; 'constant' is 1.
 */
export function scheduleFactor(schedule: Schedule, share: number): number {
  switch (schedule) {
    case 'coslog4':
      return 0.5 * (1 - Math.cos(2 * Math.PI * Math.log2(1 + 15 * share)));
    case 'cosine':
      return lowest + (1 - lowest) * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, share)));
    case 'constant':
      return 1;
  }
}
