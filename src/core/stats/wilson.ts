/** The 0.975 quantile of the standard normal distribution. */
const z95 = 1.959963984540054;

export interface ShareInterval {
  readonly share: number;
  readonly lower: number;
  readonly upper: number;
}

/** `successes` of `trials` as a share with Wilson's (1927) 95% score interval; [0, 1] and a share of NaN for no trials. */
export function wilson(successes: number, trials: number, z = z95): ShareInterval {
  if (trials === 0) return { share: NaN, lower: 0, upper: 1 };
  const share = successes / trials;
  const z2 = z * z;
  const scale = 1 + z2 / trials;
  const centre = (share + z2 / (2 * trials)) / scale;
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / trials + z2 / (4 * trials * trials));
  return {
    share,
    lower: successes === 0 ? 0 : Math.max(0, centre - half),
    upper: successes === trials ? 1 : Math.min(1, centre + half),
  };
}
